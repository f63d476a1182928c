import type { CallContext } from '../call-context';
import type { OrderPlan } from '../provider';
import type { FoneDynamicsClient, Level } from './client';
import { namesAttempt } from './create-body';
import { gathered } from './history';
import { e164 } from './number-facts';
import { rowsRead } from './read';
import type { PortingRequest } from './schemas';

/** Where a submission may have gone. */
export interface Destination {
  readonly level: Level;
  readonly propertySid: string;
}

/** What the list shows of a submission. */
export interface Alike {
  /**
   * Their description names the attempt, and they have exactly its numbers. Also those that are over: the description
   * says whose they are.
   */
  readonly requests: readonly PortingRequest[];
  /** They may be it: what would tell is not shown, the numbers or the description. */
  readonly unlisted: readonly PortingRequest[];
}

/**
 * The porting requests that a submission may have become.
 *
 * @param since - no request whose status changed only before this instant can be it, epoch milliseconds
 * @throws ProviderError when it is not found, and not all of the list could be read
 */
export async function requestsOf(
  { attemptKey, numbers }: Pick<OrderPlan, 'attemptKey' | 'numbers'>,
  { level, propertySid }: Destination,
  since: number,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<Alike> {
  const list = client.list(level, { from: since }, call);
  const { rows: possible, failure } = await rowsRead(list, {
    isWanted: ({ PropertySid, CustomerDescription }) =>
      (PropertySid === undefined || PropertySid === propertySid) &&
      (CustomerDescription === undefined || namesAttempt(CustomerDescription, attemptKey)),
  });
  const requests: PortingRequest[] = [];
  const unlisted: PortingRequest[] = [];
  for (const request of gathered(possible)) {
    const shows = numbersShown(request, numbers);
    const isNamed = request.CustomerDescription !== undefined;
    const isLate = request.Created === undefined || request.Created >= since;
    if (isNamed && shows === 'ours') requests.push(request);
    else if (shows !== 'others' && (isNamed || isLate)) unlisted.push(request);
  }
  // It may be what could not be read.
  if (failure !== undefined && requests.length === 0) throw failure;
  return { requests, unlisted };
}

/** Whether a request has exactly our numbers, or may have them because it does not show all. */
function numbersShown(
  { PortingNumbers }: PortingRequest,
  numbers: readonly string[],
): 'ours' | 'unseen' | 'others' {
  const read = PortingNumbers.map(({ Number: raw }) => e164(raw));
  const has = new Set(read.filter((number) => number !== undefined));
  const wanted = new Set(numbers);
  if (![...has].every((number) => wanted.has(number))) return 'others';
  if (has.size === wanted.size) return 'ours';
  return has.size === 0 || read.includes(undefined) ? 'unseen' : 'others';
}
