import { isDeepStrictEqual } from 'node:util';
import type { AskedCommand, Decision } from '../../../../src/domain/model/commands';
import { isFinal, openAttempt } from '../../../../src/domain/facts/items';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { ItemSnapshot, OrderSnapshot } from '../../../../src/domain/model/snapshot';
import type { Instant } from '../../../../src/domain/model/time';
import type { TimelineEntry, TimelineKind } from '../../../../src/domain/model/timeline';
import type { Happening, Line, Plan, Run } from '../random-run';

/** What holds in every run, whatever the provider, operators and the clock do: throws where it does not. */
export type Invariant = (run: Run, plan: Plan) => void;

/** The expectations of one invariant, each by what it says. */
export type Invariants = Readonly<Record<string, Invariant>>;

/** What is wrong with a run that breaks an invariant. */
export class Broken extends Error {}

/** Invariants are checked many million times, so this is cheaper than `expect`. */
export function expectThat(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Broken(otherwise());
}

/** Two values are the same to their leaves. */
export function expectSame(actual: unknown, wanted: unknown, what: string): void {
  expectThat(
    actual === wanted || isDeepStrictEqual(actual, wanted),
    () => `${what}: ${asText(actual)} is not ${asText(wanted)}`,
  );
}

export function expectNone(found: readonly unknown[], what: string): void {
  expectThat(found.length === 0, () => `${what}: ${asText(found)}`);
}

function asText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => (inner === undefined ? 'undefined' : inner));
}

/** What tells an item from every other of its port. */
export function keyOf({ phoneNumber, attempt }: OrderItem): string {
  return `${phoneNumber} ${String(attempt)}`;
}

/** An item before and after something happened; an item that is new was not before. */
export type Pair = readonly [was: OrderItem | undefined, is: OrderItem];

/** Every item that something touched, before and after. */
export const touched = memoized(({ before, port }: Happening): readonly Pair[] => {
  if (before.items === port.items) return [];
  const known = new Map(before.items.map((item) => [keyOf(item), item]));
  return port.items.flatMap((is): Pair[] => {
    const was = known.get(keyOf(is));
    return was === is ? [] : [[was, is]];
  });
});

/** Every item that something touched and that was there before. */
export const changed = memoized((happening: Happening): readonly (readonly [OrderItem, OrderItem])[] =>
  touched(happening).flatMap(([was, is]) => (was === undefined ? [] : [[was, is] as const])),
);

/** What something added to the timeline. */
export const recordedBy = memoized(({ before, port }: Happening): readonly TimelineEntry[] => {
  const count = port.timeline.nextSequence - before.timeline.nextSequence;
  return count === 0 ? [] : port.timeline.entries.slice(-count);
});

/** The numbers that new timeline entries of a kind name. */
export function numbersRecorded(happening: Happening, kind: TimelineKind): ReadonlySet<string> {
  return new Set(
    recordedBy(happening).flatMap((entry) => (entry.kind === kind ? (entry.numbers ?? []) : [])),
  );
}

export interface Decided {
  readonly asked: AskedCommand;
  readonly decision: Decision;
}

/** The command that was decided, and how. */
export function decidedBy({ event, before, port }: Happening): Decided | undefined {
  const [asked] = before.pendingCommands;
  const decision = port.recentDecisions.at(-1);
  return event.kind === 'command_decided' && asked !== undefined && decision !== undefined
    ? { asked, decision }
    : undefined;
}

/** The cancel that was decided, and how. */
export function cancelDecidedBy(happening: Happening): Decided | undefined {
  const decided = decidedBy(happening);
  return decided?.asked.command.name === 'cancel' ? decided : undefined;
}

/** Of which attempt a person said that there is no order of it. */
export function confirmedLost(happening: Happening): number | undefined {
  const attempt = openAttempt(happening.before);
  const { asked, decision } = decidedBy(happening) ?? {};
  const isConfirmed =
    asked?.command.name === 'resubmit' && decision !== undefined && decision.accepted.length > 0;
  return isConfirmed && attempt?.state === 'unknown' ? attempt.number : undefined;
}

/** The item that a number has now; there is one. */
export function currentOf({ items }: Port, phoneNumber: string): OrderItem {
  return items.find((item) => item.phoneNumber === phoneNumber && item.superseded === undefined)!;
}

/** What a read showed of an item, and what became of it. */
export interface Observation {
  readonly line: Happening;
  readonly at: Instant;
  readonly was: OrderItem;
  readonly item: OrderItem;
  readonly snapshot: ItemSnapshot;
  /** What the snapshot says; a confirmed date without the date is none. */
  readonly status: ItemSnapshot['status'];
}

/** What each look showed of each item, in order: what a look leaves out is as it was at the look before. */
export const observations = memoized((run: Run): readonly Observation[] => {
  const known = new Map<string, ItemSnapshot>();
  let refs: readonly string[] = [];
  return run.lines.flatMap((line: Line): Observation[] => {
    if (line.kind === 'step') {
      if (line.step.kind === 'read') refs = line.step.orderRefs;
      return [];
    }
    const seen = ordersSeen(line, refs);
    if (seen === undefined) return [];
    for (const { ref, items } of seen.orders) {
      for (const item of items) known.set(`${ref} ${item.phoneNumber}`, item);
    }
    const before = new Map(line.before.items.map((item) => [keyOf(item), item]));
    return line.port.items.flatMap((item) => {
      if (item.orderRef === undefined || !seen.refs.includes(item.orderRef)) return [];
      const snapshot = known.get(`${item.orderRef} ${item.phoneNumber}`);
      const was = before.get(keyOf(item));
      return snapshot === undefined || was === undefined
        ? []
        : [{ line, at: line.event.at, was, item, snapshot, status: saidBy(snapshot) }];
    });
  });
});

/** The orders that were looked at, and those of which something new was shown. */
function ordersSeen(
  { event, before, port }: Happening,
  refs: readonly string[],
): { readonly refs: readonly string[]; readonly orders: readonly OrderSnapshot[] } | undefined {
  switch (event.kind) {
    case 'read': {
      const orders = event.result.kind === 'changed' ? event.result.orders : [];
      const failed = new Set(event.result.failures?.map(({ ref }) => ref));
      // A read can show more than it was asked for, and less.
      const shown = [...refs, ...orders.map(({ ref }) => ref)].filter((ref) => !failed.has(ref));
      return { refs: shown, orders };
    }
    case 'submitted':
      return { refs: event.orders.map(({ ref }) => ref), orders: event.orders };
    case 'searched': {
      if (event.found.kind !== 'found') return undefined;
      const { orders } = event.found;
      // One that the port had already is no answer.
      return before.orders.length === port.orders.length
        ? undefined
        : { refs: orders.map(({ ref }) => ref), orders };
    }
    default:
      return undefined;
  }
}

function saidBy({ status, foc }: ItemSnapshot): ItemSnapshot['status'] {
  return status === 'foc_confirmed' && foc === undefined ? 'submitted' : status;
}

/** When each order was read well last: since when the read, or the answer to the submission, began. */
export class GoodReads {
  private readonly byRef = new Map<string, Instant>();

  see({ event, before, port }: Happening): void {
    switch (event.kind) {
      case 'read': {
        const shown = event.result.kind === 'changed' ? event.result.orders.map(({ ref }) => ref) : [];
        const failed = new Set(event.result.failures?.map(({ ref }) => ref));
        for (const ref of [...event.orderRefs, ...shown])
          if (!failed.has(ref)) this.byRef.set(ref, event.startedAt);
        return;
      }
      case 'submitted':
        for (const { ref } of event.orders) this.byRef.set(ref, event.at);
        return;
      case 'searched':
        if (event.found.kind !== 'found' || before.orders.length === port.orders.length) return;
        for (const { ref } of event.found.orders) this.byRef.set(ref, event.at);
        return;
      default:
    }
  }

  /** All of some orders were read well by a read that began at or after the instant. */
  areSince(refs: readonly string[], instant: Instant): boolean {
    return refs.every((ref) => (this.byRef.get(ref) ?? -Infinity) >= instant);
  }
}

/** The orders that may still move a number, its own included, as they stand. */
export function ordersOf({ items }: Port, phoneNumber: string): string[] {
  return items.flatMap((item) => {
    const isAwaited =
      item.superseded === undefined || (item.superseded.isConfirmed !== true && isPerhapsOpen(item));
    return item.phoneNumber === phoneNumber && isAwaited ? (item.orderRef ?? []) : [];
  });
}

/** It is in an order, and no read says that the provider does nothing more with it. */
export function isPerhapsOpen(item: OrderItem): boolean {
  return item.orderRef !== undefined && (!isFinal(item.status) || item.contradiction !== undefined);
}

/** Found once for each run or line: many invariants ask. */
function memoized<K extends object, V>(find: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    if (known.has(key)) return known.get(key)!;
    const found = find(key);
    known.set(key, found);
    return found;
  };
}
