import { evolve } from '../../../../src/domain/evolve';
import { isFinal } from '../../../../src/domain/item-status';
import { MINUTE, type Instant } from '../../../../src/domain/time';
import { plan, planAtProvider } from '../arbitraries';
import { happenings, proceedOrThrow } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife, observations, type Happening } from './every-life';

describe('hint-read', () => {
  test('a hint is followed by a read that began after it, unless there is no order or the port is over', () => {
    inEveryLife(plan, (life) => {
      let hintedWithoutRead = false;
      for (const line of life.lines) {
        if (line.kind === 'event') hintedWithoutRead ||= line.event.kind === 'hinted';
        else if (line.step.kind === 'read') hintedWithoutRead = false;
        else if (line.step.kind === 'wait' && hintedWithoutRead) {
          expect(line.port.items.flatMap((item) => item.orderRef ?? [])).toEqual([]);
        }
      }
    });
  });

  test('whoever asked for a read is never left without an answer', () => {
    inEveryLife(plan, (life) => {
      for (const line of life.lines) {
        if (line.kind !== 'step' || (line.step.kind !== 'wait' && line.step.kind !== 'done')) continue;
        expect(line.port.reading.askedBy).toBeUndefined();
      }
    });
  });

  test('a failed call is made again, at the latest after the last step of the policy', () => {
    inEveryLife(plan, (life) => {
      let failedAt: Instant | undefined;
      for (const line of life.lines) {
        if (line.kind === 'event') failedAt = stillFailing(line, failedAt);
        else if (line.step.kind === 'wait' && failedAt !== undefined) {
          const latest = failedAt + Math.max(...line.port.policy.reread);
          expect(line.step.until).toBeLessThanOrEqual(latest);
          expect(['check', 'send', 'read', 'done']).toContain(proceedOrThrow(line.port, latest).step.kind);
        }
      }
    });
  });
});

describe('a read is believed', () => {
  test('a final item leaves its status only when reads agree on it for five minutes', () => {
    inEveryLife(planAtProvider, (life) => {
      const shownSince = new Map<string, { status: string; at: Instant }>();
      for (const { was, item, status, at } of observations(life)) {
        const since = shownSince.get(item.phoneNumber);
        if (isFinal(was.status) && item.status !== was.status) {
          expect(since?.status).toBe(status);
          expect(at - since!.at).toBeGreaterThanOrEqual(5 * MINUTE);
        }
        if (!isFinal(item.status) || status === item.status || status === undefined)
          shownSince.delete(item.phoneNumber);
        else if (since?.status !== status) shownSince.set(item.phoneNumber, { status, at });
      }
    });
  });

  test('an item that is not final has the status that the newest read shows', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { was, item, snapshot, status } of observations(life)) {
        if (isFinal(was.status) || snapshot.status === undefined) continue;
        expect(item.status).toBe(status);
      }
    });
  });

  test('an unknown word changes no status and is told once', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { was, item, snapshot } of observations(life)) {
        if (snapshot.status === undefined && was.status !== 'draft') expect(item.status).toBe(was.status);
      }
      const told = happenings(life)
        .flatMap(({ before, port }) => newlyTold(before, port))
        .filter(({ kind }) => kind === 'unknown_provider_status')
        .map(({ data }) => data?.['word']);
      expect(told).toEqual([...new Set(told)]);
      expect(told).not.toContain('');
    });
  });
});

describe('same-twice', () => {
  test('what was read is taken once, however often it is read', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const line of happenings(life)) {
        if (line.event.kind !== 'read' || line.port.items.some((item) => item.contradiction !== undefined))
          continue;
        const at = line.event.at + 1;
        const again = evolve(line.port, { ...line.event, at, startedAt: at });
        expect(again.items).toEqual(line.port.items);
        expect(again.orders).toEqual(line.port.orders);
      }
    });
  });

  test('an order that is reported twice is one order', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { event, port } of happenings(life)) {
        if (event.kind === 'submitted') expect(evolve(port, event)).toEqual(port);
      }
    });
  });
});

/** Since when the newest call stays failed: an answer of the provider ends it. */
function stillFailing({ event }: Happening, failedAt: Instant | undefined): Instant | undefined {
  switch (event.kind) {
    case 'call_failed':
      return event.at;
    case 'submission_failed':
      return event.problem.outcome === 'unavailable' || event.problem.code === 'provider_unauthorized'
        ? event.at
        : undefined;
    case 'checked':
    case 'submitted':
    case 'read':
      return undefined;
    case 'attempt_began':
    case 'clock_struck':
    case 'ended':
    case 'hinted':
    case 'read_asked':
      return failedAt;
  }
}
