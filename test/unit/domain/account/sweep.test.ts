import { ACCOUNT_POLICY, newAccount } from '../../../../src/domain/account/account';
import {
  isSweepDue,
  swept,
  sweepFailed,
  withSweepInterval,
  withoutSweep,
} from '../../../../src/domain/account/sweep';
import { HOUR, MINUTE } from '../../../../src/domain/model/time';

const NOW = Date.UTC(2026, 11, 1);
const FOUND = {
  pages: 2,
  orders: 120,
  changed: 3,
  signaled: 2,
  orphans: ['KW9'],
  missingOrders: [],
  seen: 'AAAA',
};
const account = newAccount('twilio', 'default');
const hourly = withSweepInterval(account, HOUR, NOW);

test('no sweep runs that is not wanted', () => {
  expect(isSweepDue(account, NOW)).toBe(false);
  expect(withoutSweep(hourly)).toEqual(account);
});

test('the first pass begins at once, the others at instants of the account’s own, an interval apart', () => {
  expect(isSweepDue(hourly, NOW)).toBe(true);
  const once = swept(hourly, FOUND, NOW, NOW + 10 * MINUTE, ACCOUNT_POLICY);
  expect(once.sweep).toMatchObject({ seen: 'AAAA', last: { orders: 120, orphans: ['KW9'] } });
  const { nextAt } = once.sweep!;
  expect(nextAt).toBeGreaterThanOrEqual(NOW + HOUR / 2);
  expect(nextAt).toBeLessThan(NOW + 1.5 * HOUR);
  expect(isSweepDue(once, nextAt - 1)).toBe(false);
  expect(isSweepDue(once, nextAt)).toBe(true);
  const twice = swept(once, FOUND, nextAt, nextAt + MINUTE, ACCOUNT_POLICY);
  expect(twice.sweep!.nextAt).toBe(nextAt + HOUR);
});

test('accounts that were set up at the same instant are swept at different ones', () => {
  const nextOf = (name: string) => {
    const begun = withSweepInterval(newAccount('twilio', name), 15 * MINUTE, NOW);
    return swept(begun, FOUND, NOW, NOW, ACCOUNT_POLICY).sweep!.nextAt;
  };
  const instants = Array.from({ length: 200 }, (_, index) => nextOf(`account-${String(index)}`));
  const minutes = instants.map((instant) => Math.floor(instant / MINUTE));
  // 200 over 15 minutes: 13 in each on the average.
  for (const minute of new Set(minutes))
    expect(minutes.filter((other) => other === minute).length).toBeLessThan(35);
  expect(new Set(minutes).size).toBeGreaterThan(12);
});

test('a pass that takes longer than the time between passes is followed by the next at once', () => {
  expect(swept(hourly, FOUND, NOW, NOW + 2 * HOUR, ACCOUNT_POLICY).sweep?.nextAt).toBe(NOW + 2 * HOUR);
});

test('a pass that fails is tried again soon, keeps what was known, and says since when', () => {
  const once = swept(hourly, FOUND, NOW, NOW, ACCOUNT_POLICY);
  const failed = sweepFailed(once, 'It said 500.', NOW + HOUR);
  expect(failed.sweep).toMatchObject({
    nextAt: NOW + HOUR + 10 * MINUTE,
    seen: 'AAAA',
    last: { orders: 120 },
    failure: { since: NOW + HOUR, message: 'It said 500.' },
  });
  const again = sweepFailed(failed, 'It said 503.', NOW + 2 * HOUR);
  expect(again.sweep?.failure).toEqual({ since: NOW + HOUR, message: 'It said 503.' });
  expect(swept(again, FOUND, NOW, NOW, ACCOUNT_POLICY).sweep).not.toHaveProperty('failure');
});

test('a sweep that no worker takes asks less and less often, and at once again when one does', () => {
  let sweep = withSweepInterval(account, 10 * MINUTE, NOW);
  const waits: number[] = [];
  for (let passes = 0; passes < 6; passes++) {
    sweep = sweepFailed(sweep, 'No worker.', NOW, true);
    waits.push(sweep.sweep!.nextAt - NOW);
  }
  expect(waits).toEqual([10, 20, 40, 80, 120, 120].map((minutes) => minutes * MINUTE));
  expect(sweepFailed(sweep, 'It said 500.', NOW).sweep!.nextAt).toBe(NOW + 10 * MINUTE);
});

test('a shorter time between passes counts at once, the same changes nothing', () => {
  const once = swept(hourly, FOUND, NOW, NOW, ACCOUNT_POLICY);
  expect(withSweepInterval(once, HOUR, NOW + 1)).toBe(once);
  const { every, nextAt } = withSweepInterval(once, 10 * MINUTE, NOW).sweep!;
  expect(every).toBe(10 * MINUTE);
  expect(nextAt).toBeLessThanOrEqual(NOW + 10 * MINUTE);
});

test('what is not read any more is not kept', () => {
  const many = Array.from({ length: 500 }, (_, index) => `KW${String(index)}`);
  const once = swept(hourly, { ...FOUND, orphans: many }, NOW, NOW, ACCOUNT_POLICY);
  expect(once.sweep?.last?.orphans).toHaveLength(ACCOUNT_POLICY.mostReported);
  expect(once.sweep?.last?.orphanCount).toBe(500);
});

test('a sweep that ends after it was called off leaves nothing', () => {
  expect(swept(account, FOUND, NOW, NOW, ACCOUNT_POLICY)).toBe(account);
  expect(sweepFailed(account, 'x', NOW)).toBe(account);
});
