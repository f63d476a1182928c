import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import { memoizeByIdentity } from './memoize';

/**
 * The provider's text about the rejection of a number. A text that many numbers share is stored once: on their order,
 * or on the attempt that was refused as a whole.
 */
export function rejectionTextOf(port: Port, { rejection, orderRef }: OrderItem): string | undefined {
  if (rejection === undefined) return undefined;
  if (rejection.isTextOfOrder === true) return textsOfOrders(port.orders).get(orderRef ?? '');
  if (rejection.textOfAttempt !== undefined)
    return textsOfAttempts(port.attempts).get(rejection.textOfAttempt);
  return rejection.message;
}

const textsOfOrders = memoizeByIdentity(
  (orders: readonly ProviderOrder[]) =>
    new Map(orders.map(({ ref, rejectionText }) => [ref, rejectionText] as const)),
);

const textsOfAttempts = memoizeByIdentity(
  (attempts: readonly Attempt[]) =>
    new Map(attempts.map(({ number, failure }) => [number, failure?.problem.message] as const)),
);
