import { dateFrom, instantFrom } from '../../../src/providers/dates';

const at = (text: string) => Date.parse(text);
const NOW = at('2026-11-16T15:00:00Z');
const readable = ({ foc }: ReturnType<typeof dateFrom>) =>
  foc && [new Date(foc.from).toISOString(), new Date(foc.until).toISOString(), foc.precision];

describe('dateFrom', () => {
  it.each([
    // With a zone, the day is a day there. From is never later than the instant that Twilio wrote.
    [
      '2026-12-10T00:00:00Z',
      'America/New_York',
      'US',
      '2026-12-10T00:00:00.000Z',
      '2026-12-11T04:59:59.999Z',
    ],
    ['2026-12-10', 'America/New_York', 'US', '2026-12-10T05:00:00.000Z', '2026-12-11T04:59:59.999Z'],
    [
      '2026-12-10T00:00:00.000+00:00',
      'America/New_York',
      'US',
      '2026-12-10T00:00:00.000Z',
      '2026-12-11T04:59:59.999Z',
    ],
    // Midnight where the number can be: New York's, and Chicago's where the schedule says nothing else.
    ['2026-12-10T05:00:00Z', undefined, 'US', '2026-12-10T05:00:00.000Z', '2026-12-11T09:59:59.999Z'],
    [
      '2026-12-10T00:00:00-05:00',
      'America/New_York',
      'US',
      '2026-12-10T05:00:00.000Z',
      '2026-12-11T04:59:59.999Z',
    ],
    ['2026-12-10T06:00:00Z', 'America/Chicago', 'US', '2026-12-10T06:00:00.000Z', '2026-12-11T05:59:59.999Z'],
    ['2026-12-10T23:00:00Z', 'Europe/Paris', 'FR', '2026-12-10T23:00:00.000Z', '2026-12-11T22:59:59.999Z'],
    ['2026-12-09T15:00:00Z', undefined, 'JP', '2026-12-09T15:00:00.000Z', '2026-12-10T14:59:59.999Z'],
    // Without one: New York's midnight to Honolulu's.
    ['2026-12-10T00:00:00Z', undefined, 'US', '2026-12-10T00:00:00.000Z', '2026-12-11T09:59:59.999Z'],
    ['2026-12-10', undefined, 'US', '2026-12-10T05:00:00.000Z', '2026-12-11T09:59:59.999Z'],
    ['2026-07-10', undefined, 'US', '2026-07-10T04:00:00.000Z', '2026-07-11T09:59:59.999Z'],
    // East of UTC the day begins before the instant.
    ['2026-12-10T00:00:00Z', undefined, 'JP', '2026-12-09T15:00:00.000Z', '2026-12-10T14:59:59.999Z'],
    // A country without a row may have its day anywhere.
    ['2026-12-10', undefined, undefined, '2026-12-09T10:00:00.000Z', '2026-12-11T11:59:59.999Z'],
    // Days of 23 and of 25 hours.
    ['2026-03-08', 'America/New_York', 'US', '2026-03-08T05:00:00.000Z', '2026-03-09T03:59:59.999Z'],
    ['2026-11-01', 'America/New_York', 'US', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
    // A day whose midnight does not exist begins at one o'clock.
    ['2026-03-29', 'Asia/Beirut', 'LB', '2026-03-28T22:00:00.000Z', '2026-03-29T20:59:59.999Z'],
    // An unknown zone counts as none.
    ['2026-12-10', 'Mars/Olympus', 'US', '2026-12-10T05:00:00.000Z', '2026-12-11T09:59:59.999Z'],
  ])('takes %s in %s, %s as a day', (said, timeZone, country, from, until) => {
    expect(readable(dateFrom(said, { now: NOW, zones: [timeZone], country }))).toEqual([from, until, 'date']);
  });

  it.each([
    ['2026-12-10T15:00:00Z', '2026-12-10T15:00:00Z'],
    ['2026-12-10T10:00:00-05:00', '2026-12-10T15:00:00Z'],
    ['2026-12-10T00:00:01Z', '2026-12-10T00:00:01Z'],
    ['2026-12-10T00:00:00.001Z', '2026-12-10T00:00:00.001Z'],
    ['2026-12-10T10:00:00Z', '2026-12-10T10:00:00Z'],
    ['  2026-12-10T15:00:00Z ', '2026-12-10T15:00:00Z'],
  ])('takes %s as an instant', (said, instant) => {
    const { foc } = dateFrom(said, { now: NOW, zones: ['America/New_York'], country: 'US' });
    expect(foc).toEqual({ from: at(instant), until: at(instant), precision: 'instant' });
  });

  it.each([undefined, '', '  '])('takes %j as no date at all', (said) => {
    expect(dateFrom(said, { now: NOW, country: 'US' })).toEqual({});
  });

  it.each([
    // How "none" is written, and what no port is planned for.
    '0001-01-01',
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '-271821-04-20T00:00:00Z',
    '+275760-09-13',
    '2024-12-10T15:00:00Z',
    '2030-12-10',
    // Forms that can be read in several ways, or in none.
    '12/10/2026',
    '10/12/2026',
    'Dec 10, 2026',
    'Thu, 10 Dec 2026 15:00:00 +0000',
    '1796914800',
    '1796914800000',
    '10:00',
    'T10:00',
    '2026-12',
    '2026-W50-4',
    '2026-345',
    '20261210',
    '20261210T150000Z',
    '2026-12-10T15:00:00',
    '2026-12-10T15',
    '2026-02-30',
    '2026-13-40',
    'soon',
    'constructor',
  ])('never makes a date of %s, and keeps its words', (said) => {
    expect(dateFrom(said, { now: NOW, country: 'US' })).toEqual({ unreadableDate: said });
  });

  it('keeps no more than 64 characters of what is no date', () => {
    const { unreadableDate } = dateFrom('x'.repeat(1_000_000), { now: NOW });
    expect(unreadableDate).toHaveLength(64);
  });

  it('believes a date from a year back to three years ahead', () => {
    const read = (said: string) => dateFrom(said, { now: NOW, country: 'US' }).foc !== undefined;
    expect(['2025-11-17', '2029-11-15', '2025-11-10', '2029-11-25'].map(read)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('instantFrom', () => {
  it.each([
    ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00Z'],
    ['2026-01-05 10:00:00', '2026-01-05T10:00:00Z'],
    ['Mon, 05 Jan 2026 10:00:00 +0000', '2026-01-05T10:00:00Z'],
  ])('reads %s', (said, instant) => {
    expect(instantFrom(said)).toBe(at(instant));
  });

  it.each([
    '0001-01-01T00:00:00Z',
    '1970-01-01T00:00:00Z',
    '9999-12-31T00:00:00Z',
    '10:00',
    '2026-12',
    '1e3',
  ])('has no time of %s', (said) => {
    expect(instantFrom(said)).toBeUndefined();
  });

  it.each([undefined, '2026-01-05', 'yesterday'])('finds no instant in %s', (said) => {
    expect(instantFrom(said)).toBeUndefined();
  });
});
