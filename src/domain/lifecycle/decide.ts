import { prerequisiteOf } from '../commands/command-rules';
import { cancelToSend, type CancelToSend } from '../facts/canceling';
import { draftExpiresAt, endingOf, endsAtWithPoll } from '../facts/ending';
import { currentItems, isWorthReading, openAttempt } from '../facts/items';
import { editableOrders, nextOrderAction } from '../facts/order-actions';
import {
  isDraftCallTooEarly,
  isFreshlyChecked,
  isReadyToSubmit,
  possiblySubmittedItems,
  sendableItems,
  wantsReview,
} from '../facts/submission';
import type { Attempt } from '../model/attempt';
import type { Cause } from '../model/cause';
import type { OrderItem } from '../model/item';
import type { OrderAction } from '../model/order-action';
import type { Ending } from '../model/outcome';
import type { Port } from '../model/port';
import type { Schedule } from '../model/request';
import { DAY, type Instant } from '../model/time';
import { type Clock, duePoll, isNotificationDue, nextClock } from './clocks';

/**
 * The next step. `decide_command`, `begin_attempt`, `fire_timer` and `end` change only the port; the other kinds are
 * outward steps.
 */
export type Step =
  | { readonly kind: 'decide_command' }
  /** Ask whether a run before a reset may have submitted something. */
  | { readonly kind: 'check_reset' }
  /** Parse an amendment of the request. */
  | { readonly kind: 'revise'; readonly patch: unknown }
  | { readonly kind: 'review' }
  /** Have a worker with the account report its terms. */
  | { readonly kind: 'prepare' }
  /** Ask on which dates the provider could move the orders. */
  | { readonly kind: 'fit_dates'; readonly orderRefs: readonly string[]; readonly schedule: Schedule }
  | { readonly kind: 'check'; readonly numbers: readonly string[] }
  | { readonly kind: 'begin_attempt' }
  | { readonly kind: 'submit'; readonly attempt: Attempt }
  | { readonly kind: 'search'; readonly attempt: Attempt; readonly since: Instant }
  | { readonly kind: 'cancel'; readonly cancel: CancelToSend }
  | { readonly kind: 'order_action'; readonly action: OrderAction }
  | {
      readonly kind: 'read';
      readonly orderRefs: readonly string[];
      readonly digest?: string;
      readonly cause: Cause;
    }
  | { readonly kind: 'fire_timer' }
  | { readonly kind: 'end'; readonly ending: Omit<Ending, 'at'>; readonly cause: Cause }
  | { readonly kind: 'wait'; readonly until?: Instant; readonly why: string }
  | { readonly kind: 'done' };

/**
 * The next step of a port. Pure: the same port at the same instant always gives the same step. The order of the lines
 * is the priority: decide commands, end, prepare, notify, cancel, run order actions, submit, poll, wait.
 */
export function decide(port: Port, now: Instant): Step {
  const attempt = openAttempt(port);
  const ending = endingOf(port, attempt, now);
  const poll = pollIfDue(port, now);
  // A port that is over needs no poll for a command.
  const commandPoll = ending === undefined ? pollForCommand(port, now) : undefined;
  const first =
    answerIfAsked(port, commandPoll) ?? endIfOver(port, ending, poll, now) ?? prepareIfUnprepared(port, now);
  if (first !== undefined) return first;
  // Before any poll for a command: repeated commands must not hold up what was accepted or is due.
  // Notifications come first: they need no call, and slow failing calls must not hold them up.
  if (isNotificationDue(port, now)) return { kind: 'fire_timer' };
  const cancel = cancelToSend(port, now);
  if (cancel !== undefined) return { kind: 'cancel', cancel };
  const action = nextOrderAction(port, now);
  if (action !== undefined) return { kind: 'order_action', action };
  return commandPoll ?? submitIfReady(port, attempt, now) ?? poll ?? waitUntil(nextClock(port));
}

/** Commands are decided at most one poll later, with what is known then. */
function answerIfAsked(port: Port, commandPoll: Step | undefined): Step | undefined {
  const [asked] = port.pendingCommands;
  if (asked === undefined) return undefined;
  const prerequisite = prerequisiteOf(port, asked);
  switch (prerequisite) {
    case 'poll':
      return commandPoll === undefined ? { kind: 'decide_command' } : undefined;
    case 'check_reset':
    case 'review':
      return { kind: prerequisite };
    case 'revise':
      return asked.command.name === 'amend'
        ? { kind: 'revise', patch: asked.command.patch }
        : { kind: 'decide_command' };
    case 'fit_dates':
      return asked.command.name === 'changeDate'
        ? datesFor(port, asked.command.schedule)
        : { kind: 'decide_command' };
    case undefined:
      return { kind: 'decide_command' };
  }
}

function datesFor(port: Port, schedule: Schedule): Step {
  const numbers = port.request.numbers.map(({ phoneNumber }) => phoneNumber);
  return { kind: 'fit_dates', orderRefs: editableOrders(port, numbers), schedule };
}

function pollForCommand(port: Port, now: Instant): Step | undefined {
  const [asked] = port.pendingCommands;
  if (asked === undefined || prerequisiteOf(port, asked) !== 'poll') return undefined;
  const { command, by } = asked;
  return pollFor(port, { kind: 'command', command: command.name, ...(by !== undefined && { by }) }, now);
}

function endIfOver(
  port: Port,
  ending: Omit<Ending, 'at'> | undefined,
  poll: Step | undefined,
  now: Instant,
): Step | undefined {
  if (port.ending !== undefined) return { kind: 'done' };
  // A webhook during the last poll, or an answer to a cancel, gets its own poll.
  if (port.reading.wanted !== undefined && poll !== undefined) return undefined;
  if (ending?.kind === 'draft_expired' && !isResetCheckedSince(port, draftExpiresAt(port) ?? now))
    return { kind: 'check_reset' };
  return ending && { kind: 'end', ending, cause: { kind: 'timer' } };
}

/** A run before a reset may have sent the draft: its order must not be left behind. */
function isResetCheckedSince(port: Port, instant: Instant): boolean {
  return port.resetCheckedAt !== undefined && port.resetCheckedAt >= instant;
}

/**
 * Preparation comes before anything is sent. While it waits for a retry, the port can only end or search for a lost
 * submission.
 */
function prepareIfUnprepared(port: Port, now: Instant): Step | undefined {
  return port.unprepared === undefined || isDraftCallTooEarly(port, now) ? undefined : { kind: 'prepare' };
}

function submitIfReady(port: Port, attempt: Attempt | undefined, now: Instant): Step | undefined {
  if (attempt?.state === 'unknown') return findIfDue(port, attempt, now);
  if (attempt?.state === 'ready') return { kind: 'submit', attempt };
  if (attempt === undefined && possiblySubmittedItems(port).length > 0) return { kind: 'begin_attempt' };
  if (port.unprepared !== undefined) return undefined;
  if (wantsReview(port)) return isDraftCallTooEarly(port, now) ? undefined : { kind: 'review' };
  const isDelayed = attempt !== undefined;
  if (isDelayed ? now < (attempt.failure?.retryAt ?? now) : !isReadyToSubmit(port)) return undefined;
  if (isFreshlyChecked(port, now)) return isDelayed ? { kind: 'submit', attempt } : { kind: 'begin_attempt' };
  return isDraftCallTooEarly(port, now)
    ? undefined
    : { kind: 'check', numbers: sendableItems(port).map((item) => item.phoneNumber) };
}

/** How long before its own start a port searches for its order. */
const LOOK_BACK = DAY;

function findIfDue(port: Port, attempt: Attempt, now: Instant): Step | undefined {
  const nextAt = attempt.search?.nextAt;
  if (nextAt === undefined || now < nextAt) return undefined;
  return { kind: 'search', attempt, since: port.createdAt - LOOK_BACK };
}

function pollIfDue(port: Port, now: Instant): Step | undefined {
  const cause = port.reading.wanted ?? causeOf(duePoll(port, now));
  return cause && pollFor(port, cause, now);
}

/** A read for a cause; undefined when there is no order to read. */
function pollFor(port: Port, cause: Cause, now: Instant): Step | undefined {
  const orderRefs = refsToRead(port, cause, now);
  if (orderRefs.length === 0) return undefined;
  const { digest } = port.reading;
  return { kind: 'read', orderRefs, ...(digest !== undefined && { digest }), cause };
}

/**
 * The orders that may have changed, those whose read failed, and those that a due end waits for. All orders if the
 * cause is a hint or a command: a canceled order can become active again.
 */
function refsToRead(port: Port, cause: Cause, now: Instant): string[] {
  const isReported = cause.kind === 'hint' || cause.kind === 'command';
  const open = refsOf(port.items.filter(isWorthReading));
  const chosen =
    isReported || open.length === 0 ? refsOf(port.items) : [...open, ...refsOf(waitingForEnd(port, now))];
  return [...new Set([...chosen, ...Object.keys(port.reading.failures ?? {})])];
}

/** Numbers whose answer-by or hold is over and that wait only for a last poll. */
function waitingForEnd(port: Port, now: Instant): OrderItem[] {
  return currentItems(port).filter((item) => {
    const endsAt = endsAtWithPoll(port, item);
    return endsAt !== undefined && endsAt <= now;
  });
}

function refsOf(items: readonly OrderItem[]): string[] {
  return [...new Set(items.flatMap((item) => item.orderRef ?? []))];
}

function causeOf(clock: { cause: 'watch' | 'timer' } | undefined): Cause | undefined {
  return clock && { kind: clock.cause };
}

function waitUntil(clock: Clock | undefined): Step {
  return clock === undefined
    ? { kind: 'wait', why: 'until a person acts' }
    : { kind: 'wait', until: clock.at, why: `until ${clock.why}` };
}
