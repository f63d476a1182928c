import { endsWithPoll } from '../facts/ending';
import { currentItems, isWorthReading } from '../facts/items';
import { nextFailure } from '../facts/retry';
import type { HintAhead, Port, Reading } from '../model/port';
import type { Failure, OrderFailure, ProviderProblem, ReadResult } from '../model/snapshot';
import type { Instant } from '../model/time';
import { followCancels } from './cancel';
import { type Change, withoutEntries } from './change';
import { observe } from './observe';

/** Hints came: a read is wanted. The hints may be newer than what the next read shows. */
export function hinted(port: Port, at: Instant, numbers: HintAhead['numbers'] = {}): Change {
  const { reading } = port;
  const news = unseen(port, latest(reading.ahead?.numbers, numbers));
  return withoutEntries({
    ...port,
    reading: {
      ...reading,
      hintedAt: at,
      wanted: reading.wanted ?? { kind: 'hint' },
      ...(Object.keys(news).length > 0 && { ahead: { numbers: news, reads: 0 } }),
    },
  });
}

/** When a read began, and which orders it requested. */
export interface ReadAsked {
  readonly startedAt: Instant;
  readonly orderRefs: readonly string[];
}

/**
 * A read ended: it covers every hint and request from before it began. A failed order does not affect the others and
 * is retried on its own.
 */
export function read(port: Port, at: Instant, asked: ReadAsked, result: ReadResult): Change {
  const { startedAt } = asked;
  const { wanted: _, failures: known = {}, ahead: _ahead, ...kept } = port.reading;
  const orders = result.kind === 'changed' ? result.orders : [];
  const readable = new Set([...asked.orderRefs, ...orders.map(({ ref }) => ref)]);
  const unread = new Set(result.failures?.map(({ ref }) => ref));
  const isRead = (ref: string) => readable.has(ref) && !unread.has(ref);
  const before = Object.fromEntries(Object.entries(known).filter(([ref]) => !readable.has(ref)));
  const failures = { ...before, ...failed(port, at, result.failures ?? []) };
  const digest = result.kind === 'changed' ? { digest: result.digest } : {};
  const polled = afterPoll(
    port,
    { ...kept, ...digest, lastPolledAt: startedAt, readAt: startedAt },
    failures,
  );
  const observed = observe(polled, orders, at, isRead);
  const followed = followCancels(observed.port, port.items, at);
  const ahead = stillAhead(followed, hintsBefore(port.reading, result), startedAt);
  return {
    port: ahead === undefined ? followed : { ...followed, reading: { ...followed.reading, ahead } },
    entries: observed.entries,
  };
}

/** A poll ended, successful or not: every command that waited for one has had it. */
function afterPoll(port: Port, reading: Reading, failures: Readonly<Record<string, Failure>>): Port {
  const asked = port.pendingCommands.map((command) => ({ ...command, isPolled: true }));
  return { ...port, pendingCommands: asked, reading: withFailures(reading, failures) };
}

/** No order could be read: each is retried on the policy's steps. */
export function readFailed(port: Port, at: Instant, asked: ReadAsked, problem: ProviderProblem): Change {
  const failures = {
    ...port.reading.failures,
    ...failed(
      port,
      at,
      asked.orderRefs.map((ref) => ({ ref, problem })),
    ),
  };
  // The failures' own clocks read again, so a wanted read is not lost.
  const { wanted: _, ...kept } = port.reading;
  return withoutEntries(afterPoll(port, { ...kept, lastPolledAt: asked.startedAt }, failures));
}

/** Replaces the failures. */
function withFailures(reading: Reading, failures: Readonly<Record<string, Failure>>): Reading {
  const { failures: _, ...kept } = reading;
  return Object.keys(failures).length === 0 ? kept : { ...kept, failures };
}

function failed(
  { reading, policy }: Port,
  at: Instant,
  failures: readonly OrderFailure[],
): Record<string, Failure> {
  return Object.fromEntries(
    failures.map(({ ref, problem }) => [
      ref,
      nextFailure(reading.failures?.[ref], problem, at, policy.reread),
    ]),
  );
}

/**
 * Stops retrying the failed read of an order whose items are all final: at once if the provider no longer has the
 * order, and after a read if the policy's steps are over. A hint or a command reads it again. While an automatic end
 * waits for a read, retries go on: a failed poll does not count.
 */
export function withoutHopelessFailures(port: Port, isAfterRead: boolean): Port {
  const { failures } = port.reading;
  if (failures === undefined) return port;
  const awaited = port.items.filter((item) => isWorthReading(item) || endsWithPoll(port, item, port.asOf));
  const open = new Set(awaited.map(({ orderRef }) => orderRef));
  const maxCount = isAfterRead ? port.policy.reread.length : Infinity;
  const kept = Object.entries(failures).filter(
    ([ref, { problem, count }]) => open.has(ref) || !(isLost(problem) || count > maxCount),
  );
  return { ...port, reading: withFailures(port.reading, Object.fromEntries(kept)) };
}

/** The provider answered that it does not have this order; wrong credentials do not count. */
function isLost({ outcome, code }: ProviderProblem): boolean {
  return outcome === 'refused' && code !== 'provider_unauthorized';
}

/** The hints that a read may not have shown: newer ones than the orders it shows, or of orders it does not show yet. */
function hintsBefore(
  { ahead, hintedAt, readAt }: Reading,
  { unshown = [] }: ReadResult,
): HintAhead | undefined {
  const isHinted = hintedAt !== undefined && hintedAt > (readAt ?? -Infinity);
  const orderRefs = isHinted ? unshown : unshown.filter((ref) => ahead?.orderRefs?.includes(ref) === true);
  if (orderRefs.length === 0) return ahead && { numbers: ahead.numbers, reads: ahead.reads };
  return { numbers: ahead?.numbers ?? {}, orderRefs, reads: isHinted ? 0 : (ahead?.reads ?? 0) };
}

/**
 * A provider's reads can lag behind its webhooks: it is re-read some times, then the regular poll schedule goes on.
 */
function stillAhead(port: Port, ahead: HintAhead | undefined, startedAt: Instant): HintAhead | undefined {
  if (ahead === undefined) return undefined;
  const { orderRefs } = ahead;
  const numbers = unseen(port, ahead.numbers);
  const step = port.policy.reread[ahead.reads];
  if (step === undefined || (orderRefs === undefined && Object.keys(numbers).length === 0)) return undefined;
  return { numbers, ...(orderRefs && { orderRefs }), reads: ahead.reads + 1, rereadAt: startedAt + step };
}

/** Webhooks come out of order: an older one does not replace the time of a newer one. */
function latest(known: HintAhead['numbers'] = {}, hinted: HintAhead['numbers']): HintAhead['numbers'] {
  const newer = Object.entries(hinted).filter(([number, at]) => at > (known[number] ?? -Infinity));
  return { ...known, ...Object.fromEntries(newer) };
}

/** The hinted times that no read has shown. Without an update time of the provider, one read is enough. */
function unseen(port: Port, numbers: HintAhead['numbers']): HintAhead['numbers'] {
  const seen = new Map(currentItems(port).map((item) => [item.phoneNumber, item.updatedAt]));
  return Object.fromEntries(
    Object.entries(numbers).filter(([number, at]) => (seen.get(number) ?? Number.POSITIVE_INFINITY) < at),
  );
}
