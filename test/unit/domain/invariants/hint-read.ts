import { attentionsOf } from '../../../../src/domain/attentions/attentions';
import type { PortEvent } from '../../../../src/domain/model/events';
import { isFinal, currentItems, openAttempt } from '../../../../src/domain/facts/items';
import { wantsCheck, wantsReview } from '../../../../src/domain/facts/submission';
import type { Port } from '../../../../src/domain/model/port';
import type { ProviderProblem } from '../../../../src/domain/model/snapshot';
import { HOUR, type Instant, type Milliseconds } from '../../../../src/domain/model/time';
import type { Happening } from '../random-run';
import { proceedOrThrow } from '../port-under-test';
import { expectThat, expectNone, type Invariants } from './invariant';

export const HINT_READ: Invariants = {
  'a hint is followed by a read that began after it, unless there is no order or the port was over': (
    run,
  ) => {
    let hintedWithoutRead = false;
    for (const line of run.lines) {
      if (line.kind === 'event') {
        if (line.event.kind === 'ended')
          expectThat(!hintedWithoutRead || !hasOrder(line.port), () => 'ended unread');
        hintedWithoutRead ||= line.event.kind === 'hinted' && line.before.ending === undefined;
      } else if (line.step.kind === 'read') hintedWithoutRead = false;
      else if (line.step.kind === 'wait' && hintedWithoutRead) {
        expectThat(!hasOrder(line.port), () => 'a port rests that was hinted at, and did not read');
      }
    }
  },

  'a failed call is made again, at the latest after the last step of the policy, or after an hour': (run) => {
    const failing = new Map<string, Failed>();
    for (const line of run.lines) {
      if (line.kind === 'event') account(line, failing);
      else if (line.step.kind === 'wait') {
        const all = [...failing.values()];
        for (const failed of all) {
          const latest = latestOf(all, line.port);
          if (!isStillWanted(failed, line.port, latest)) continue;
          const { until } = line.step;
          expectThat(until !== undefined && until <= latest, () => `${failed.call} is not tried again`);
          const { step } = proceedOrThrow(line.port, Math.max(latest, line.at));
          expectThat(step.kind !== 'wait', () => `${failed.call} is not tried again when it is time`);
        }
      }
    }
  },

  'no attention is raised about failing calls when every call was answered': (run) => {
    const failing = new Map<string, Failed>();
    for (const line of run.lines) {
      if (line.kind === 'event') account(line, failing);
      else if (line.step.kind === 'wait' && failing.size === 0) {
        const told = attentionsOf(line.port).filter(({ cause, numbers }) => {
          return numbers.length === 0 && ['read_failed', 'no_worker_for_account'].includes(cause);
        });
        expectNone(told, 'attentions to calls that do not fail');
      }
    }
  },

  'what no read has shown yet is read again, on the steps of the policy': (run) => {
    let ahead: Ahead | undefined;
    for (const line of run.lines) {
      if (line.kind === 'event') ahead = stillAhead(line, ahead);
      else if (line.step.kind === 'wait' && ahead?.readAt !== undefined) {
        const latest = ahead.readAt + line.port.policy.reread[ahead.reads - 1]!;
        const { until } = line.step;
        expectThat(until !== undefined && until <= latest, () => 'what a webhook told is not read again');
      }
    }
  },
};

function hasOrder({ items }: Port): boolean {
  return items.some((item) => item.orderRef !== undefined);
}

/** Hints that are newer than what reads showed. */
interface Ahead {
  readonly numbers: ReadonlyMap<string, Instant>;
  readonly reads: number;
  /** When the newest read began. */
  readonly readAt?: Instant;
}

/** The account of it that the invariant keeps, beside the port's own. */
function stillAhead({ event, before, port }: Happening, ahead: Ahead | undefined): Ahead | undefined {
  if (event.kind === 'hinted') {
    const told = new Map(ahead?.numbers);
    for (const [number, at] of Object.entries(event.numbers ?? {}))
      told.set(number, Math.max(at, told.get(number) ?? 0));
    const numbers = unseen(told, before);
    return numbers.size === 0 ? ahead : { numbers, reads: 0 };
  }
  if (ahead === undefined) return undefined;
  if (event.kind === 'read') {
    const numbers = unseen(ahead.numbers, port);
    // After the last step of the policy the watch plan goes on.
    const isOver = numbers.size === 0 || ahead.reads >= port.policy.reread.length;
    return isOver ? undefined : { numbers, reads: ahead.reads + 1, readAt: event.startedAt };
  }
  // A look that failed has a clock of its own; the next read takes the account up again.
  if (event.kind === 'read_failed') {
    const { readAt: _, ...rest } = ahead;
    return rest;
  }
  return ahead;
}

function unseen(told: Iterable<[string, Instant]>, shown: Port): Map<string, Instant> {
  const seen = new Map(currentItems(shown).map((item) => [item.phoneNumber, item.updatedAt]));
  return new Map([...told].filter(([number, at]) => (seen.get(number) ?? Number.POSITIVE_INFINITY) < at));
}

/** When the newest call failed, and how long the provider asked to wait. */
interface Failed {
  readonly at: Instant;
  readonly retryAfter: Milliseconds;
  readonly call: 'prepare' | 'review' | 'check' | 'submit' | 'search' | 'read';
  /** Of a read: the order that could not be read. */
  readonly orderRef?: string;
}

/** Which failures an answer ends. */
const ENDED_BY: Readonly<Partial<Record<PortEvent['kind'], readonly Failed['call'][]>>> = {
  account_prepared: ['prepare'],
  reviewed: ['review'],
  checked: ['check'],
  submitted: ['submit', 'search'],
  searched: ['search'],
};

/** The failures that still stand, each until the same is answered. */
function account({ event }: Happening, failing: Map<string, Failed>): void {
  for (const call of ENDED_BY[event.kind] ?? []) failing.delete(call);

  switch (event.kind) {
    case 'read': {
      const shown = event.result.kind === 'changed' ? event.result.orders.map(({ ref }) => ref) : [];
      for (const ref of [...event.orderRefs, ...shown]) failing.delete(`read ${ref}`);
      for (const { ref, problem } of event.result.failures ?? []) noteRead(failing, ref, event.at, problem);
      return;
    }
    case 'read_failed':
      for (const ref of event.orderRefs) noteRead(failing, ref, event.at, event.problem);
      return;
    case 'submission_failed':
      if (isSentAgain(event.problem)) note(failing, 'submit', event.at, event.problem);
      else failing.delete('submit');
      return;
    case 'call_failed':
      note(failing, event.call, event.at, event.problem);
      return;
    case 'search_failed':
      note(failing, 'search', event.at, event.problem);
      return;
    default:
  }
}

function note(
  failing: Map<string, Failed>,
  call: Failed['call'],
  at: Instant,
  problem: ProviderProblem,
): void {
  failing.set(call, { at, retryAfter: problem.retryAfterMs ?? 0, call });
}

function noteRead(
  failing: Map<string, Failed>,
  orderRef: string,
  at: Instant,
  problem: ProviderProblem,
): void {
  failing.set(`read ${orderRef}`, { at, retryAfter: problem.retryAfterMs ?? 0, call: 'read', orderRef });
}

/** It certainly was not done, and nothing is the matter with the request. */
function isSentAgain({ outcome, code }: ProviderProblem): boolean {
  return outcome === 'unavailable' || (outcome === 'refused' && code === 'provider_unauthorized');
}

/** When calls are made again at the latest: one can wait for another, and the provider can ask to wait, for an hour. */
function latestOf(all: readonly Failed[], { policy }: Port): Instant {
  const last = Math.max(...all.map(({ at }) => at));
  const asked = Math.max(...all.map(({ retryAfter }) => retryAfter));
  return last + Math.max(...policy.reread, Math.min(asked, HOUR));
}

/** A command changed the draft meanwhile, or took the numbers out, or said what became of them: nothing is to be done. */
function isStillWanted({ call, orderRef }: Failed, port: Port, at: Instant): boolean {
  switch (call) {
    case 'prepare':
      return port.unprepared !== undefined;
    case 'review':
      return wantsReview(port);
    case 'check':
      return !wantsReview(port) && wantsCheck(port, at);
    case 'submit':
      return openAttempt(port)?.state === 'delayed';
    case 'search':
      return openAttempt(port)?.search?.failure !== undefined;
    case 'read':
      // What has ended, and alone cannot be read, is let be.
      return port.items.some(
        (item) => item.orderRef === orderRef && (!isFinal(item.status) || item.contradiction !== undefined),
      );
  }
}
