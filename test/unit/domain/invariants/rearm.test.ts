import { clocksOf } from '../../../../src/domain/clocks';
import { isFinal } from '../../../../src/domain/item-status';
import type { Port } from '../../../../src/domain/port';
import type { Instant } from '../../../../src/domain/time';
import { planAtProvider } from '../arbitraries';
import { happenings, rests } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife, observations, pairs, type Happening } from './every-life';

describe('rearm', () => {
  test('the window clocks of a resting port are those of its present dates, and no others', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { at, port } of rests(life)) {
        const armed = clocksOf(port).filter((clock) => clock.why.endsWith('window closes'));
        expect(armed.map((clock) => clock.at).sort()).toEqual(windowInstantsAhead(port, at).sort());
      }
    });
  });

  test('a resting port wakes before any window of its present dates speaks', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { at, step, port } of rests(life)) {
        const ahead = windowInstantsAhead(port, at);
        if (ahead.length > 0) expect(step.until).toBeLessThanOrEqual(Math.min(...ahead));
      }
    });
  });

  test('an item has the date that the newest read shows of it', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { item, snapshot } of observations(life)) {
        if (item.status !== 'foc_confirmed') continue;
        if (snapshot.foc !== undefined) expect(item.foc).toEqual(snapshot.foc);
        expect(item.foc).toBeDefined();
        expect(item.window).toBeDefined();
      }
    });
  });

  test('a number that reads show on its way without a date has none, whatever it had', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { item, snapshot } of observations(life)) {
        // A word that we do not know, and a cancel that is on its way, take no date back.
        if (snapshot.status === undefined || item.status === 'canceling' || isFinal(item.status)) continue;
        if (item.status === 'foc_confirmed') continue;
        expect(item.foc).toBeUndefined();
        expect(item.window).toBeUndefined();
      }
    });
  });

  test('every change of a date is told', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const line of happenings(life)) {
        const moved = pairs(line).filter(
          ([was, is]) =>
            was.foc !== undefined &&
            is.foc !== undefined &&
            was.foc.from !== is.foc.from &&
            !isFinal(is.status),
        );
        const told = numbersTold(line, 'foc_changed');
        expect(moved.map(([, { phoneNumber }]) => phoneNumber).filter((number) => !told.has(number))).toEqual(
          [],
        );
      }
    });
  });

  test('whatever moves or withdraws a date, no clock of the old one is left', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const line of happenings(life)) {
        const old = pairs(line).flatMap(([was, is]) =>
          was.foc !== undefined && was.foc.from !== is.foc?.from ? momentsOf(was.foc, line.port) : [],
        );
        const present = line.port.items.flatMap(({ foc }) => (foc ? momentsOf(foc, line.port) : []));
        const armed = clocksOf(line.port).filter((clock) => clock.speaks && !clock.why.includes('no news'));
        const stale = armed.filter(({ at }) => old.includes(at) && !present.includes(at));
        expect(stale).toEqual([]);
      }
    });
  });

  test('every date that is withdrawn is told, and no window clock is left for it', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const line of happenings(life)) {
        const told = numbersTold(line, 'foc_withdrawn');
        for (const [was, is] of pairs(line)) {
          if (was.foc === undefined || is.foc !== undefined) continue;
          expect(told).toContain(is.phoneNumber);
          expect(is.window).toBeUndefined();
        }
      }
    });
  });
});

/** What is armed for a date: notice, deadline, and when a cancel is too late. */
function momentsOf(foc: { from: Instant; until: Instant }, { policy }: Port): Instant[] {
  const closes = foc.from - policy.cancellationWindow;
  return [closes - policy.notice, closes, foc.until - policy.cancellationWindow];
}

/** When the windows of a port's dates speak next, computed from the dates alone. */
function windowInstantsAhead({ items, policy }: Port, now: Instant): Instant[] {
  return items.flatMap(({ status, foc }) => {
    if (status !== 'foc_confirmed' || foc === undefined) return [];
    const closes = foc.from - policy.cancellationWindow;
    return [closes - policy.notice, closes].filter((at) => at > now).slice(0, 1);
  });
}

function numbersTold({ before, port }: Happening, kind: string): Set<string> {
  return new Set(
    newlyTold(before, port)
      .filter((entry) => entry.kind === kind)
      .flatMap(({ numbers }) => numbers ?? []),
  );
}
