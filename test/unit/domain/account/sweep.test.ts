import { ACCOUNT_POLICY, newAccount } from '../../../../src/domain/account/account';
import { isSweepDue, swept, sweepFailed, sweptEvery, unswept } from '../../../../src/domain/account/sweep';
import { HOUR, MINUTE } from '../../../../src/domain/time';

const NOW = Date.UTC(2026, 11, 1);
const FOUND = { pages: 2, orders: 120, changed: 3, told: 2, orphans: ['KW9'], vanished: [], seen: 'AAAA' };
const account = newAccount('twilio', 'default');
const hourly = sweptEvery(account, HOUR, NOW);

test('nobody sweeps what nobody wants swept', () => {
  expect(isSweepDue(account, NOW)).toBe(false);
  expect(unswept(hourly)).toEqual(account);
});

test('the first pass begins at once, the next by the clock from its beginning', () => {
  expect(isSweepDue(hourly, NOW)).toBe(true);
  const once = swept(hourly, FOUND, NOW, NOW + 10 * MINUTE, ACCOUNT_POLICY);
  expect(once.sweep).toMatchObject({
    nextAt: NOW + HOUR,
    seen: 'AAAA',
    last: { orders: 120, orphans: ['KW9'] },
  });
  expect(isSweepDue(once, NOW + HOUR - 1)).toBe(false);
  expect(isSweepDue(once, NOW + HOUR)).toBe(true);
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

test('a shorter time between passes counts at once, the same changes nothing', () => {
  const once = swept(hourly, FOUND, NOW, NOW, ACCOUNT_POLICY);
  expect(sweptEvery(once, HOUR, NOW + 1)).toBe(once);
  expect(sweptEvery(once, 10 * MINUTE, NOW).sweep).toMatchObject({
    every: 10 * MINUTE,
    nextAt: NOW + 10 * MINUTE,
  });
});

test('what nobody reads is not remembered', () => {
  const many = Array.from({ length: 500 }, (_, index) => `KW${String(index)}`);
  const once = swept(hourly, { ...FOUND, orphans: many }, NOW, NOW, ACCOUNT_POLICY);
  expect(once.sweep?.last?.orphans).toHaveLength(ACCOUNT_POLICY.mostReported);
});

test('a sweep that ends after it was called off leaves nothing', () => {
  expect(swept(account, FOUND, NOW, NOW, ACCOUNT_POLICY)).toBe(account);
  expect(sweepFailed(account, 'x', NOW)).toBe(account);
});
