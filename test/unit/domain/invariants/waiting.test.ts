import { clocksOf } from '../../../../src/domain/clocks';
import { isFinal } from '../../../../src/domain/item-status';
import type { Port } from '../../../../src/domain/port';
import type { Instant } from '../../../../src/domain/time';
import { plan, planAtProvider } from '../arbitraries';
import { happenings, proceedOrThrow, rests } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife, observations, pairs, type Happening } from './every-life';

describe('no spin', () => {
  test('a port that rests waits for an instant ahead, and does something when it comes', () => {
    inEveryLife(plan, (life) => {
      for (const { at, step, port } of rests(life)) {
        if (step.until === undefined) continue;
        expect(step.until).toBeGreaterThan(at);
        const woken = proceedOrThrow(port, step.until);
        expect(woken.step).not.toEqual(step);
      }
    });
  });

  test('a port that waits for nobody but people has nothing in flight and nothing open', () => {
    inEveryLife(plan, (life) => {
      for (const { port } of rests(life).filter(({ step }) => step.until === undefined)) {
        const moving = port.items.filter(
          (item) =>
            (item.orderRef !== undefined && !isFinal(item.status)) || item.contradiction !== undefined,
        );
        expect(moving).toEqual([]);
        expect(['ready', 'delayed']).not.toContain(port.attempts.at(-1)?.state);
      }
    });
  });
});

describe('rearm', () => {
  test('the window clocks of a resting port are those of its present dates, and no others', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { at, port } of rests(life)) {
        const armed = clocksOf(port).filter((clock) => clock.looks && clock.speaks);
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
});

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
