import type { CallContext, OrderPlan } from '../provider';
import type { FoneDynamicsClient, Level } from './client';
import { namesAttempt } from './create-body';
import { gathered } from './history';
import { e164 } from './number-facts';
import type { PortingRequest } from './schemas';

/** Where a submission may have gone. */
export interface Destination {
  readonly level: Level;
  readonly propertySid: string;
}

/**
 * The porting requests that a submission may have become: their description names the attempt, and they have exactly
 * its numbers. Also those that are over: the description says whose they are.
 *
 * @param since - no request whose status changed only before this instant can be it, epoch milliseconds
 */
export async function requestsOf(
  { attemptKey, numbers }: Pick<OrderPlan, 'attemptKey' | 'numbers'>,
  { level, propertySid }: Destination,
  since: number,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<PortingRequest[]> {
  const alike: PortingRequest[] = [];
  for await (const request of client.list(level, { from: since }, call)) {
    const isOurs = request.PropertySid === undefined || request.PropertySid === propertySid;
    if (isOurs && namesAttempt(request.CustomerDescription, attemptKey)) alike.push(request);
  }
  const wanted = new Set(numbers);
  return gathered(alike).filter(({ PortingNumbers }) => {
    const has = new Set(PortingNumbers.map(({ Number: said }) => e164(said) ?? said));
    return has.size === wanted.size && numbers.every((number) => has.has(number));
  });
}
