import fc, { type Arbitrary } from 'fast-check';
import type { OrderItem } from '../../../../src/domain/port';
import type { ItemSnapshot } from '../../../../src/domain/snapshot';
import type { Instant } from '../../../../src/domain/time';
import { RUNS } from '../arbitraries';
import { happenings, live, type Life, type Line, type Plan } from '../life';

/** What holds in every life, whatever the provider, people and the clock do. */
export function inEveryLife(plans: Arbitrary<Plan>, check: (life: Life, lived: Plan) => void): void {
  fc.assert(
    fc.property(plans, (lived) => check(live(lived), lived)),
    { numRuns: RUNS },
  );
}

export type Happening = Extract<Line, { kind: 'event' }>;

/** Each item before and after what happened. */
export function pairs({ before, port }: Happening): [was: OrderItem, is: OrderItem][] {
  return port.items.map((item, index) => [before.items[index]!, item]);
}

/** What a read showed of an item, and what became of it. */
export interface Observation {
  readonly at: Instant;
  readonly was: OrderItem;
  readonly item: OrderItem;
  readonly snapshot: ItemSnapshot;
  /** What the snapshot says; a confirmed date without the date is none. */
  readonly status: ItemSnapshot['status'];
}

/** What each read showed of each item, in order; a read that found nothing new shows the same again. */
export function observations(life: Life): Observation[] {
  let known = new Map<string, ItemSnapshot>();
  return happenings(life).flatMap((line) => {
    const { event } = line;
    if (event.kind !== 'read' && event.kind !== 'submitted') return [];
    const orders =
      event.kind === 'submitted'
        ? [event.order]
        : event.result.kind === 'changed'
          ? event.result.orders
          : undefined;
    if (orders !== undefined) {
      known = new Map(orders.flatMap(({ items }) => items.map((item) => [item.phoneNumber, item])));
    }
    return pairs(line).flatMap(([was, item]) => {
      const snapshot = known.get(item.phoneNumber);
      return snapshot === undefined || item.orderRef === undefined
        ? []
        : [{ at: event.at, was, item, snapshot, status: saidBy(snapshot) }];
    });
  });
}

function saidBy({ status, foc }: ItemSnapshot): ItemSnapshot['status'] {
  return status === 'foc_confirmed' && foc === undefined ? 'submitted' : status;
}
