import type { ProviderItemStatus } from '../../domain/model/status';
import type { StatusMap } from '../account';
import { normalizeStatus } from '../normalize-status';

/** Maps `port_in_phone_number_status` (docs/reference/twilio.md#number-statuses). */
const NUMBER_STATUSES: StatusMap = {
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
 * Maps `port_in_request_status` for numbers without a status of their own
 * (docs/reference/twilio.md#order-statuses).
 */
const ORDER_STATUSES: StatusMap = {
  in_review: 'in_review',
  pending: 'in_review',
  waiting_for_signature: 'awaiting_signature',
  in_progress: 'submitted',
  canceled: 'canceled',
  cancelled: 'canceled',
  expired: 'expired',
};

/** Known order statuses that say nothing about a single number ("completed" covers canceled numbers too). */
const ORDER_ONLY_STATUSES: ReadonlySet<string> = new Set(['action_required', 'completed']);

/** The status lookup of one account: the tables of this file, overridden by the account's entries. */
export interface StatusLookup {
  /** Maps a number's status; undefined if unknown. */
  ofNumber(providerStatus: string): ProviderItemStatus | undefined;
  /** Maps an order's status for a number without one; never a final success. */
  ofOrder(providerStatus: string): ProviderItemStatus | undefined;
  /** Whether an order's status is known, even if it says nothing about numbers. */
  knowsOrder(providerStatus: string): boolean;
}

/** Builds the status lookup of an account from its `statusMap`. */
export function statusLookup(overrides: StatusMap = {}): StatusLookup {
  const own = new Map(
    Object.entries(overrides).map(([providerStatus, status]) => [normalizeStatus(providerStatus), status]),
  );
  const numbers = new Map([...Object.entries(NUMBER_STATUSES), ...own]);
  const orders = new Map([...Object.entries(ORDER_STATUSES), ...own]);
  const ofOrder = (providerStatus: string): ProviderItemStatus | undefined => {
    const status = orders.get(normalizeStatus(providerStatus));
    // An order is "completed" when each number is ported or canceled, so only a number's status can mean
    // "ported".
    return status === 'ported' || status === 'reversed' ? undefined : status;
  };
  return {
    ofNumber: (providerStatus) => numbers.get(normalizeStatus(providerStatus)),
    ofOrder,
    knowsOrder: (providerStatus) =>
      orders.has(normalizeStatus(providerStatus)) || ORDER_ONLY_STATUSES.has(normalizeStatus(providerStatus)),
  };
}

/** Whether Twilio waits for an action: `action_required`. */
export function asksForAction(orderStatus: string): boolean {
  return normalizeStatus(orderStatus) === 'action_required';
}

/** Whether the order ended without moving its numbers. */
export function closesOrder(orderStatus: string): boolean {
  return ['canceled', 'cancelled', 'expired'].includes(normalizeStatus(orderStatus));
}
