import { answerByOf } from './answer-by';
import { draftExpiresAt } from './draft-expiry';
import { currentItems, type OrderItem, type Port } from './port';
import { toRfc3339, type Instant, type Milliseconds } from './time';
import type { Note } from './timeline';

/** When people are reminded that the time to answer for a number ends; undefined when they have been, or need not be. */
export function reminderAt(port: Port, item: OrderItem): Instant | undefined {
  const answerBy = answerByOf(port, item);
  return answerBy === item.remindedFor ? undefined : before(port, answerBy, port.policy.answerBy);
}

/** The same of the expiry of the draft. */
export function draftReminderAt(port: Port): Instant | undefined {
  const expiresAt = draftExpiresAt(port);
  return expiresAt === port.remindedFor ? undefined : before(port, expiresAt, port.policy.draftExpiry);
}

/** Where the whole time is no longer than that of a reminder, the attention itself is the reminder. */
function before(
  { policy: { remindBefore } }: Port,
  end: Instant | undefined,
  whole: Milliseconds,
): Instant | undefined {
  return end === undefined || whole <= remindBefore ? undefined : end - remindBefore;
}

/** Reminds of everything that ends soon, once for each end: what ends by itself does not end unannounced. */
export function remind(port: Port, at: Instant): { readonly port: Port; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const items = port.items.map((item): OrderItem => {
    if (item.superseded !== undefined) return item;
    const dueAt = reminderAt(port, item);
    const answerBy = answerByOf(port, item);
    if (dueAt === undefined || dueAt > at || answerBy === undefined) return item;
    const { phoneNumber } = item;
    notes.push({ kind: 'reminder', phoneNumber, data: { what: 'answer_by', at: toRfc3339(answerBy) } });
    return { ...item, remindedFor: answerBy };
  });
  const expiresAt = draftExpiresAt(port);
  if (expiresAt === undefined || (draftReminderAt(port) ?? Infinity) > at)
    return { port: { ...port, items }, notes };
  const numbers = currentItems(port).map(({ phoneNumber }) => phoneNumber);
  notes.push({ kind: 'reminder', numbers, data: { what: 'draft_expiry', at: toRfc3339(expiresAt) } });
  return { port: { ...port, items, remindedFor: expiresAt }, notes };
}
