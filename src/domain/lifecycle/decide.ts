import { prerequisiteOf } from '../commands/command-rules';
import { cancelToSend, type CancelToSend } from '../facts/canceling';
import { type DueEnding, endingOf } from '../facts/ending';
import { openAttempt } from '../facts/items';
import { nextOrderAction } from '../facts/order-actions';
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
import type { Prerequisite } from '../model/commands';
import type { OrderAction } from '../model/order-action';
import type { Ending } from '../model/outcome';
import type { Port } from '../model/port';
import type { Schedule } from '../model/request';
import { DAY, type Instant } from '../model/time';
import { isNotificationDue, nextClock } from './clocks';
import { type Poll, pollForCommand, pollIfDue } from './polls';

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
  | Poll
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
  const [asked] = port.pendingCommands;
  const prerequisite = asked && prerequisiteOf(port, asked);
  // A port that is over needs no poll for a command.
  const waitsForPoll = prerequisite?.kind === 'poll' && ending === undefined;
  const commandPoll = asked && waitsForPoll ? pollForCommand(port, asked, now) : undefined;
  const poll = pollIfDue(port, now);

  if (asked !== undefined && commandPoll === undefined) return answer(prerequisite);
  const end = endIfOver(port, ending, poll);
  if (end !== undefined) return end;
  // Preparation comes before anything is sent. While it waits for a retry, the port can only end or search for a lost
  // submission.
  const isDraftCallDue = !isDraftCallTooEarly(port, now);
  if (port.unprepared !== undefined && isDraftCallDue) return { kind: 'prepare' };
  // Before any poll for a command: repeated commands must not hold up what was accepted or is due.
  // Notifications come first: they need no call, and slow failing calls must not hold them up.
  if (isNotificationDue(port, now)) return { kind: 'fire_timer' };
  const cancel = cancelToSend(port, now);
  if (cancel !== undefined) return { kind: 'cancel', cancel };
  const action = nextOrderAction(port, now);
  if (action !== undefined) return { kind: 'order_action', action };
  const next = commandPoll ?? submitIfReady(port, attempt, isDraftCallDue, now) ?? poll;
  if (next !== undefined) return next;
  const clock = nextClock(port);
  return clock === undefined
    ? { kind: 'wait', why: 'until a person acts' }
    : { kind: 'wait', until: clock.at, why: `until ${clock.why}` };
}

/** Commands are decided at most one poll later, with what is known then. */
function answer(prerequisite: Prerequisite | undefined): Step {
  return prerequisite === undefined || prerequisite.kind === 'poll'
    ? { kind: 'decide_command' }
    : prerequisite;
}

function endIfOver(port: Port, due: DueEnding | undefined, poll: Poll | undefined): Step | undefined {
  if (port.ending !== undefined) return { kind: 'done' };
  // A webhook during the last poll, or an answer to a cancel, gets its own poll.
  if (due === undefined || (port.reading.wanted !== undefined && poll !== undefined)) return undefined;
  const { ending, draftExpiredAt = -Infinity } = due;
  // A run before a reset may have sent the draft: its order must not be left behind.
  const isSurelyUnsent = draftExpiredAt <= (port.resetCheckedAt ?? -Infinity);
  return isSurelyUnsent ? { kind: 'end', ending, cause: { kind: 'timer' } } : { kind: 'check_reset' };
}

function submitIfReady(
  port: Port,
  attempt: Attempt | undefined,
  isDraftCallDue: boolean,
  now: Instant,
): Step | undefined {
  if (attempt?.state === 'unknown') return findIfDue(port, attempt, now);
  if (attempt?.state === 'ready') return { kind: 'submit', attempt };
  if (attempt === undefined && possiblySubmittedItems(port).length > 0) return { kind: 'begin_attempt' };
  if (port.unprepared !== undefined) return undefined;
  if (wantsReview(port)) return isDraftCallDue ? { kind: 'review' } : undefined;
  const isDelayed = attempt !== undefined;
  if (isDelayed ? now < (attempt.failure?.retryAt ?? now) : !isReadyToSubmit(port)) return undefined;
  if (isFreshlyChecked(port, now)) return isDelayed ? { kind: 'submit', attempt } : { kind: 'begin_attempt' };
  const numbers = sendableItems(port).map((item) => item.phoneNumber);
  return isDraftCallDue ? { kind: 'check', numbers } : undefined;
}

/** How long before its own start a port searches for its order. */
const LOOK_BACK = DAY;

function findIfDue(port: Port, attempt: Attempt, now: Instant): Step | undefined {
  const nextAt = attempt.search?.nextAt;
  if (nextAt === undefined || now < nextAt) return undefined;
  return { kind: 'search', attempt, since: port.createdAt - LOOK_BACK };
}
