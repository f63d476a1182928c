import type { CallContext } from '../call-context';
import type { OrderPlan } from '../provider';
import type { FoneDynamicsClient, Level } from './client';
import { namesAttempt } from './create-body';
import { gathered } from './history';
import { e164 } from './number-facts';
import { rowsRead } from './read';
import type { PortingRequest } from './schemas';

/** The property that a submission was sent to, and the list that is searched. */
export interface Destination {
  readonly level: Level;
  readonly propertySid: string;
}

/** The porting requests that match a submission. */
export interface MatchingRequests {
  /**
   * Requests whose description names the submission and that have exactly its numbers, including ended ones: the
   * description proves that they belong to it.
   */
  readonly requests: readonly PortingRequest[];
  /** Possible matches: the list does not show their numbers or their description. */
  readonly unlisted: readonly PortingRequest[];
}

/**
 * Finds the porting requests that a submission may have become.
 *
 * @param isNamedIn - whether a description names the submission of an attempt key
 * @param since - a request whose last status change is before this instant cannot match, epoch milliseconds
 * @throws ProviderError when no request was found and a part of the list could not be read
 */
export async function findMatchingRequests(
  { attemptKey, numbers }: Pick<OrderPlan, 'attemptKey' | 'numbers'>,
  isNamedIn: (description: string, attemptKey: string) => boolean,
  { level, propertySid }: Destination,
  since: number,
  client: FoneDynamicsClient,
  call: CallContext,
): Promise<MatchingRequests> {
  const list = client.list(level, { from: since }, call);
  const { rows: possible, failure } = await rowsRead(list, {
    isWanted: ({ PropertySid, CustomerDescription }) =>
      (PropertySid === undefined || PropertySid === propertySid) &&
      (CustomerDescription === undefined || isNamedIn(CustomerDescription, attemptKey)),
  });
  const requests: PortingRequest[] = [];
  const unlisted: PortingRequest[] = [];
  for (const request of gathered(possible)) {
    const match = matchNumbers(request, numbers);
    const isNamed = request.CustomerDescription !== undefined;
    const isRecent = request.Created === undefined || request.Created >= since;
    if (isNamed && match === 'ours') requests.push(request);
    else if (match !== 'others' && (isNamed || isRecent)) unlisted.push(request);
  }
  // Another attempt's is only taken if this one has none.
  const own = requests.filter(({ CustomerDescription }) => namesAttempt(CustomerDescription, attemptKey));
  // It may be what could not be read.
  if (failure !== undefined && own.length === 0) throw failure;
  return { requests: own.length > 0 ? own : requests, unlisted };
}

/** Whether a request has exactly the submitted numbers, or may have them because it does not show all. */
function matchNumbers(
  { PortingNumbers }: PortingRequest,
  numbers: readonly string[],
): 'ours' | 'unseen' | 'others' {
  const read = PortingNumbers.map(({ Number: raw }) => e164(raw));
  const has = new Set(read.filter((number) => number !== undefined));
  const expected = new Set(numbers);
  if (![...has].every((number) => expected.has(number))) return 'others';
  if (has.size === expected.size) return 'ours';
  return has.size === 0 || read.includes(undefined) ? 'unseen' : 'others';
}
