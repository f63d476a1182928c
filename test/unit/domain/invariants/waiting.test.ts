import { isFinal } from '../../../../src/domain/item-status';
import { plan, planUnknown } from '../arbitraries';
import { proceedOrThrow, rests } from '../life';
import { inEveryLife } from './every-life';

describe.each([
  ['every life', plan],
  ['every life whose first submission may be lost', planUnknown],
])('no spin, in %s', (_, plans) => {
  test('a port that rests waits for an instant ahead, and does something when it comes', () => {
    inEveryLife(plans, (life) => {
      for (const { at, step, port } of rests(life)) {
        if (step.until === undefined) continue;
        expect(step.until).toBeGreaterThan(at);
        const woken = proceedOrThrow(port, step.until);
        expect(woken.step).not.toEqual(step);
      }
    });
  });

  test('a port that waits for nobody but people has nothing in flight and nothing open', () => {
    inEveryLife(plans, (life) => {
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
