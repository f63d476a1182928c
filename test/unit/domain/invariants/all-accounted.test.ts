import { portOutcome } from '../../../../src/contract/view';
import { evolve } from '../../../../src/domain/evolve';
import { plan, planAtProvider, planUnknown } from '../arbitraries';
import { inEveryLife } from './every-life';

describe('all-accounted', () => {
  test('whenever a port ends, every number is in the outcome exactly once, with an outcome word', () => {
    inEveryLife(plan, (life, { given }) => {
      const abandoned = evolve(life.port, {
        kind: 'ended',
        at: life.port.asOf,
        ending: { kind: 'abandoned' },
        cause: { kind: 'timer' },
      });
      const { numbers } = portOutcome(abandoned);
      expect(numbers.map(({ phoneNumber }) => phoneNumber)).toEqual(given.numbers);
      for (const { outcome } of numbers) expect(OUTCOMES).toContain(outcome);
    });
  });

  test.each([
    ['that began well', planAtProvider],
    ['whose first submission may be lost', planUnknown],
  ])('a port %s and ended by itself left no number behind that the provider still holds', (_, plans) => {
    inEveryLife(plans, ({ port }) => {
      if (port.ending?.kind !== 'natural') return;
      const outcomes = portOutcome(port).numbers.map(({ outcome }) => outcome);
      expect(outcomes).not.toContain('left_open');
      expect(outcomes).not.toContain('never_submitted');
    });
  });
});

const OUTCOMES = [
  'ported',
  'canceled',
  'rejected',
  'not_portable',
  'expired',
  'never_submitted',
  'left_open',
  'reversed',
];
