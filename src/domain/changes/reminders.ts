import { answerByOf, reminderAt, draftExpiresAt, draftReminderAt } from '../facts/ending';
import { currentItems, isCurrent } from '../facts/items';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { type Instant, MINUTE, toRfc3339 } from '../model/time';
import type { NewEntry } from '../model/timeline';

/** A reminder up to this late counts as punctual: timers fire a moment late. */
const IN_TIME = MINUTE;

/**
 * Records a reminder of everything that ends soon, once for each end: nothing ends unannounced. A late reminder,
 * because the port was busy or its worker away, moves the end, so that there is time to act.
 */
export function remind(
  port: Port,
  at: Instant,
): { readonly port: Port; readonly entries: readonly NewEntry[] } {
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

function endAfterReminder(port: Port, end: Instant, dueAt: Instant, at: Instant): Instant {
  return at <= dueAt + IN_TIME ? end : Math.max(end, at + port.policy.remindBefore);
}
