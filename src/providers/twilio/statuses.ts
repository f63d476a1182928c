import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeWord } from '../words';

/** `port_in_phone_number_status`: what it says of the number (docs/reference/twilio.md#number-statuses). */
const NUMBER_WORDS: StatusMap = {
  in_review: 'in_review',
  waiting_for_signature: 'awaiting_signature',
  port_submitted: 'submitted',
  submitted: 'submitted',
  port_pending: 'foc_confirmed',
  pending: 'foc_confirmed',
  port_rejected: 'rejected',
  rejected: 'rejected',
  canceling: 'canceling',
  cancelling: 'canceling',
  canceled: 'canceled',
  cancelled: 'canceled',
  expired: 'expired',
  completed: 'ported',
};

/**
 * `port_in_request_status`: what it says of numbers without a word of their own
 * (docs/reference/twilio.md#order-statuses).
 */
const ORDER_WORDS: StatusMap = {
  in_review: 'in_review',
  pending: 'in_review',
  waiting_for_signature: 'awaiting_signature',
  in_progress: 'submitted',
  canceled: 'canceled',
  cancelled: 'canceled',
  expired: 'expired',
};

/** Order words that we know and that say nothing of a single number ("completed" covers canceled numbers too). */
const WORDS_ABOUT_THE_ORDER_ONLY: ReadonlySet<string> = new Set(['action_required', 'completed']);

/** The words of one account: the tables of this file, with the account's own entries above them. */
export interface StatusWords {
  /** What a number's word means; absent when nobody knows it. */
  ofNumber(word: string): ProviderItemStatus | undefined;
  /** What an order's word means for a number that has none; never a final success. */
  ofOrder(word: string): ProviderItemStatus | undefined;
  /** Whether an order's word is known, though it may say nothing of the numbers. */
  knowsOrder(word: string): boolean;
}

/** Builds the tables of an account from its `statusMap`. */
export function statusWords(overrides: StatusMap = {}): StatusWords {
  const own = new Map(Object.entries(overrides).map(([word, status]) => [normalizeWord(word), status]));
  const numbers = new Map([...Object.entries(NUMBER_WORDS), ...own]);
  const orders = new Map([...Object.entries(ORDER_WORDS), ...own]);
  const ofOrder = (word: string): ProviderItemStatus | undefined => {
    const status = orders.get(normalizeWord(word));
    // An order is "completed" when each number is ported or canceled, so only a number's word can say "ported".
    return status === 'ported' || status === 'reversed' ? undefined : status;
  };
  return {
    ofNumber: (word) => numbers.get(normalizeWord(word)),
    ofOrder,
    knowsOrder: (word) =>
      orders.has(normalizeWord(word)) || WORDS_ABOUT_THE_ORDER_ONLY.has(normalizeWord(word)),
  };
}

/** Twilio waits for somebody: `action_required`. */
export function asksForAction(orderWord: string): boolean {
  return normalizeWord(orderWord) === 'action_required';
}

/** The order is over without having moved its numbers: it can stand in nobody's way. */
export function closesOrder(orderWord: string): boolean {
  return ['canceled', 'cancelled', 'expired'].includes(normalizeWord(orderWord));
}
