import type { Port } from '../../../../src/domain/port';
import type { ProviderProblem } from '../../../../src/domain/snapshot';
import type { Instant, Milliseconds } from '../../../../src/domain/time';
import { plan, planAtProvider, planUnknown } from '../arbitraries';
import { proceedOrThrow } from '../life';
import { inEveryLife, type Happening } from './every-life';

describe.each([
  ['every life', plan],
  ['every life whose first submission may be lost', planUnknown],
])('hint-read, in %s', (_, plans) => {
  test('a hint is followed by a read that began after it, unless there is no order or the port is over', () => {
    inEveryLife(plans, (life) => {
      let hintedWithoutRead = false;
      for (const line of life.lines) {
        if (line.kind === 'event') hintedWithoutRead ||= line.event.kind === 'hinted';
        else if (line.step.kind === 'read') hintedWithoutRead = false;
        else if (line.step.kind === 'wait' && hintedWithoutRead) {
          expect(line.port.items.flatMap((item) => item.orderRef ?? [])).toEqual([]);
        }
      }
    });
  });

  test('a failed call is made again, at the latest after the last step of the policy', () => {
    inEveryLife(plan, (life) => {
      let failed: Failed | undefined;
      for (const line of life.lines) {
        if (line.kind === 'event') failed = stillFailing(line, failed);
        else if (line.step.kind === 'wait' && failed !== undefined && isStillWanted(failed, line.port)) {
          const latest = failed.at + Math.max(...line.port.policy.reread, failed.retryAfter);
          expect(line.step.until).toBeLessThanOrEqual(latest);
          expect(['check', 'send', 'find', 'cancel', 'read', 'done']).toContain(
            proceedOrThrow(line.port, latest).step.kind,
          );
        }
      }
    });
  });
});

describe('hint-read, when the provider’s reads lag behind its webhooks', () => {
  test('what no read has shown yet is read again, on the steps of the policy', () => {
    inEveryLife(planAtProvider, (life) => {
      let ahead: Ahead | undefined;
      for (const line of life.lines) {
        if (line.kind === 'event') ahead = stillAhead(line, ahead);
        else if (line.step.kind === 'wait' && ahead?.readAt !== undefined) {
          const step = line.port.policy.reread[ahead.reads - 1];
          expect(line.step.until).toBeLessThanOrEqual(ahead.readAt + step!);
        }
      }
    });
  });

  test('lives do meet such hints, so the rule is put to the test', () => {
    let met = 0;
    inEveryLife(planAtProvider, (life) => {
      if (life.lines.some(({ port }) => port.reading.ahead?.rereadAt !== undefined)) met++;
    });
    expect(met).toBeGreaterThan(0);
  });
});

/** Hints that are newer than what reads showed. */
interface Ahead {
  readonly numbers: ReadonlyMap<string, Instant>;
  readonly reads: number;
  /** When the newest read began. */
  readonly readAt?: Instant;
}

/** The account of it that a test keeps, beside the port's own. */
function stillAhead({ event, before, port }: Happening, ahead: Ahead | undefined): Ahead | undefined {
  const unseen = (told: Iterable<[string, Instant]>, shown: typeof port) =>
    new Map(
      [...told].filter(([number, at]) => {
        const item = shown.items.find(({ phoneNumber }) => phoneNumber === number);
        return item?.updatedAt !== undefined && item.updatedAt < at;
      }),
    );
  if (event.kind === 'hinted') {
    const told = new Map(ahead?.numbers);
    for (const [number, at] of Object.entries(event.numbers ?? {}))
      told.set(number, Math.max(at, told.get(number) ?? 0));
    const numbers = unseen(told, before);
    return numbers.size === 0 ? ahead : { numbers, reads: 0 };
  }
  if (event.kind === 'read' && ahead !== undefined) {
    const numbers = unseen(ahead.numbers, port);
    // After the last step of the policy the watch plan goes on.
    const isOver = numbers.size === 0 || ahead.reads >= port.policy.reread.length;
    return isOver ? undefined : { numbers, reads: ahead.reads + 1, readAt: event.startedAt };
  }
  // A look that failed has a clock of its own; the next read takes the account up again.
  if (event.kind === 'call_failed' && ahead !== undefined) {
    const { readAt: _, ...rest } = ahead;
    return rest;
  }
  return ahead;
}

/** When the newest call failed, and how long the provider asked to wait. */
interface Failed {
  readonly at: Instant;
  readonly retryAfter: Milliseconds;
  readonly call: 'check' | 'send' | 'find' | 'read';
}

/** The failure that still stands: an answer of the provider ends it. */
function stillFailing({ event }: Happening, failed: Failed | undefined): Failed | undefined {
  switch (event.kind) {
    case 'call_failed':
      return { at: event.at, retryAfter: event.problem.retryAfterMs ?? 0, call: event.call };
    case 'submission_failed':
      return isSentAgain(event.problem)
        ? { at: event.at, retryAfter: event.problem.retryAfterMs ?? 0, call: 'send' }
        : undefined;
    case 'checked':
    case 'submitted':
    case 'searched':
    case 'read':
      return undefined;
    case 'attempt_began':
    case 'clock_struck':
    case 'ended':
    case 'hinted':
    case 'commanded':
    case 'recalled':
    case 'judged':
    case 'reviewed':
    case 'cancel_answered':
      return failed;
  }
}

/** It certainly was not done, and nothing is the matter with the request. */
function isSentAgain({ outcome, code }: ProviderProblem): boolean {
  return outcome === 'unavailable' || (outcome === 'refused' && code === 'provider_unauthorized');
}

/** Somebody changed the draft meanwhile, so that it lacks something, or took the numbers out: then nothing is to be sent. */
function isStillWanted({ call }: Failed, { items, missing }: Port): boolean {
  const hasDrafts = items.some(({ status }) => status === 'draft');
  if (call === 'check') return hasDrafts && missing.length === 0;
  return call === 'send' ? hasDrafts : true;
}
