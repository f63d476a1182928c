import fc from 'fast-check';
import { evolve } from '../../../../src/domain/lifecycle/evolve';
import { anyEvent, RUNS } from '../arbitraries';
import { deepFrozen } from '../random-run';
import { aDraft, proceedOrThrow } from '../port-under-test';
import { numberList } from '../snapshots';

test('it takes any event at any moment, and never writes to the port that it was given', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
      const port = events.reduce(
        (before, event) => deepFrozen(evolve(before, deepFrozen(event))),
        deepFrozen(aDraft({ numbers: numberList(4) })),
      );
      const current = port.items.filter((item) => item.superseded === undefined);
      expect(current.map(({ phoneNumber }) => phoneNumber)).toEqual(numberList(4));
      proceedOrThrow(port, port.asOf);
    }),
    { numRuns: RUNS * 4 },
  );
});
