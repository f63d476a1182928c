import { setFlagsFromString } from 'node:v8';
import { portView } from '../../../src/contract/view';
import { proceed } from '../../../src/domain/lifecycle/proceed';
import type { PortEvent } from '../../../src/domain/model/events';
import { attributesOf } from '../../../src/contract/port-attributes';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { ItemSnapshot } from '../../../src/domain/model/snapshot';
import { statusCard } from '../../../workflows/port/status-card';
import { BEGIN, day } from './instants';
import { cancelAnswered, commandDecided, commanded, read, submissionFailed } from './port-events';
import { after, atProvider, beingSent } from './port-under-test';
import { dated, focAt, numberList, order, shown } from './snapshots';
import { type Given, troubled } from './troubled-port';

/**
 * A step of a port is linear in its numbers: what grows with their square takes seconds for a thousand of them. Compared
 * are steps of large and small ports, in CPU time, so that it does not matter how fast or how busy the machine is.
 */

const reads: readonly [string, (numbers: readonly string[]) => Given][] = (
  [
    ['the same date for all', (number) => dated(number, focAt(day(30)))],
    ['a date of its own for each', (number, index) => dated(number, focAt(day(30) + index))],
    [
      'a rejection of its own for each',
      (number, index) =>
        shown(number, 'rejected', { rejection: rejectionFor('other', String(index), `no ${String(index)}`) }),
    ],
    [
      'an unknown word of its own for each',
      (number, index) => shown(number, undefined, { providerStatus: `word ${String(index)}` }),
    ],
  ] satisfies readonly [string, (number: string, index: number) => ItemSnapshot][]
).map(([what, shows]) => [
  `that is shown ${what}`,
  (own) => ({ port: atProvider({ numbers: own }), event: read(day(1), own.map(shows)) }),
]);

/** Ports at which a step has much to say of every number. */
const TROUBLES: readonly [string, (numbers: readonly string[]) => Given][] = [
  [
    'with three attentions, in an order that is canceled only as a whole',
    (own) => troubled(own, { cancel: 'order', edits: true, comments: true }),
  ],
  [
    'with an order for each number, all of which ask for a person',
    (own) => {
      const orders = own.map((number) =>
        order([shown(number, 'submitted')], { ref: `KW${number}`, actionRequired: true }),
      );
      const sent: PortEvent = { kind: 'submitted', at: BEGIN, orders };
      const result = { kind: 'changed', digest: 'd', orders } as const;
      return {
        port: after(beingSent({ numbers: own, capabilities: { edits: true } }), sent),
        event: {
          kind: 'read',
          at: day(1),
          startedAt: day(1),
          orderRefs: orders.map(({ ref }) => ref),
          cause: { kind: 'watch' },
          result,
        },
      };
    },
  ],
  [
    'with a second order that waits for what is missing',
    (own) => {
      const rejected = own.map((number) => shown(number, 'rejected'));
      const again = after(
        atProvider({ numbers: own }),
        read(day(1), rejected),
        commanded(day(1), { name: 'resubmit' }),
        commandDecided(day(1)),
        cancelAnswered(day(1), own),
        read(
          day(1),
          own.map((number) => shown(number, 'canceled')),
        ),
      );
      const missing = [{ field: 'numbers.pin', message: 'The PIN.', numbers: own }];
      return { port: again, event: { kind: 'reviewed', at: day(2), missing } };
    },
  ],
  [
    'whose submission has an unknown outcome',
    (own) => ({
      port: beingSent({ numbers: own }),
      event: submissionFailed(day(1), { outcome: 'unknown' }),
    }),
  ],
];

/** The CPU time of a step, with all that is shown of it, milliseconds. */
function costOf({ port, event }: Given, turn: number): number {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  };
  const begun = used();
  // Another object each time: what was computed for the one before is not remembered for it.
  const seen = after({ ...port, items: [...port.items] }, { ...event, at: event.at + turn });
  const next = proceed(seen, event.at + turn);
  statusCard(next.port);
  attributesOf(next.port);
  portView(next.port);
  return used() - begun;
}

/** How much more the larger costs; the least of each, taken in turns, so that both meet the same disturbances. */
function timesAsMuch(small: Given, large: Given): number {
  const costs = Array.from({ length: 8 }, (_, turn) => [costOf(small, turn), costOf(large, turn)] as const);
  return Math.min(...costs.map(([, all]) => all)) / Math.min(...costs.map(([some]) => some));
}

/** Four, and what the larger one loses in the caches of a busy machine. The square would be sixteen. */
const MAX_TIMES_AS_MUCH = 8;

test.each([...reads, ...TROUBLES])(
  'a step of a port %s costs four times as much for four times the numbers, not sixteen times',
  (_, given) => {
    const numbers = numberList(1_000);
    const [small, large] = [given(numbers.slice(0, 250)), given(numbers)];
    // A disturbance can only make it look worse, so one good comparison is enough.
    const tries = () => timesAsMuch(small, large);
    expect([tries, tries, tries].some((each) => each() < MAX_TIMES_AS_MUCH)).toBe(true);
  },
);

/** How many hidden classes V8 has for some items: with many of them, each access to a field is slow. */
function hiddenClasses(items: readonly object[]): number {
  setFlagsFromString('--allow-natives-syntax');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- only so can V8 be asked; the text is fixed
  const isSame = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;
  const classes: object[] = [];
  for (const item of items) if (!classes.some((known) => isSame(known, item))) classes.push(item);
  return classes.length;
}

test.each([...reads, ...TROUBLES])(
  'after a step of a port %s, its items share few hidden classes',
  (_, given) => {
    const { port, event } = given(numberList(500));
    const seen = after(port, event);
    expect(hiddenClasses(port.items)).toBeLessThanOrEqual(20);
    expect(hiddenClasses(proceed(seen, event.at).port.items)).toBeLessThanOrEqual(20);
  },
);
