import { attentionsOf } from '../../../../src/domain/attentions';
import type { OrderItem, Port } from '../../../../src/domain/port';
import type { TimelineEntry } from '../../../../src/domain/timeline';
import { plan } from '../arbitraries';
import { happenings, rests } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife } from './every-life';

describe('attentions', () => {
  test('they are what the items say', () => {
    inEveryLife(plan, (life) => {
      for (const { port } of rests(life)) {
        const shown = attentionPairs(port);
        for (const [status, cause] of Object.entries(CAUSE_OF_STATUS)) {
          const numbers = port.items
            .filter((item) => item.status === status && item.cancel === undefined)
            .filter(({ superseded, givenUp, settled }) => !superseded && !givenUp && !settled)
            .filter((item) => !isLeftOnPurpose(port, item))
            .map(({ phoneNumber }) => `${cause} ${phoneNumber}`);
          expect(shown.filter((pair) => pair.startsWith(`${cause} `))).toEqual(numbers);
        }
      }
    });
  });

  test('what the timeline raised and did not clear is what stands', () => {
    inEveryLife(plan, (life) => {
      const standing = new Set<string>();
      const first = life.lines[0]!.port;
      replay(standing, first.timeline.entries);
      expect([...standing].sort()).toEqual(attentionPairs(first).sort());
      for (const line of happenings(life)) {
        replay(standing, newlyTold(line.before, line.port));
        expect([...standing].sort()).toEqual([...new Set(attentionPairs(line.port))].sort());
      }
    });
  });

  test('nothing is cleared and raised again at once', () => {
    inEveryLife(plan, (life) => {
      for (const line of happenings(life)) {
        const told = newlyTold(line.before, line.port);
        const cleared = toldPairs(told, 'attention_cleared');
        expect(toldPairs(told, 'attention_raised').filter((pair) => cleared.includes(pair))).toEqual([]);
      }
    });
  });
});

describe('timeline', () => {
  test('entries are numbered one after the other without a gap, and at most 200 are kept', () => {
    inEveryLife(plan, (life) => {
      for (const { before, port } of happenings(life)) {
        const { entries, nextSequence } = port.timeline;
        expect(entries.length).toBeLessThanOrEqual(200);
        expect(nextSequence).toBeGreaterThanOrEqual(before.timeline.nextSequence);
        const first = nextSequence - entries.length;
        expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => first + index));
      }
    });
  });
});

const CAUSE_OF_STATUS = {
  not_portable: 'not_portable',
  rejected: 'rejected',
  expired: 'expired',
  canceled: 'canceled_by_carrier',
} as const;

/** A number that the check refused, in a request that said to go on without such: nobody need be asked. */
function isLeftOnPurpose(port: Port, item: OrderItem): boolean {
  return (
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    port.request.onNotPortable === 'continue_without'
  );
}

/** Each attention once for each of its numbers. */
function attentionPairs(port: Port): string[] {
  return attentionsOf(port).flatMap(({ cause, numbers }) =>
    (numbers.length === 0 ? [''] : numbers).map((number) => `${cause} ${number}`),
  );
}

/** The same of what the timeline tells. */
function toldPairs(entries: readonly TimelineEntry[], kind: TimelineEntry['kind']): string[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .flatMap(({ numbers, data }) =>
      (numbers ?? ['']).map((number) => `${String(data?.['cause'])} ${number}`),
    );
}

/** Keeps account of what stands; nothing is raised that stands, and nothing cleared that does not. */
function replay(standing: Set<string>, entries: readonly TimelineEntry[]): void {
  for (const entry of entries) {
    for (const pair of toldPairs([entry], 'attention_raised')) {
      expect(standing.has(pair)).toBe(false);
      standing.add(pair);
    }
    for (const pair of toldPairs([entry], 'attention_cleared')) expect(standing.delete(pair)).toBe(true);
  }
}
