import type { Port } from '../model/port';

/** A number that moved from one order to another. */
export interface OrderMove {
  readonly from: string;
  readonly to: string;
}

/** A pending edit follows the numbers that moved to another order. */
export function withMovedOrderActions(port: Port, moves: readonly OrderMove[]): Port {
  if (port.orderActions === undefined || moves.length === 0) return port;
  const edits = port.orderActions.filter(({ task }) => task.kind === 'edit');
  const known = new Map([...edits].reverse().map((edit) => [edit.orderRef, edit]));
  const isThere = new Set(known.keys());
  const orderActions = [...port.orderActions];
  for (const { from, to } of moves) {
    const edit = known.get(from);
    if (edit === undefined || isThere.has(to)) continue;
    isThere.add(to);
    const { failure: _f, isRefused: _r, ...asked } = edit;
    orderActions.push({ ...asked, id: `${edit.id}>${to}`, orderRef: to });
  }
  return { ...port, orderActions };
}
