/** The state of a number at Twilio. The names are the newest published ones; `expired` is not published. */
export type NumberState =
  | 'in_review'
  | 'waiting_for_signature'
  | 'port_submitted'
  | 'port_pending'
  | 'port_rejected'
  | 'canceling'
  | 'canceled'
  | 'completed'
  | 'expired';

export type OrderState =
  | 'in_review'
  | 'waiting_for_signature'
  | 'in_progress'
  | 'action_required'
  | 'completed'
  | 'canceled'
  | 'expired';

/** The statuses in Twilio's spelling, which mixes capitals, spaces and underscores. */
export const ORDER_STATUSES: Readonly<Record<OrderState, string>> = {
  in_review: 'In review',
  waiting_for_signature: 'Waiting for Signature',
  in_progress: 'In progress',
  action_required: 'Action Required',
  completed: 'Completed',
  canceled: 'Canceled',
  expired: 'Expired',
};

export const NUMBER_STATUSES: Readonly<Record<NumberState, string>> = {
  in_review: 'in_review',
  waiting_for_signature: 'Waiting for Signature',
  port_submitted: 'port_submitted',
  port_pending: 'port_pending',
  port_rejected: 'port_rejected',
  canceling: 'canceling',
  canceled: 'canceled',
  completed: 'completed',
  expired: 'expired',
};

/**
 * The webhook events of a change (docs/reference/twilio.md#webhooks); a state without one sends no webhook.
 */
export const NUMBER_EVENTS: Readonly<Partial<Record<NumberState, string>>> = {
  waiting_for_signature: 'PortInPhoneNumberWaitingForSignature',
  port_submitted: 'PortInPhoneNumberSubmitted',
  port_pending: 'PortInPhoneNumberPending',
  port_rejected: 'PortInPhoneNumberRejected',
  completed: 'PortInPhoneNumberCompleted',
  canceled: 'PortInPhoneNumberCanceled',
};

export const ORDER_EVENTS: Readonly<Partial<Record<OrderState, string>>> = {
  waiting_for_signature: 'PortInWaitingForSignature',
  in_progress: 'PortInInProgress',
  action_required: 'PortInActionRequired',
  completed: 'PortInCompleted',
  canceled: 'PortInCanceled',
  expired: 'PortInExpired',
};

/** Normalizes all spellings: lower case, spaces and dashes as underscores. */
export function normalizedStatus(status: string): string {
  return status
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}
