import { duePoll } from '../../src/domain/lifecycle/clocks';
import type { PortEvent } from '../../src/domain/model/events';
import { narrowedTo } from '../../src/domain/facts/order-plan';
import { CHECK_IS_FRESH_FOR } from '../../src/domain/model/policy';
import type { Port } from '../../src/domain/model/port';
import type { Portability, ProviderProblem } from '../../src/domain/model/snapshot';
import { CALLED_OFF } from '../../src/domain/facts/retry';
import { MINUTE, type Instant } from '../../src/domain/model/time';
import { accountOf, call } from './call';
import { looking } from './call-options';
import type { Inbox } from './inbox';

/**
 * The most numbers that one call asks about. A check of more is made in parts, and between two of them everything
 * else has its turn: so a check that is interrupted loses one part at most, however often that happens.
 */
export const NUMBERS_PER_PART = 100;

/**
 * A check that was called back while it prepared the order may go on for some seconds, until its worker hears of it. It
 * is over before another one prepares the same order.
 */
const PREPARES_AGAIN_AFTER = MINUTE;

/** A check of the numbers of a port, of which the parts that were answered are remembered until it is over. */
export interface Check {
  run(numbers: readonly string[], port: Port, inbox: Inbox): Promise<PortEvent[]>;
  /**
   * Some parts were answered lately, and others are to come. Only this run remembers them: a run that ended now would
   * leave the next one to begin anew, which could go on for ever.
   */
  isUnderWay(now: Instant): boolean;
}

export function openCheck(): Check {
  const known = new Map<string, { readonly answer: Portability; readonly at: Instant }>();
  let askedFor = '';

  /** What was heard of another request, or too long ago, counts no more. */
  const forget = ({ request: { providerOptions } }: Port, now: Instant) => {
    const asks = JSON.stringify(providerOptions);
    if (asks !== askedFor) known.clear();
    askedFor = asks;
    for (const [number, { at }] of known) if (now > at + CHECK_IS_FRESH_FOR) known.delete(number);
  };

  const run: Check['run'] = async (numbers, port, inbox) => {
    const startedAt = Date.now();
    forget(port, startedAt);
    if (known.size > 0 && isSomethingToSee(port, startedAt)) return [givesWay(startedAt)];
    const before = numbers.flatMap((number) => known.get(number)?.answer ?? []);
    const left = numbers.filter((number) => !known.has(number));
    const part = left.slice(0, NUMBERS_PER_PART);
    const isPart = part.length < left.length;
    const summary = `check ${humanize(part.length)} at ${port.request.provider}`;
    const result = await call(port, inbox, { ...looking(part.length), summary }, (activities) =>
      activities.checkPortability({
        ...accountOf(port),
        // History keeps every input: a part of the check brings its own numbers only.
        request: isPart ? narrowedTo(part, port.request) : port.request,
        numbers: part,
        ...(isPart ? { isPart } : before.length > 0 && { before }),
      }),
    );
    const at = Date.now();
    if (!result.ok) {
      const { problem } = result.failed;
      const failed = { ...result.failed, problem: isPart ? problem : laterIfCalledOff(problem) };
      return [...result.before, { kind: 'call_failed', at, call: 'check', ...failed }];
    }
    if (isPart) {
      for (const answer of result.value.answers) known.set(answer.phoneNumber, { answer, at });
      return []; // the next part is what the port does next, when nothing else has come up
    }
    known.clear();
    return [{ kind: 'checked', at, ...result.value, answers: [...before, ...result.value.answers] }];
  };

  const isUnderWay = (now: Instant) => [...known.values()].some(({ at }) => now <= at + CHECK_IS_FRESH_FOR);
  return { run, isUnderWay };
}

/** Between two parts, what was told and what is due is looked at first. */
function isSomethingToSee(port: Port, now: Instant): boolean {
  return port.reading.wanted !== undefined || duePoll(port, now) !== undefined;
}

function givesWay(at: Instant): PortEvent {
  const problem: ProviderProblem = {
    code: CALLED_OFF,
    message: 'The check goes on when something else has been looked at.',
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
