import { SECOND_READ_DELAY } from '../changes/observe-item';
import {
  allowedResendAt,
  cancelIsLateAt,
  cancelRetryAt,
  isByTicket,
  nextWindowTransition,
  unconfirmedAt,
} from '../facts/canceling';
import {
  answerByOf,
  blindAt,
  confirmedBy,
  draftExpiresAt,
  draftReminderAt,
  hasOrder,
  hasWaitedFor,
  holdsUntil,
  isAtItsEnd,
  isHolding,
  isHoldRead,
  isReadSince,
  missingAt,
  noNewsAt,
  reminderAt,
  waitedForSince,
} from '../facts/ending';
import { currentItems, isCurrent, isOpenAtProvider, isWorthReading, openAttempt } from '../facts/items';
import { memoizeByIdentity } from '../facts/lookup';
import { orderActionRetries } from '../facts/order-actions';
import { currentDraftFailure, wantsReview } from '../facts/submission';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { DAY, earliest, type Instant, type Milliseconds } from '../model/time';

/** An instant at which something is due, and its description, which completes a sentence that begins with "until". */
export interface Clock {
  readonly at: Instant;
  readonly why: string;
  /** A poll is due; a poll that began at or after the instant satisfies it. */
  readonly polls: boolean;
  /** A notification is due, after the poll if there is one. */
  readonly notifies: boolean;
  readonly cause: 'watch' | 'timer';
}

/**
 * Every clock of a port. Clocks belong to items and attentions and run in every phase. The earliest unsatisfied clock
 * is the port's next wake.
 */
export const clocksOf = memoizeByIdentity((port: Port): readonly Clock[] => {
  if (port.ending !== undefined) return [];
  const clocks = [
    ...draftClocks(port),
    ...answerClocks(port),
    ...submissionClocks(port),
    ...readClocks(port),
    ...confirmationClocks(port),
    ...orderActionRetries(port).map((at) => act(at, 'the order action is retried')),
    ...port.items.flatMap((item) => itemClocks(port, item)),
  ];
  if (port.items.some(isWorthReading)) {
    clocks.push(poll(nextRoutinePoll(port), 'a routine poll of the provider', 'watch'));
  }
  const rereadAt = port.reading.ahead?.rereadAt;
  if (rereadAt !== undefined) clocks.push(poll(rereadAt, 'a re-read after a webhook'));
  clocks.push(...holdClocks(port));
  return clocks;
});

/** The earliest unsatisfied clock. */
export function nextClock(port: Port): Clock | undefined {
  return earliestOf(
    clocksOf(port).filter((clock) => clock.notifies || !clock.polls || !hasPolledSince(port, clock.at)),
  );
}

/** The earliest clock in the future: the next that falls due while a call runs. */
export function nextClockAfter(port: Port, now: Instant): Clock | undefined {
  return earliestOf(clocksOf(port).filter((clock) => clock.at > now));
}

function earliestOf(clocks: readonly Clock[]): Clock | undefined {
  const [first, ...others] = clocks;
  return first && others.reduce((earliest, clock) => (clock.at < earliest.at ? clock : earliest), first);
}

/** Whether a notification is due now. */
export function isNotificationDue(port: Port, now: Instant): boolean {
  return clocksOf(port).some(
    (clock) => clock.notifies && clock.at <= now && (!clock.polls || hasPolledSince(port, clock.at)),
  );
}

/**
 * Whether the newest poll began at or after the instant. A failed poll counts too, so that a notification is not held
 * up.
 */
export function hasPolledSince(port: Port, instant: Instant): boolean {
  return port.reading.lastPolledAt !== undefined && port.reading.lastPolledAt >= instant;
}

const poll = (at: Instant, why: string, cause: Clock['cause'] = 'timer'): Clock => ({
  at,
  why,
  polls: true,
  notifies: false,
  cause,
});

const notify = (at: Instant, why: string): Clock => ({
  at,
  why,
  polls: false,
  notifies: true,
  cause: 'timer',
});

const act = (at: Instant, why: string): Clock => ({ at, why, polls: false, notifies: false, cause: 'timer' });

function draftClocks(port: Port): Clock[] {
  const expiresAt = draftExpiresAt(port);
  if (expiresAt === undefined) return [];
  const remindsAt = draftReminderAt(port);
  const reminder = remindsAt === undefined ? [] : [notify(remindsAt, 'a reminder that the draft expires')];
  return [...reminder, act(expiresAt, 'the draft expires')];
}

function answerClocks(port: Port): Clock[] {
  const waiting = currentItems(port);
  const remindAt = earliest(waiting.map((item) => reminderAt(port, item)));
  const reminder =
    remindAt === undefined ? [] : [notify(remindAt, 'a reminder that the time to answer ends')];
  const ends = waiting.flatMap((item) => {
    const at = answerByOf(port, item);
    return at === undefined ? [] : endClocks(port, item, at, 'the time to answer ends');
  });
  return [...reminder, ...earliestOfEachKind(ends)];
}

/** Deadlines of cancels that end a number or make room for a new order. */
function confirmationClocks(port: Port): Clock[] {
  const ends = port.items.flatMap((item) => {
    const since = waitsSince(port, item);
    if (since === undefined || hasWaitedFor(port, item, since)) return [];
    return endClocks(port, item, confirmedBy(port, since), 'the provider should have confirmed the cancel');
  });
  return earliestOfEachKind(ends);
}

function waitsSince(port: Port, item: OrderItem): Instant | undefined {
  const { superseded, givenUp } = item;
  if (superseded === undefined) return isAtItsEnd(port, item) ? undefined : givenUp?.at;
  const isOpen = isOpenAtProvider(item);
  const isAwaited = isOpen && superseded.isConfirmed !== true && !isByTicket(port);
  return isAwaited ? waitedForSince(superseded) : undefined;
}

/**
 * Something ends at an instant: after a read, or without one when reads fail for too long. A failed read is retried
 * by its own clock.
 */
function endClocks(port: Port, item: OrderItem, at: Instant, why: string): Clock[] {
  if (!hasOrder(port, item)) return [notify(at, why)];
  return [poll(at, why), notify(isReadSince(port, item, at) ? at : blindAt(port, at), why)];
}

/** Of many numbers, the first pending poll and the first notification. */
function earliestOfEachKind(clocks: readonly Clock[]): Clock[] {
  const first = earliestOf(clocks.filter(({ notifies }) => notifies));
  return [...(first ? [first] : []), ...clocks.filter(({ notifies }) => !notifies)];
}

/** A port in its hold polls once more before it ends. */
function holdClocks(port: Port): Clock[] {
  if (!isHolding(port)) return [];
  const until = holdsUntil(port);
  const last = poll(until, 'a last poll for a reversal');
  return isHoldRead(port) ? [last] : [last, act(blindAt(port, until), 'the port ends without a last poll')];
}

function submissionClocks(port: Port): Clock[] {
  const attempt = openAttempt(port);
  const draftFailure = currentDraftFailure(port);
  if (port.unprepared !== undefined && draftFailure !== undefined)
    return [act(draftFailure.retryAt, 'a worker with the account is searched for again')];
  if (attempt?.state === 'delayed' && attempt.failure !== undefined) {
    const checkAt = draftFailure?.retryAt ?? attempt.failure.retryAt;
    return [act(Math.max(attempt.failure.retryAt, checkAt), 'the submission is retried')];
  }
  if (attempt?.state === 'unknown') {
    const nextAt = attempt.search?.nextAt;
    return nextAt === undefined ? [] : [act(nextAt, 'the provider is searched for the order')];
  }
  if (draftFailure === undefined) return [];
  const why = wantsReview(port) ? 'the draft is reviewed again' : 'the check is retried';
  return [act(draftFailure.retryAt, why)];
}

function readClocks(port: Port): Clock[] {
  // Each failure has its own clock: a poll can satisfy the earliest of them and not the others.
  const retries = new Set(Object.values(port.reading.failures ?? {}).map(({ retryAt }) => retryAt));
  return [...retries].map((at) => poll(at, 'the read is retried'));
}

function itemClocks(port: Port, item: OrderItem): Clock[] {
  const retryAt = cancelRetryAt(item);
  const cancels = retryAt === undefined ? [] : [act(retryAt, 'the cancel is sent again')];
  // A settlement does not withdraw an accepted cancel.
  if (item.settled !== undefined) return cancels;
  const clocks: Clock[] = [...cancels];
  const transitionAt = nextWindowTransition(item, port.policy);
  if (transitionAt !== undefined) {
    const why =
      item.window === 'open'
        ? 'notice that the cancellation window closes'
        : 'the cancellation window closes';
    clocks.push({ ...poll(transitionAt, why), notifies: true });
  }
  if (item.status === 'foc_confirmed' && item.foc !== undefined) {
    const at = nextCutoverPoll(item.foc.until, port.policy.cutoverPolls, port.reading.lastPolledAt);
    clocks.push(poll(at, 'a poll whether the number has moved'));
  }
  const silentAt = noNewsAt(port, item);
  if (silentAt !== undefined && silentAt > port.asOf)
    clocks.push(notify(silentAt, 'there was no news for too long'));
  const resentAt = allowedResendAt(port, item);
  if (resentAt !== undefined) clocks.push(poll(resentAt, 'a poll whether the cancel was carried out'));
  const unconfirmed = isCurrent(item) ? unconfirmedAt(port, item) : undefined;
  if (unconfirmed !== undefined) clocks.push(poll(unconfirmed, 'the cancel should be confirmed'));
  const unlistedAt = isCurrent(item) ? missingAt(port, item) : undefined;
  if (unlistedAt !== undefined && unlistedAt > port.asOf)
    clocks.push(notify(unlistedAt, 'the order should list the number'));
  const lateAt = cancelIsLateAt(port, item);
  if (lateAt !== undefined) clocks.push(notify(lateAt, 'the cancel should be confirmed'));
  if (item.contradiction !== undefined) {
    clocks.push(poll(item.contradiction.at + SECOND_READ_DELAY, 'a second read of a contradicted status'));
  }
  return clocks;
}

/** The first unsatisfied poll after a cutover; after the single delays, the last one repeats. */
function nextCutoverPoll(
  until: Instant,
  polls: readonly number[],
  lastPolledAt: Instant | undefined,
): Instant {
  const seenUntil = lastPolledAt ?? Number.NEGATIVE_INFINITY;
  const single = polls.find((after) => seenUntil < until + after);
  if (single !== undefined) return until + single;
  const every = polls.at(-1) ?? DAY;
  return until + every * (Math.floor((seenUntil - until) / every) + 1);
}

/**
 * If sweeps detect changes, the port polls less often. A date that the sweep does not show still needs the port's
 * polls.
 */
function watchEvery({ policy, capabilities: { sweep }, items }: Port): Milliseconds {
  if (sweep === undefined) return policy.watchEvery;
  const isBlind = sweep === 'statuses' && items.some(({ status }) => status === 'foc_confirmed');
  return isBlind ? policy.watchEvery : policy.watchEveryWithSweep;
}

/**
 * The next tick of the poll schedule. The schedule is fixed from the first submission and shifted by the port's
 * jitter, so that a hint never moves it.
 */
function nextRoutinePoll(port: Port): Instant {
  const every = watchEvery(port);
  const origin = (port.attempts[0]?.sentAt ?? port.createdAt) + port.pollJitter;
  const lastPolledAt = port.reading.lastPolledAt ?? port.createdAt;
  return origin + every * Math.max(0, Math.floor((lastPolledAt - origin) / every) + 1);
}
