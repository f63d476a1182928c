import { currentItems, type OrderItem, type Port } from './port';
import type { Instant } from './time';

/** What became of one number. `left_open` says honestly that the provider still holds it. */
export type NumberOutcome =
  | 'ported'
  | 'canceled'
  | 'rejected'
  | 'not_portable'
  | 'expired'
  | 'never_submitted'
  | 'left_open'
  | 'reversed';

/** How and when a port ended. */
export interface Ending {
  /** `natural`: each number reached an end of its own. The others say who or what ended the rest. */
  readonly kind: 'natural' | 'abandoned' | 'answer_by' | 'draft_expired';
  readonly at: Instant;
  readonly by?: string;
}

/** The phases in which a port rests for ever. */
export type FinalPhase = 'completed' | 'partially_completed' | 'canceled' | 'rejected' | 'expired';

/** What becomes of a number when its port ends while its item stands like this. */
export function outcomeOfItem(item: OrderItem): NumberOutcome {
  switch (item.status) {
    case 'ported':
    case 'reversed':
    case 'canceled':
    case 'expired':
    case 'not_portable':
    case 'rejected':
      return item.status;
    case 'draft':
      return 'never_submitted';
    case 'in_review':
    case 'awaiting_signature':
    case 'submitted':
    case 'foc_confirmed':
    case 'canceling':
      return 'left_open';
  }
}

/** Every number of the request with its outcome, exactly once. */
export function outcomesOf(port: Port): { phoneNumber: string; outcome: NumberOutcome }[] {
  return currentItems(port).map((item) => ({ phoneNumber: item.phoneNumber, outcome: outcomeOfItem(item) }));
}

/** The one word for a whole port: all, some or none ported, and if none, why. */
export function finalPhaseOf(port: Port): FinalPhase {
  const outcomes = currentItems(port).map(outcomeOfItem);
  const wanted = currentItems(port)
    .filter((item) => !isTakenOut(item))
    .map(outcomeOfItem);
  if (wanted.length > 0 && wanted.every((outcome) => outcome === 'ported')) return 'completed';
  const has = (...words: NumberOutcome[]) => outcomes.some((outcome) => words.includes(outcome));
  if (has('ported')) return 'partially_completed';
  if (has('left_open', 'canceled')) return 'canceled';
  if (has('rejected', 'not_portable', 'reversed')) return 'rejected';
  return 'expired';
}

/** Somebody here took the number out on purpose: it does not make the rest incomplete. */
function isTakenOut(item: OrderItem): boolean {
  return item.cancel !== undefined && item.status === 'canceled';
}
