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
 * The deadline for people's answer about a number. Undefined when no answer is needed, or when the provider may still
 * act by itself. Each answer restarts the whole time, and people can extend it.
 */
export function answerByOf(port: Port, item: OrderItem): Instant | undefined {
  const since = askedSince(port, item);
  if (since === undefined) return undefined;
  const answerBy = Math.max(since, item.answeredAt ?? since) + port.policy.answerBy;
  return Math.max(answerBy, item.extendedUntil ?? answerBy);
}

/**
 * When a number ends by itself after one more poll: its answer-by has passed, or its hold after porting is over.
 * Undefined when no poll is pending for that.
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

/** A draft that was created later, or that waited for its old order to end, has its own full time. */
function draftSince(port: Port, { phoneNumber, attempt, changedAt }: OrderItem): Instant {
  const old = attempt === 1 ? [] : (itemsByNumber(port.items).get(phoneNumber) ?? []);
  return Math.max(port.missingSince ?? changedAt, changedAt, ...old.map((item) => item.changedAt));
}

function lacksSomething(port: Port, item: OrderItem): boolean {
  if (mayBeAtProvider(port, item) || blockingPredecessors(port, item).length > 0) return false;
  return port.missing.some(({ numbers }) => numbers === undefined || setOf(numbers).has(item.phoneNumber));
}

/** When the reminder about a number's answer-by is due; undefined when it was sent, or when none is needed. */
export function reminderAt(port: Port, item: OrderItem): Instant | undefined {
  const answerBy = answerByOf(port, item);
  return answerBy === item.remindedFor ? undefined : remindAt(port, answerBy, port.policy.answerBy);
}
