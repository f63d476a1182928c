import type { Attempt } from '../model/attempt';
import type { OrderItem } from '../model/item';
import type { ProviderOrder } from '../model/order';
import type { Port } from '../model/port';
import { memoizeByIdentity } from './memoize';

/**
 * The provider's words about the refusal of a number. Words that many numbers share are kept once: by their order, or by
 * the attempt that was refused as a whole.
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
