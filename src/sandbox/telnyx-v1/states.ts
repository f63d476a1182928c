/**
 * The statuses of a sub request, as Telnyx writes them (docs/reference/telnyx-v1.md#statuses). `unassigned`
 * is for numbers in none.
 */
export const SUB_REQUEST_STATUSES = [
  'unassigned',
  'in-process',
  'submitted',
  'exception',
  'foc-date-confirmed',
  'ported',
  'cancelled',
  'cancel-pending',
] as const;

export type SubRequestState = Exclude<(typeof SUB_REQUEST_STATUSES)[number], 'unassigned'>;

/** Whether Telnyx does nothing more with it. */
export function isClosed(state: SubRequestState): boolean {
  return state === 'ported' || state === 'cancelled';
}
