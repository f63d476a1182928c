import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { isReadSince } from './confirmation';
import { remindAt } from './draft-expiry';
import { holdsUntil, isLeftBehind } from './ending';
import { isStranded } from './item-status';
import { isActive, isCurrent, mayBeAtProvider } from './items';
import { itemsByNumber, setOf } from './lookup';
import { blockingPredecessors } from './predecessors';

/**
 * Until when people have time to answer for a number; undefined when no answer is awaited, or when the provider may
 * still act by itself. Every answer gives the whole time again, and people can ask for more.
 */
export function answerByOf(port: Port, item: OrderItem): Instant | undefined {
  const since = askedSince(port, item);
  if (since === undefined) return undefined;
  const answerBy = Math.max(since, item.answeredAt ?? since) + port.policy.answerBy;
  return Math.max(answerBy, item.extendedUntil ?? answerBy);
}

/**
 * When a number ends here by itself once a look has shown how it stands: its time to answer is over, or it has moved and
 * was held for long enough. Undefined when nothing waits for such a look.
 */
export function endsAtWithPoll(port: Port, item: OrderItem): Instant | undefined {
  if (!isCurrent(item)) return undefined;
  if (item.status !== 'ported' || port.policy.holdAfterPorted === 0) return answerByOf(port, item);
  const until = holdsUntil(port);
  return isReadSince(port, item, until) ? undefined : until;
}

function askedSince(port: Port, item: OrderItem): Instant | undefined {
  if (!isActive(item) || item.cancel !== undefined) return undefined;
  if (item.status === 'draft') return lacksSomething(port, item) ? draftSince(port, item) : undefined;
  return isStranded(item.status) && !isLeftBehind(port, item) ? item.changedAt : undefined;
}

/** A draft that came later, or had to wait for the end of its old order, has the whole time of its own. */
function draftSince(port: Port, { phoneNumber, attempt, changedAt }: OrderItem): Instant {
  const old = attempt === 1 ? [] : (itemsByNumber(port.items).get(phoneNumber) ?? []);
  return Math.max(port.missingSince ?? changedAt, changedAt, ...old.map((item) => item.changedAt));
}

function lacksSomething(port: Port, item: OrderItem): boolean {
  if (mayBeAtProvider(port, item) || blockingPredecessors(port, item).length > 0) return false;
  return port.missing.some(({ numbers }) => numbers === undefined || setOf(numbers).has(item.phoneNumber));
}

/** When people are reminded that the time to answer for a number ends; undefined when they have been, or need not be. */
export function reminderAt(port: Port, item: OrderItem): Instant | undefined {
  const answerBy = answerByOf(port, item);
  return answerBy === item.remindedFor ? undefined : remindAt(port, answerBy, port.policy.answerBy);
}
