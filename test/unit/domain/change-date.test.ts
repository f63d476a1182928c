import type { Schedule } from '../../../src/domain/model/request';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { Port } from '../../../src/domain/model/port';
import { MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN } from './instants';
import { checked, reviewed, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  beingSent,
  decisionOf,
  entriesOf,
  withUnknownOutcome,
} from './port-under-test';
import { A, B } from './snapshots';

const SCHEDULE: Schedule = { date: '2026-05-01', timeZone: 'America/New_York' };
const changed = (port: Port, at: Instant = BEGIN) =>
  afterCommand(port, at, { name: 'changeDate', schedule: SCHEDULE });

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
    expect(decide(port, BEGIN)).toEqual({ kind: 'review' });
    const complete = after(port, reviewed(BEGIN));
    expect(decide(complete, BEGIN)).toEqual({ kind: 'check', numbers: [A, B] });
    expect(decide(after(complete, checked(BEGIN, [A, B])), BEGIN).kind).toBe('begin_attempt');
  });

  test('a date that the provider would not take holds the draft', () => {
    const missing = [{ field: 'schedule.date', message: 'At least 8 days ahead.' }];
    const complete = after(port, reviewed(BEGIN, missing));
    expect(decide(complete, BEGIN).kind).toBe('wait');
  });

  test('and another date lets it go again', () => {
    const held = after(
      port,
      reviewed(BEGIN, [{ field: 'schedule.date', message: 'At least 8 days ahead.' }]),
    );
    expect(decide(after(changed(held, BEGIN + MINUTE), reviewed(BEGIN)), BEGIN).kind).toBe('check');
  });
});

test('what was certainly not sent yet is taken back, and goes out anew with the new date', () => {
  const port = changed(after(beingSent(), submissionFailed(BEGIN)));
  expect(decisionOf(port).accepted).toEqual([A]);
  expect(port.attempts.map(({ state }) => state)).toEqual(['withdrawn']);
});

describe('once the provider has it, or may have it', () => {
  test.each([
    ['at the provider', atProvider()],
    ['sent, with an unknown outcome', withUnknownOutcome()],
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
