import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { portView } from '../../../../src/contract/view';
import { evolve } from '../../../../src/domain/evolve';
import type { Port } from '../../../../src/domain/port';
import { anyEvent, plan, RUNS } from '../arbitraries';
import { deepFrozen, proceedOrThrow } from '../life';
import { aDraft, numberList } from '../port-under-test';
import { inEveryLife } from './every-life';

describe('continue-as-new', () => {
  test('a port that was carried over as JSON is the same port, and goes on in the same way', () => {
    inEveryLife(plan, (life) => {
      for (const line of life.lines) {
        const carried = JSON.parse(JSON.stringify(line.port)) as Port;
        expect(isDeepStrictEqual(carried, line.port)).toBe(true);
        if (line.kind === 'event') {
          const before = JSON.parse(JSON.stringify(line.before)) as Port;
          expect(
            isDeepStrictEqual(proceedOrThrow(before, line.at), proceedOrThrow(line.before, line.at)),
          ).toBe(true);
        }
      }
      expect(portView(JSON.parse(JSON.stringify(life.port)) as Port)).toEqual(portView(life.port));
    });
  });
});

describe('evolve', () => {
  test('it takes any event at any moment, and never writes to the port that it was given', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const port = events.reduce(
          (before, event) => deepFrozen(evolve(before, deepFrozen(event))),
          deepFrozen(aDraft({ numbers: numberList(4) })),
        );
        expect(port.items).toHaveLength(4);
        proceedOrThrow(port, port.asOf);
      }),
      { numRuns: RUNS * 4 },
    );
  });
});
