import { alternate, type Measure, median, resultOf, type Round } from '../../bench/measure';
import { lineOf, sumLine } from '../../bench/report';

function measure(goal?: Measure['goal']): Measure {
  return {
    name: 'speed',
    what: 'how fast',
    unit: 'ports/s',
    ...(goal && { goal }),
    run: () => Promise.resolve([]),
  };
}

const rounds: readonly Round[] = [
  { value: 9, baseline: 10 },
  { value: 12, baseline: 10 },
  { value: 16, baseline: 20 },
];

test('with a baseline, the goal is about the median of the ratios of each round', () => {
  const result = resultOf(measure({ atLeast: 0.9 }), rounds);
  expect(result).toEqual({
    name: 'speed',
    unit: 'ports/s',
    value: 12,
    baseline: 10,
    ratio: 0.9,
    goal: { atLeast: 0.9 },
    holds: true,
    rounds: [0.9, 1.2, 0.8],
  });
  expect(resultOf(measure({ atLeast: 0.91 }), rounds).holds).toBe(false);
  expect(resultOf(measure({ atMost: 0.9 }), rounds).holds).toBe(true);
});

test('without a baseline, it is about the value', () => {
  const result = resultOf(measure({ atMost: 90 }), [{ value: 91 }]);
  expect(result).toMatchObject({ value: 91, baseline: null, ratio: null, holds: false, rounds: [91] });
  expect(resultOf(measure(), [{ value: 91 }]).holds).toBeNull();
});

test('the median of an even count is between the two in the middle', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([3, 1, 2])).toBe(2);
});

test('two sides take turns in being first, and the first round does not count', async () => {
  const turns: string[] = [];
  const side = (name: string) => (round: number) => {
    turns.push(`${name}${String(round)}`);
    return Promise.resolve(round);
  };
  const measured = await alternate(2, { ours: side('ours'), baseline: side('baseline') });
  expect(turns).toEqual(['ours0', 'baseline0', 'baseline1', 'ours1', 'ours2', 'baseline2']);
  expect(measured).toEqual([
    { value: 1, baseline: 1 },
    { value: 2, baseline: 2 },
  ]);
});

test('a missed goal is visible in its line and in the last one', () => {
  const missed = resultOf(measure({ atLeast: 1 }), rounds);
  const held = resultOf(measure({ atLeast: 0.5 }), rounds);
  expect(lineOf(missed)).toMatch(/^speed .* 12 .* 10 .* 0\.9 .* 0\.8–1\.2 .* ≥ 1 .*ports\/s {2}MISSED$/);
  expect(lineOf(held)).not.toContain('MISSED');
  expect(sumLine([missed, held])).toBe('MISSED: speed');
  expect(sumLine([held])).toBe('Every goal holds.');
});
