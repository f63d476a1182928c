import type { Port } from './port';

/** A number was put from one order into another. */
export interface OrderMove {
  readonly from: string;
  readonly to: string;
}

/** An edit that its order has not heard follows the numbers that were put into another one. */
export function withMovedErrands(port: Port, moves: readonly OrderMove[]): Port {
  if (port.errands === undefined || moves.length === 0) return port;
  const errands = [...port.errands];
  for (const { from, to } of moves) {
    const edit = port.errands.find(({ orderRef, task }) => orderRef === from && task.kind === 'edit');
    const isThere = errands.some(({ orderRef, task }) => orderRef === to && task.kind === 'edit');
    if (edit === undefined || isThere) continue;
    const { failure: _f, isRefused: _r, ...asked } = edit;
    errands.push({ ...asked, id: `${edit.id}>${to}`, orderRef: to });
  }
  return { ...port, errands };
}
