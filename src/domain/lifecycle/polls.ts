import { causeOfCommand } from '../changes/change';
import { endsWithPoll } from '../facts/ending';
import { isWorthReading } from '../facts/items';
import type { Cause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { type Clock, clocksOf, hasPolledSince } from './clocks';

/** A read of some orders, and why. */
export interface Poll {
  readonly kind: 'read';
  readonly orderRefs: readonly string[];
  /** The digest of the newest read: an equal answer is reported as unchanged. */
  readonly digest?: string;
  readonly cause: Cause;
}

/** The poll that a hint or a change here wants, or a due clock; undefined when there is no order to read. */
export function pollIfDue(port: Port, now: Instant): Poll | undefined {
  const clock = duePoll(port, now);
  const cause = port.reading.wanted ?? (clock && { kind: clock.cause });
  return cause && pollFor(port, cause, now);
}

/** A due clock that waits for a poll. */
export function duePoll(port: Port, now: Instant): Clock | undefined {
  return clocksOf(port).find((clock) => clock.polls && clock.at <= now && !hasPolledSince(port, clock.at));
}

/** The poll that a command waits for; undefined when there is no order to read. */
export function pollForCommand(port: Port, asked: AskedCommand, now: Instant): Poll | undefined {
  return pollFor(port, causeOfCommand(asked), now);
}

function pollFor(port: Port, cause: Cause, now: Instant): Poll | undefined {
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
  const ending = () => refsOf(port.items.filter((item) => endsWithPoll(port, item, now)));
  const chosen = isReported || open.length === 0 ? refsOf(port.items) : [...open, ...ending()];
  return [...new Set([...chosen, ...Object.keys(port.reading.failures ?? {})])];
}

function refsOf(items: readonly OrderItem[]): string[] {
  return [...new Set(items.flatMap((item) => item.orderRef ?? []))];
}
