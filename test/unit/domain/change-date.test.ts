import type { Schedule } from '../../../src/domain/model/request';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { MINUTE, type Instant } from '../../../src/domain/model/time';
import {
  A,
  aDraft,
  after,
  aProblem,
  atProvider,
  B,
  BEGIN,
  beingSent,
  checked,
  commanded,
  decisionOf,
  commandDecided,
  entriesOf,
} from './port-under-test';

const SCHEDULE: Schedule = { date: '2026-05-01', timeZone: 'America/New_York' };
const next = (port: Port, now: Instant = BEGIN) => decide(port, now);
const changed = (port: Port, at: Instant = BEGIN) =>
  after(port, commanded(at, { name: 'changeDate', schedule: SCHEDULE }), commandDecided(at));

describe('before the submission', () => {
  const port = changed(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A, B])));

  test('it is free, and told', () => {
    expect(decisionOf(port)).toMatchObject({ accepted: [A, B], refused: [] });
    expect(port.request.schedule).toEqual(SCHEDULE);
    expect(entriesOf(port, 'amended')).toMatchObject([
      { data: { fields: ['schedule'], date: '2026-05-01' } },
    ]);
  });

  test('what is missing is asked again, then the numbers are checked again, and only then it goes', () => {
    expect(next(port)).toEqual({ kind: 'review' });
    const reviewed = after(port, { kind: 'reviewed', at: BEGIN, missing: [] });
    expect(next(reviewed)).toEqual({ kind: 'check', numbers: [A, B] });
    expect(next(after(reviewed, checked(BEGIN, [A, B]))).kind).toBe('begin_attempt');
  });

  test('a date that the provider would not take holds the draft', () => {
    const missing = [{ field: 'schedule.date', message: 'At least 8 days ahead.' }];
    const reviewed = after(port, { kind: 'reviewed', at: BEGIN, missing });
    expect(next(reviewed).kind).toBe('wait');
  });

  test('and another date lets it go again', () => {
    const held = after(port, {
      kind: 'reviewed',
      at: BEGIN,
      missing: [{ field: 'schedule.date', message: 'At least 8 days ahead.' }],
    });
    expect(
      next(after(changed(held, BEGIN + MINUTE), { kind: 'reviewed', at: BEGIN, missing: [] })).kind,
    ).toBe('check');
  });
});

test('what was certainly not sent yet is taken back, and goes out anew with the new date', () => {
  const port = changed(after(beingSent(), { kind: 'submission_failed', at: BEGIN, problem: aProblem() }));
  expect(decisionOf(port).accepted).toEqual([A]);
  expect(port.attempts.map(({ state }) => state)).toEqual(['withdrawn']);
});

describe('once the provider has it, or may have it', () => {
  test.each([
    ['at the provider', atProvider()],
    [
      'sent, and nobody knows what came of it',
      after(beingSent(), { kind: 'submission_failed', at: BEGIN, problem: aProblem({ outcome: 'unknown' }) }),
    ],
  ])('%s: it is refused, with the way round', (_, before) => {
    const port = changed(before);
    const { accepted, refused } = decisionOf(port);
    expect(accepted).toEqual([]);
    expect(refused).toMatchObject([{ code: 'not_supported', allowed: ['cancel', 'refresh'] }]);
    expect(refused[0]!.message).toContain('twilio');
    expect(port.request).toEqual(before.request);
    expect(entriesOf(port, 'amended')).toEqual([]);
  });
});
