import { quietly, type Change } from './change';
import { observe, settleContradictions } from './observe';
import { currentItems, type HintAhead, type Port, type Reading } from './port';
import type { OrderSnapshot, ProviderProblem, ReadResult } from './snapshot';
import { nextFailure } from './submission';
import { reconcileSuperseded } from './superseded';
import type { Instant } from './time';

/** Hints came: a read is wanted, and they may tell of something that the next read does not show yet. */
export function hinted(port: Port, at: Instant, numbers: HintAhead['numbers'] = {}): Change {
  const { reading } = port;
  const news = unseen(port, latest(reading.ahead?.numbers, numbers));
  return quietly({
    ...port,
    reading: {
      ...reading,
      hintedAt: at,
      wanted: reading.wanted ?? { kind: 'hint' },
      ...(Object.keys(news).length > 0 && { ahead: { numbers: news, reads: 0 } }),
    },
  });
}

/** A read is over: it satisfies every wish that came before it began. */
export function read(port: Port, at: Instant, startedAt: Instant, result: ReadResult): Change {
  const { wanted: _, failure: _failure, ahead: _ahead, ...kept } = port.reading;
  const looked = {
    ...port,
    asked: port.asked.map((asked) => ({ ...asked, isLooked: true })),
    reading: { ...kept, lookedAt: startedAt, readAt: startedAt },
  };
  const seen =
    result.kind === 'unchanged'
      ? settleContradictions(looked, at)
      : observeRead({ ...looked, reading: { ...looked.reading, digest: result.digest } }, result.orders, at);
  const reconciled = reconcileSuperseded(seen.port, at);
  const change = { port: reconciled.port, notes: [...seen.notes, ...reconciled.notes] };
  const ahead = stillAhead(change.port, port.reading.ahead, startedAt);
  if (ahead === undefined) return change;
  return { ...change, port: { ...change.port, reading: { ...change.port.reading, ahead } } };
}

/** A read tells only what differs from the one before it: what it leaves out is as it was. */
function observeRead(port: Port, orders: readonly OrderSnapshot[], at: Instant): Change {
  const observed = observe(port, orders, at);
  const settled = settleContradictions(observed.port, at, orders);
  return { port: settled.port, notes: [...observed.notes, ...settled.notes] };
}

/** A read failed: it is tried again on the steps of the policy. */
export function readFailed(port: Port, at: Instant, startedAt: Instant, problem: ProviderProblem): Change {
  const failure = nextFailure(port.reading.failure, problem, at, port.policy.reread);
  // The failure's own clock reads again, so nothing that wanted a read is lost.
  const { wanted: _, ...kept } = port.reading;
  return quietly({
    ...port,
    asked: port.asked.map((asked) => ({ ...asked, isLooked: true })),
    reading: { ...kept, failure, lookedAt: startedAt },
  });
}

/** Something was done at the provider, and the next thing to know is what it says now. */
export function wantRead(reading: Reading, command: string): Reading {
  return { ...reading, wanted: reading.wanted ?? { kind: 'command', command } };
}

export function withoutFailure(reading: Reading): Reading {
  const { failure: _, ...kept } = reading;
  return kept;
}

/** A provider's reads may lag behind its webhooks: it is read again some times, then the watch plan goes on. */
function stillAhead(port: Port, ahead: HintAhead | undefined, startedAt: Instant): HintAhead | undefined {
  if (ahead === undefined) return undefined;
  const numbers = unseen(port, ahead.numbers);
  const step = port.policy.reread[ahead.reads];
  if (step === undefined || Object.keys(numbers).length === 0) return undefined;
  return { numbers, reads: ahead.reads + 1, rereadAt: startedAt + step };
}

/** Webhooks come out of order: a late one takes nothing back of what a newer one told. */
function latest(known: HintAhead['numbers'] = {}, told: HintAhead['numbers']): HintAhead['numbers'] {
  const newer = Object.entries(told).filter(([number, at]) => at > (known[number] ?? -Infinity));
  return { ...known, ...Object.fromEntries(newer) };
}

/** What of it no read has shown. Without a time of the provider's own, one read is all that can be asked for. */
function unseen(port: Port, numbers: HintAhead['numbers']): HintAhead['numbers'] {
  const seen = new Map(currentItems(port).map((item) => [item.phoneNumber, item.updatedAt]));
  return Object.fromEntries(
    Object.entries(numbers).filter(([number, at]) => (seen.get(number) ?? Number.POSITIVE_INFINITY) < at),
  );
}
