import type { ItemStatus, StrandedStatus } from '../model/status';

const FINAL: ReadonlySet<ItemStatus> = new Set(['ported', 'canceled', 'expired', 'reversed']);

/** Final: the provider does nothing more with this item. */
export function isFinal(status: ItemStatus): boolean {
  return FINAL.has(status);
}

/** Only a person moves a number on from this status, unless a command here caused it. */
export function isStranded(status: ItemStatus): status is StrandedStatus {
  return ['rejected', 'not_portable', 'expired', 'canceled'].includes(status);
}

/** How far a status is on the regular path; statuses off the path have no rank. */
const PROGRESS: Partial<Record<ItemStatus, number>> = {
  draft: 0,
  in_review: 1,
  awaiting_signature: 2,
  submitted: 3,
  foc_confirmed: 4,
  ported: 5,
};

/** Whether `to` is behind `from` on the regular path: legal, and recorded as its own timeline entry. */
export function isBackward(from: ItemStatus, to: ItemStatus): boolean {
  const a = PROGRESS[from];
  const b = PROGRESS[to];
  return a !== undefined && b !== undefined && b < a;
}

/** The rank of an open status, for "the furthest-behind item"; statuses off the path rank last. */
export function progressOf(status: ItemStatus): number {
  return PROGRESS[status] ?? Number.POSITIVE_INFINITY;
}
