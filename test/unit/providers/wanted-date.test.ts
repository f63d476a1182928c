import { earliestWanted, isWanted, zoneOfSchedule } from '../../../src/providers/wanted-date';
import type { Schedule } from '../../../src/domain/model/request';

const at = (text: string) => Date.parse(text);
const window = (from: string, until: string) => ({ from: at(from), until: at(until) });

/** Telnyx's usual window: a working day in Chicago. */
const DAY_IN_CHICAGO = window('2026-12-10T14:00:00Z', '2026-12-10T22:00:00Z');
const EVENING_IN_CHICAGO = window('2026-12-11T01:00:00Z', '2026-12-11T03:00:00Z');
const context = { now: at('2026-12-01T12:00:00Z'), zone: 'America/Chicago' };

const earliest = (schedule: Schedule, windows = [DAY_IN_CHICAGO], more = {}) => {
  const moment = earliestWanted(schedule, windows, { ...context, ...more });
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

test.each<[string, Schedule, string | undefined]>([
  ['a day without hours', { date: '2026-12-10' }, '2026-12-10T14:00:00.000Z'],
  ['any day', { date: 'asap' }, '2026-12-10T14:00:00.000Z'],
  [
    'hours inside',
    { date: '2026-12-10', timeRange: { start: '10:00', end: '12:00' } },
    '2026-12-10T16:00:00.000Z',
  ],
  [
    'hours that end when it begins',
    { date: '2026-12-10', timeRange: { start: '07:00', end: '08:00' } },
    '2026-12-10T14:00:00.000Z',
  ],
  ['hours before it', { date: '2026-12-10', timeRange: { start: '06:00', end: '07:59' } }, undefined],
  ['another day', { date: '2026-12-09' }, undefined],
  ['a day that does not exist', { date: '2026-02-30' }, undefined],
])('in a window, the earliest moment of %s', (_what, schedule, moment) => {
  expect(earliest(schedule)).toBe(moment);
});

test('of several windows the earliest fits, in whatever order they come', () => {
  expect(earliest({ date: 'asap' }, [EVENING_IN_CHICAGO, DAY_IN_CHICAGO])).toBe('2026-12-10T14:00:00.000Z');
  expect(earliest({ date: 'asap' }, [])).toBeUndefined();
});

test('what is over is not wanted any more', () => {
  const now = at('2026-12-10T18:30:00.400Z');
  expect(earliest({ date: 'asap' }, [DAY_IN_CHICAGO], { now })).toBe('2026-12-10T18:30:01.000Z');
  expect(
    earliest({ date: '2026-12-10' }, [DAY_IN_CHICAGO], { now: DAY_IN_CHICAGO.until + 1 }),
  ).toBeUndefined();
  expect(isWanted({ date: '2026-12-10' }, at('2026-12-10T15:00:00Z'), { ...context, now })).toBe(false);
});

test('a day is a day of its zone', () => {
  // 7 p.m. of the tenth in Chicago is the eleventh in UTC.
  expect(earliest({ date: '2026-12-10' }, [EVENING_IN_CHICAGO])).toBe('2026-12-11T01:00:00.000Z');
  expect(earliest({ date: '2026-12-10' }, [EVENING_IN_CHICAGO], { zone: 'UTC' })).toBeUndefined();
  expect(isWanted({ date: '2026-12-10' }, EVENING_IN_CHICAGO.from, context)).toBe(true);
  expect(isWanted({ date: '2026-12-11' }, EVENING_IN_CHICAGO.from, context)).toBe(false);
});

test('hours that clocks skip are later by as much', () => {
  const spring = { date: '2026-03-08', timeRange: { start: '02:15', end: '02:45' } };
  const night = [window('2026-03-08T06:00:00Z', '2026-03-08T12:00:00Z')];
  // 02:15 does not exist that night; 03:15 in Chicago is 08:15 UTC.
  expect(earliest(spring, night, { now: 0 })).toBe('2026-03-08T08:15:00.000Z');
});

test.each([
  ['the schedule names it', 'America/Denver', 'America/Chicago', 'US', 'America/Denver'],
  ['the account has it', undefined, 'America/Chicago', 'US', 'America/Chicago'],
  ['the schedule names none that exists', 'Mars/Olympus', 'America/Chicago', 'US', 'America/Chicago'],
  ['the country begins its day there', undefined, undefined, 'US', 'America/New_York'],
  ['no day begins earlier on earth', undefined, undefined, undefined, 'Pacific/Kiritimati'],
])('the zone of a wanted date is one because %s', (_why, timeZone, account, country, zone) => {
  expect(zoneOfSchedule(timeZone === undefined ? {} : { timeZone }, account, country)).toBe(zone);
});
