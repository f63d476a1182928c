import type { Answer } from '../http';
import { badRequest } from './errors';
import type { TwilioBackend } from './backend';
import { CANCEL_TAKES_DAYS } from './scenarios';
import { isClosed, type TwilioNumber, type TwilioOrder } from './order';

/**
 * Twilio accepts a cancel only more than 72 hours before the port date
 * (docs/reference/twilio.md#cancellation).
 */
const WINDOW_HOURS = 72;

/**
 * Accepts a cancel of some numbers, all or none. The numbers stay `canceling` for a while, in some scenarios
 * for ever.
 */
export function cancelNumbers(
  backend: TwilioBackend,
  order: TwilioOrder,
  numbers: readonly TwilioNumber[],
): Answer {
  const orderRef = order.sid;
  const open = numbers.filter((number) => !isClosed(number));
  if (open.length === 0) {
    return { ...badRequest('Cannot cancel: it is completed, canceled or expired'), orderRef };
  }
  const fresh = open.filter((number) => number.state !== 'canceling');
  if (fresh.some((number) => isInsideWindow(backend, number))) {
    const message = `Cannot cancel: the port date is less than ${WINDOW_HOURS} hours away. Contact support.`;
    return { ...badRequest(message), orderRef };
  }
  if (fresh.some((number) => number.scenario.onCancel === 'refuses')) {
    return {
      ...badRequest('Cannot cancel: the losing carrier does not release it. Contact support.'),
      orderRef,
    };
  }
  if (fresh.length > 0) {
    backend.change(order, fresh, (number) => {
      number.state = 'canceling';
      return 'state';
    });
    scheduleConfirmation(backend, order, fresh);
  }
  return { status: 204, orderRef };
}

function isInsideWindow(backend: TwilioBackend, number: TwilioNumber): boolean {
  const { portDate } = number;
  return portDate !== undefined && portDate - backend.time.now() <= backend.time.hours(WINDOW_HOURS);
}

function scheduleConfirmation(
  backend: TwilioBackend,
  order: TwilioOrder,
  numbers: readonly TwilioNumber[],
): void {
  const confirmed = numbers.filter((number) => number.scenario.onCancel === undefined);
  if (confirmed.length === 0) return;
  backend.time.schedule(backend.time.now() + backend.time.days(CANCEL_TAKES_DAYS), () => {
    // A number that was pushed to another state meanwhile is not canceled.
    const still = confirmed.filter((number) => number.state === 'canceling');
    if (still.length === 0) return;
    // The reason belongs to the order: an order that continues without some numbers has none.
    const goesOn = order.numbers.some((number) => !still.includes(number) && number.state !== 'canceled');
    if (!goesOn) order.cancellationReason ??= 'Canceled by customer';
    backend.change(order, still, (number) => {
      number.state = 'canceled';
      return 'state';
    });
  });
}
