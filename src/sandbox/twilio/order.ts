import type { CreateBody } from './create-body';
import type { Scenario } from './scenarios';
import type { NumberFacts } from './numbering';
import type { NumberState, OrderState } from './states';

/** One number in one port-in request. Instants are epoch milliseconds. */
export interface TwilioNumber {
  readonly sid: string;
  readonly phoneNumber: string;
  readonly pin: string | undefined;
  readonly scenario: Scenario;
  readonly facts: NumberFacts;
  state: NumberState;
  /** An unknown status that replaces the one of the state, until the state changes. */
  unknownStatus: string | undefined;
  /** Portability, type and country are known; before that they are null in answers. */
  evaluated: boolean;
  /** A required PIN or account number is missing. */
  missingFields: boolean;
  /** The not-portable code, once known. */
  notPortable: number | undefined;
  rejection: number | undefined;
  portDate: number | undefined;
  /** The LOA was never signed, although the number's own status may not show it. */
  loaExpired: boolean;
  /** Pushed manually: its script has ended. */
  pushed: boolean;
  updatedAt: number;
}

/** One port-in request. */
export interface TwilioOrder {
  readonly sid: string;
  readonly createdAt: number;
  readonly body: CreateBody;
  readonly numbers: readonly TwilioNumber[];
  state: OrderState;
  updatedAt: number;
  signatureUrl: string | undefined;
  supportTicket: number | undefined;
  cancellationReason: string | undefined;
  /** The number of webhooks that it has caused. */
  webhookCount: number;
  /** The instants with a scheduled cutover. */
  readonly cutovers: Set<number>;
}

const CLOSED: ReadonlySet<NumberState> = new Set(['completed', 'canceled', 'expired']);

/** Whether Twilio does nothing more with this number. */
export function isClosed(number: TwilioNumber): boolean {
  return CLOSED.has(number.state) || number.loaExpired;
}

function needsCustomer(number: TwilioNumber): boolean {
  return number.state === 'port_rejected' || number.notPortable !== undefined || number.missingFields;
}

/**
 * The state of an order, from its numbers: action required first, then the number that is furthest behind. It
 * is completed when every number is ported or closed and at least one is ported
 * (docs/reference/twilio.md#order-statuses).
 */
export function orderStateOf(order: TwilioOrder): OrderState {
  const open = order.numbers.filter((number) => !isClosed(number));
  if (open.length === 0) {
    if (order.numbers.some((number) => number.state === 'completed')) return 'completed';
    if (order.numbers.some((number) => number.loaExpired)) return 'expired';
    return 'canceled';
  }
  const moving = open.filter((number) => number.state !== 'canceling');
  if (moving.length === 0) return order.state;
  if (moving.some(needsCustomer)) return 'action_required';
  if (moving.some((number) => number.state === 'in_review')) return 'in_review';
  if (moving.some((number) => number.state === 'waiting_for_signature')) return 'waiting_for_signature';
  return 'in_progress';
}
