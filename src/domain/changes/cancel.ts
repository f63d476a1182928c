import { isIgnored, resendAt, cancelIsLateAt, mayStillBeCanceled, renewedCancel } from '../facts/canceling';
import { identityOf, itemsByIdentity, setOf } from '../facts/lookup';
import { openAttempt } from '../facts/submission';
import { isOwnOrderReadSince } from '../facts/superseding';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { withAttempt } from './change';

/**
 * Resends cancels after a read that shows them without effect. A cancel is resent at once if the provider had begun
 * or completed it and then reverted it; otherwise when its time to take effect is over.
 *
 * @param before - the items before the read
 */
export function followCancels(port: Port, before: readonly OrderItem[], at: Instant): Port {
  if (!port.items.some(isIgnored)) return port;
  const known = itemsByIdentity(before);
  const items = port.items.map((item): OrderItem => {
    if (!isIgnored(item)) return item;
    const was = known.get(identityOf(item))?.status;
    const isTakenBack = was === 'canceling' || was === 'canceled';
    const due = resendAt(port, item) ?? Infinity;
    const isDue = isTakenBack || isOwnOrderReadSince(port, item, due);
    const cancel = renewedCancel(item, at);
    if (!isDue || cancel === undefined || !mayStillBeCanceled(port, item, at)) return item;
    return { ...item, cancel: { ...cancel, askedAt: item.cancel?.askedAt ?? at } };
  });
  return { ...port, items };
}

/** The timeline entry of a number that ported against a cancel. */
export function portedAgainstCancel({ phoneNumber }: OrderItem): NewEntry {
  return { kind: 'ported_against_cancel', phoneNumber };
}

/**
 * Withdraws a submission that was certainly not sent and contains one of these numbers. The remaining numbers get a
 * new attempt without them, or with the corrected data.
 */
export function withdrawAttempt(port: Port, numbers: readonly string[]): Port {
  const attempt = openAttempt(port);
  const isPending = attempt?.state === 'ready' || attempt?.state === 'delayed';
  if (!isPending || !attempt.numbers.some((number) => setOf(numbers).has(number))) return port;
  return withAttempt(port, { ...attempt, state: 'withdrawn' });
}

/** Records each cancel that was not confirmed in time, once for each deadline. */
export function flagLateCancels(port: Port, at: Instant): { items: OrderItem[]; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item) => {
    const lateAt = cancelIsLateAt(port, item);
    if (lateAt === undefined || lateAt > at || item.cancel === undefined) return item;
    entries.push({ kind: 'cancel_not_confirmed_in_time', phoneNumber: item.phoneNumber });
    return { ...item, cancel: { ...item.cancel, lateNotifiedFor: lateAt } };
  });
  return { items, entries };
}
