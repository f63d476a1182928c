import type { ItemStatus, StrandedStatus } from '../model/status';

const FINAL: ReadonlySet<ItemStatus> = new Set(['ported', 'canceled', 'expired', 'reversed']);

/** Final: the provider does nothing more with this item. */
export function isFinal(status: ItemStatus): boolean {
  return FINAL.has(status);
}

/** Nothing moves a number in this status but a person, unless somebody here asked for it. */
export function isStranded(status: ItemStatus): status is StrandedStatus {
  return ['rejected', 'not_portable', 'expired', 'canceled'].includes(status);
}

/** How far along the usual road a status is; statuses off the road have no rank. */
const PROGRESS: Partial<Record<ItemStatus, number>> = {
  draft: 0,
  in_review: 1,
  awaiting_signature: 2,
  submitted: 3,
  foc_confirmed: 4,
  ported: 5,
};

/** True when `to` lies behind `from` on the usual road: legal, and worth an event of its own. */
export function isBackward(from: ItemStatus, to: ItemStatus): boolean {
  const a = PROGRESS[from];
  const b = PROGRESS[to];
  return a !== undefined && b !== undefined && b < a;
}

/** The rank of an open status, for "the furthest-behind item"; statuses off the road count as furthest. */
export function progressOf(status: ItemStatus): number {
  return PROGRESS[status] ?? Number.POSITIVE_INFINITY;
}
