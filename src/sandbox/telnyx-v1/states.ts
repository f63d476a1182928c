/**
 * Where a sub request stands, as Telnyx writes it (docs/reference/telnyx-v1.md#statuses). `unassigned` is for numbers
 * in none.
 */
export const SUB_REQUEST_WORDS = [
  'unassigned',
  'in-process',
  'submitted',
  'exception',
  'foc-date-confirmed',
  'ported',
  'cancelled',
  'cancel-pending',
] as const;

export type SubRequestState = Exclude<(typeof SUB_REQUEST_WORDS)[number], 'unassigned'>;

/** Telnyx does nothing more with it. */
export function isClosed(state: SubRequestState): boolean {
  return state === 'ported' || state === 'cancelled';
}
