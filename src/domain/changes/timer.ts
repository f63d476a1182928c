import {
  cancelIsLateAt,
  datesOf,
  mayStillBeCanceled,
  nextWindowTransition,
  renewedCancel,
  windowAt,
} from '../facts/canceling';
import { answerByOf, draftExpiresAt, draftReminderAt, isKnownSince, reminderAt } from '../facts/ending';
import {
  contradictsSettlement,
  currentItems,
  isCurrent,
  isFinal,
  isStranded,
  mayBeAtProvider,
  replacedItem,
} from '../facts/items';
import type { GivenUp, OrderItem } from '../model/item';
import type { NumberOutcome } from '../model/outcome';
import type { Port } from '../model/port';
import { type Instant, MINUTE, toRfc3339 } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, withdrawAttempt, withoutEntries } from './change';

/**
 * A clock of the port is due: windows move, late cancels and reminders are recorded, and unanswered numbers are given
 * up.
 */
export function timerFired(port: Port, at: Instant): Change {
  const windows = moveWindows(port, at);
  const late = flagLateCancels({ ...port, items: windows.items }, at);
  const reminded = remind({ ...port, items: late.items }, at);
  const unanswered = giveUpUnanswered(reminded.port, at);
  return {
    port: unanswered.port,
    entries: [...windows.entries, ...late.entries, ...reminded.entries, ...unanswered.entries],
  };
}

/** Moves every window whose next transition is due. */
function moveWindows(port: Port, at: Instant): { items: OrderItem[]; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item) => {
    const transitionAt = nextWindowTransition(item, port.policy);
    if (transitionAt === undefined || transitionAt > at || item.foc === undefined) return item;
    const window = windowAt(item.foc, port.policy, at);
    entries.push({
      kind: window === 'closed' ? 'cancellation_window_closed' : 'cancellation_window_closing',
      phoneNumber: item.phoneNumber,
      data: datesOf(item.foc, port.policy),
    });
    return { ...item, window };
  });
  return { items, entries };
}

/** Records each cancel that was not confirmed in time, once for each deadline. */
function flagLateCancels(port: Port, at: Instant): { items: OrderItem[]; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item) => {
    const lateAt = cancelIsLateAt(port, item);
    if (lateAt === undefined || lateAt > at || item.cancel === undefined) return item;
    entries.push({ kind: 'cancel_not_confirmed_in_time', phoneNumber: item.phoneNumber });
    return { ...item, cancel: { ...item.cancel, lateNotifiedFor: lateAt } };
  });
  return { items, entries };
}

/**
 * Records a reminder of everything that ends soon, once for each end: nothing ends unannounced. A late reminder,
 * because the port was busy or its worker away, moves the end, so that there is time to act.
 */
function remind(port: Port, at: Instant): { readonly port: Port; readonly entries: readonly NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item): OrderItem => {
    if (!isCurrent(item)) return item;
    const dueAt = reminderAt(port, item);
    const answerBy = answerByOf(port, item);
    if (dueAt === undefined || dueAt > at || answerBy === undefined) return item;
    const { phoneNumber } = item;
    const end = endAfterReminder(port, answerBy, dueAt, at);
    entries.push({ kind: 'reminder', phoneNumber, data: { what: 'answer_by', at: toRfc3339(end) } });
    return { ...item, remindedFor: end, ...(end !== answerBy && { extendedUntil: end }) };
  });
  const dueAt = draftReminderAt(port);
  const expiresAt = draftExpiresAt(port);
  if (dueAt === undefined || dueAt > at || expiresAt === undefined)
    return { port: { ...port, items }, entries };
  const end = endAfterReminder(port, expiresAt, dueAt, at);
  const numbers = currentItems(port).map(({ phoneNumber }) => phoneNumber);
  entries.push({ kind: 'reminder', numbers, data: { what: 'draft_expiry', at: toRfc3339(end) } });
  const drafts =
    end === expiresAt
      ? items
      : items.map((item) => (isCurrent(item) ? { ...item, extendedUntil: end } : item));
  return { port: { ...port, items: drafts, remindedFor: end }, entries };
}

/** A reminder up to this late counts as punctual: timers fire a moment late. */
const IN_TIME = MINUTE;

function endAfterReminder(port: Port, end: Instant, dueAt: Instant, at: Instant): Instant {
  return at <= dueAt + IN_TIME ? end : Math.max(end, at + port.policy.remindBefore);
}

/**
 * Gives up the numbers whose answer-by has passed, and only those. Their orders are read first: a number that is
 * active again is not given up.
 */
function giveUpUnanswered(port: Port, at: Instant): Change {
  const unanswered = currentItems(port).filter((item) => {
    const answerBy = answerByOf(port, item);
    return answerBy !== undefined && answerBy <= at && isKnownSince(port, item, answerBy);
  });
  if (unanswered.length === 0) return withoutEntries(port);
  return giveUp(
    port,
    unanswered.map((item) => item.phoneNumber),
    at,
    'answer_by',
  );
}

/**
 * Gives numbers up. Their open orders are canceled at the provider where possible, because a rejected number can
 * become active again. The outcome follows the provider's final status.
 */
export function giveUp(
  port: Port,
  numbers: readonly string[],
  at: Instant,
  because: GivenUp['because'],
  reason?: string,
): Change {
  const chosen = new Set(numbers);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber) || !isCurrent(item)) return item;
    const outcome = outcomeWhenGivenUp(port, item);
    const { settled: _, ...unsettled } = item;
    // A settlement that the provider contradicts no longer counts.
    const open: OrderItem = contradictsSettlement(item) ? unsettled : item;
    const givenUp = { at, because, ...(outcome !== undefined && { outcome }) };
    const cancel = renewedCancel(item, at);
    const wantsCancel = cancel !== undefined && !isFinal(item.status) && mayBeAtProvider(port, item);
    return wantsCancel && mayStillBeCanceled(port, open, at)
      ? { ...open, givenUp, cancel }
      : { ...open, givenUp };
  });
  const entry: NewEntry = {
    kind: 'given_up',
    numbers,
    data: { because, ...(reason !== undefined && { reason }) },
  };
  return { port: withdrawAttempt({ ...port, items }, numbers), entries: [entry] };
}

/** The outcome of a number before it was given up; undefined while only the provider can determine it. */
function outcomeWhenGivenUp(port: Port, item: OrderItem): NumberOutcome | undefined {
  if (item.status !== 'draft') return isStranded(item.status) ? item.status : undefined;
  // A draft of a resubmission: the status of the superseded item is the outcome.
  const was = replacedItem(port, item)?.superseded?.status;
  return was !== undefined && isStranded(was) ? was : undefined;
}
