import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

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
export interface StatusLookup {
  /** What a number's word means; absent when nobody knows it. */
  ofNumber(providerStatus: string): ProviderItemStatus | undefined;
  /** What an order's word means for a number that has none; never a final success. */
  ofOrder(providerStatus: string): ProviderItemStatus | undefined;
  /** Whether an order's word is known, though it may say nothing of the numbers. */
  knowsOrder(providerStatus: string): boolean;
}

/** Builds the tables of an account from its `statusMap`. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = new Map(
    Object.entries(overrides).map(([providerStatus, status]) => [normalizeStatus(providerStatus), status]),
  );
  const numbers = new Map([...Object.entries(NUMBER_WORDS), ...own]);
  const orders = new Map([...Object.entries(ORDER_WORDS), ...own]);
  const ofOrder = (providerStatus: string): ProviderItemStatus | undefined => {
    const status = orders.get(normalizeStatus(providerStatus));
    // An order is "completed" when each number is ported or canceled, so only a number's word can say "ported".
    return status === 'ported' || status === 'reversed' ? undefined : status;
  };
  return {
    ofNumber: (providerStatus) => numbers.get(normalizeStatus(providerStatus)),
    ofOrder,
    knowsOrder: (providerStatus) =>
      orders.has(normalizeStatus(providerStatus)) ||
      WORDS_ABOUT_THE_ORDER_ONLY.has(normalizeStatus(providerStatus)),
  };
}

/** Twilio waits for somebody: `action_required`. */
export function asksForAction(orderStatus: string): boolean {
  return normalizeStatus(orderStatus) === 'action_required';
}

/** The order is over without having moved its numbers: it can stand in nobody's way. */
export function closesOrder(orderStatus: string): boolean {
  return ['canceled', 'cancelled', 'expired'].includes(normalizeStatus(orderStatus));
}
