import { duePoll } from '../../src/domain/lifecycle/polls';
import type { PortEvent } from '../../src/domain/model/events';
import { narrowedTo } from '../../src/domain/facts/submission';
import { CHECK_IS_FRESH_FOR } from '../../src/domain/model/policy';
import type { Port } from '../../src/domain/model/port';
import type { Portability, ProviderProblem } from '../../src/domain/model/snapshot';
import { CALLED_OFF } from '../../src/domain/facts/retry';
import { MINUTE, type Instant } from '../../src/domain/model/time';
import { accountOf, call } from './call';
import { querying } from './call-options';
import type { Inbox } from './inbox';
import { workflowTime } from '../clock';
import { giveBackClaims } from './release-claims';

/**
 * The most numbers of one call. A larger check is made in parts, and other steps run between two parts: an
 * interrupted check loses one part at most, however often that happens.
 */
export const NUMBERS_PER_PART = 100;

/**
 * A check that was canceled while it prepared the order may run on for some seconds, until its worker learns of the
 * cancel. This wait ends it before another check prepares the same order.
 */
const PREPARES_AGAIN_AFTER = MINUTE;

/** A check of the numbers of a port. Keeps the answered parts until it ends. */
export interface Check {
  run(numbers: readonly string[], port: Port, inbox: Inbox): Promise<PortEvent[]>;
  /**
   * Some parts were answered recently, and others are pending. Only this run has the answers: if the run ended now,
   * the next one would start the check again, possibly without end.
   */
  isUnderWay(now: Instant): boolean;
  /**
   * Numbers may be claimed for the port, though no event has told so: by parts of a check, or by one whose answer did
   * not arrive.
   */
  mayHaveClaims(): boolean;
}

export function openCheck(): Check {
  const known = new Map<string, { readonly answer: Portability; readonly at: Instant }>();
  let checkedOptions = '';
  /** Whether this installation has claimed numbers; undefined until a check is answered. */
  let isClaimed: boolean | undefined;
  let wasInterrupted = false;
  const mayHaveClaims = () => isClaimed ?? wasInterrupted;

  /** Drops answers for another request, and old ones. */
  const dropStale = ({ request: { providerOptions } }: Port, now: Instant) => {
    const asks = JSON.stringify(providerOptions);
    if (asks !== checkedOptions) known.clear();
    checkedOptions = asks;
    for (const [number, { at }] of known) if (now > at + CHECK_IS_FRESH_FOR) known.delete(number);
  };

  const run: Check['run'] = async (numbers, port, inbox) => {
    const startedAt = workflowTime();
    dropStale(port, startedAt);
    if (known.size > 0 && isPollPending(port, startedAt)) return [checkPreempted(startedAt)];
    const before = numbers.flatMap((number) => known.get(number)?.answer ?? []);
    // All ports claim numbers in the same order, so that two large ports never wait for each other.
    const left = numbers.filter((number) => !known.has(number)).toSorted();
    const part = left.slice(0, NUMBERS_PER_PART);
    const isPart = part.length < left.length;
    const summary = `check ${humanize(part.length)} at ${port.request.provider}`;
    const result = await call(port, inbox, { ...querying(part.length), summary }, (activities) =>
      activities.checkPortability({
        ...accountOf(port),
        // History keeps every input: a part of a check carries only its own numbers.
        request: isPart ? narrowedTo(part, port.request) : port.request,
        numbers: part,
        ...(isPart ? { isPart } : before.length > 0 && { before }),
      }),
    );
    const at = workflowTime();
    if (!result.ok) {
      wasInterrupted = true;
      const { problem } = result.failed;
      const failed = { ...result.failed, problem: isPart ? problem : laterIfCalledOff(problem) };
      return [...result.before, { kind: 'call_failed', at, call: 'check', ...failed }];
    }
    const { inFlight } = result.value;
    if (inFlight !== undefined) {
      isClaimed = isClaimed === true || result.value.isClaimed;
      if (port.hasClaims === true || mayHaveClaims()) await giveBackClaims(port, numbers);
      known.clear(); // their numbers are not claimed any more
      return [{ kind: 'call_failed', at, startedAt, call: 'check', problem: inFlight }];
    }
    isClaimed = isClaimed === true || result.value.isClaimed === true;
    if (isPart) {
      for (const answer of result.value.answers) known.set(answer.phoneNumber, { answer, at });
      return []; // the next part is what the port does next, when nothing else has come up
    }
    known.clear();
    return [{ kind: 'checked', at, ...result.value, answers: [...before, ...result.value.answers] }];
  };

  const isUnderWay = (now: Instant) => [...known.values()].some(({ at }) => now <= at + CHECK_IS_FRESH_FOR);
  return { run, isUnderWay, mayHaveClaims };
}

/** Between two parts, pending and due reads come first. */
function isPollPending(port: Port, now: Instant): boolean {
  return port.reading.wanted !== undefined || duePoll(port, now) !== undefined;
}

function checkPreempted(at: Instant): PortEvent {
  const problem: ProviderProblem = {
    code: CALLED_OFF,
    message: 'The check goes on after something else that was due.',
    outcome: 'unavailable',
  };
  return { kind: 'call_failed', at, startedAt: at, call: 'check', problem };
}

function laterIfCalledOff(problem: ProviderProblem): ProviderProblem {
  return problem.code === CALLED_OFF ? { ...problem, retryAfterMs: PREPARES_AGAIN_AFTER } : problem;
}

function humanize(count: number): string {
  return count === 1 ? '1 number' : `${String(count)} numbers`;
}
