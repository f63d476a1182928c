/** Where a sub request stands: Telnyx's own words (telnyx.md A4). `unassigned` is said of numbers in none. */
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
