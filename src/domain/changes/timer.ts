import {
  cancelIsLateAt,
  datesOf,
  mayStillBeCanceled,
  nextWindowTransition,
  renewedCancel,
  windowAt,
} from '../facts/canceling';
import { dueDraftReminder, dueReminder, unansweredItems } from '../facts/ending';
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
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, withdrawAttempt } from './change';

/**
 * A clock of the port is due: windows move, late cancels and reminders are recorded, and unanswered numbers are given
 * up. Their orders were read first: a number that is active again is not given up.
 */
export function timerFired(port: Port, at: Instant): Change {
  const windows = moveWindows(port, at);
  const reminded = remind({ ...port, items: windows.items }, at);
  const unanswered = unansweredItems(reminded.port, at).map(({ phoneNumber }) => phoneNumber);
  const entries = [...windows.entries, ...reminded.entries];
  if (unanswered.length === 0) return { port: reminded.port, entries };
  const givenUp = giveUp(reminded.port, unanswered, at, 'answer_by');
  return { port: givenUp.port, entries: [...entries, ...givenUp.entries] };
}

/**
 * Moves every window whose next transition is due, and records each cancel that was not confirmed in time, once for
 * each deadline.
 */
function moveWindows(port: Port, at: Instant): { items: OrderItem[]; entries: NewEntry[] } {
  const moves: NewEntry[] = [];
  const lates: NewEntry[] = [];
  const items = port.items.map((item): OrderItem => {
    const { foc, cancel, phoneNumber } = item;
    const transitionAt = nextWindowTransition(item, port.policy) ?? Infinity;
    const window = foc && transitionAt <= at ? windowAt(foc, port.policy, at) : undefined;
    const lateAt = cancelIsLateAt(port, item) ?? Infinity;
    if (foc && window !== undefined) {
      const kind = window === 'closed' ? 'cancellation_window_closed' : 'cancellation_window_closing';
      moves.push({ kind, phoneNumber, data: datesOf(foc, port.policy) });
    }
    const late = cancel && lateAt <= at ? { ...cancel, lateNotifiedFor: lateAt } : undefined;
    if (late !== undefined) lates.push({ kind: 'cancel_not_confirmed_in_time', phoneNumber });
    return window === undefined && late === undefined
      ? item
      : { ...item, ...(window && { window }), ...(late && { cancel: late }) };
  });
  return { items, entries: [...moves, ...lates] };
}

/**
 * Records a reminder of everything that ends soon, once for each end: nothing ends unannounced. A late reminder,
 * because the port was busy or its worker away, moves the end, so that there is time to act.
 */
function remind(port: Port, at: Instant): { readonly port: Port; readonly entries: readonly NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item): OrderItem => {
    const due = isCurrent(item) ? dueReminder(port, item, at) : undefined;
    if (due === undefined) return item;
    const { phoneNumber } = item;
    entries.push({ kind: 'reminder', phoneNumber, data: { what: 'answer_by', at: due.end } });
    return { ...item, remindedFor: due.end, ...(due.isMoved && { extendedUntil: due.end }) };
  });
  const due = dueDraftReminder(port, at);
  if (due === undefined) return { port: { ...port, items }, entries };
  const { end, isMoved } = due;
  const numbers = currentItems(port).map(({ phoneNumber }) => phoneNumber);
  entries.push({ kind: 'reminder', numbers, data: { what: 'draft_expiry', at: end } });
  const drafts = isMoved
    ? items.map((item) => (isCurrent(item) ? { ...item, extendedUntil: end } : item))
    : items;
  return { port: { ...port, items: drafts, remindedFor: end }, entries };
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
