import { scaled, scaledPolicy } from '../../../src/config/day-scale';
import { DEFAULT_POLICY } from '../../../src/domain/model/policy';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/domain/model/time';

describe('scaled', () => {
  it('makes a day last as long as asked', () => {
    expect(scaled(DAY, 2)).toBe(2 * SECOND);
    expect(scaled(72 * HOUR, 2)).toBe(6 * SECOND);
    expect(scaled(HOUR, 24)).toBe(SECOND);
  });

  it('leaves durations below an hour alone', () => {
    expect(scaled(HOUR - 1, 2)).toBe(HOUR - 1);
    expect(scaled(0, 2)).toBe(0);
  });

  it('never scales to nothing', () => {
    expect(scaled(HOUR, 0.001)).toBe(1);
  });

  it('changes nothing without a scale', () => {
    expect(scaled(DAY)).toBe(DAY);
    expect(scaledPolicy(DEFAULT_POLICY)).toEqual(DEFAULT_POLICY);
  });

  it('scales every long duration of a policy', () => {
    const policy = scaledPolicy({ ...DEFAULT_POLICY, reread: [MINUTE, 2 * HOUR] }, 2);
    expect(policy).toMatchObject({ enforcement: 'hard', reread: [MINUTE, 167], searchDelay: 10 * MINUTE });
    const { searchDelay: _searchDelay, reread: _reread, enforcement: _enforcement, ...long } = policy;
    for (const length of Object.values(long).flat()) expect(length).toBeLessThanOrEqual(60 * SECOND);
  });
});
