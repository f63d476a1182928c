import { focFrom, instantFrom } from '../../../src/providers/dates';

const at = (text: string) => Date.parse(text);
const readable = (foc: ReturnType<typeof focFrom>) =>
  foc && [new Date(foc.from).toISOString(), new Date(foc.until).toISOString(), foc.precision];

describe('focFrom', () => {
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
    ['2026-12-10T00:00:00', 'America/New_York', 'US', '2026-12-10T00:00:00.000Z', '2026-12-11T04:59:59.999Z'],
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
    // A zone that nobody knows counts as none.
    ['2026-12-10', 'Mars/Olympus', 'US', '2026-12-10T05:00:00.000Z', '2026-12-11T09:59:59.999Z'],
  ])('takes %s in %s, %s as a day', (said, timeZone, country, from, until) => {
    expect(readable(focFrom(said, { timeZone, country }))).toEqual([from, until, 'date']);
  });

  it.each([
    ['2026-12-10T15:00:00Z', '2026-12-10T15:00:00Z'],
    ['2026-12-10T10:00:00-05:00', '2026-12-10T15:00:00Z'],
    ['2026-12-10T15:00:00', '2026-12-10T15:00:00Z'],
    ['2026-12-10T00:00:01Z', '2026-12-10T00:00:01Z'],
    ['2026-12-10T00:00:00.001Z', '2026-12-10T00:00:00.001Z'],
    ['2026-12-10T05:00:00Z', '2026-12-10T05:00:00Z'],
    ['Thu, 10 Dec 2026 15:00:00 +0000', '2026-12-10T15:00:00Z'],
    ['  2026-12-10T15:00:00Z ', '2026-12-10T15:00:00Z'],
  ])('takes %s as an instant', (said, instant) => {
    const foc = focFrom(said, { timeZone: 'America/New_York', country: 'US' });
    expect(foc).toEqual({ from: at(instant), until: at(instant), precision: 'instant' });
  });

  it.each([undefined, '', 'soon', '2026-13-40', '1765324800', '12/10/2026'])(
    'takes %s as no date',
    (said) => {
      expect(focFrom(said, { country: 'US' })).toBeUndefined();
    },
  );
});

describe('instantFrom', () => {
  it.each([
    ['2026-01-05T10:00:00Z', '2026-01-05T10:00:00Z'],
    ['2026-01-05 10:00:00', '2026-01-05T10:00:00Z'],
    ['Mon, 05 Jan 2026 10:00:00 +0000', '2026-01-05T10:00:00Z'],
  ])('reads %s', (said, instant) => {
    expect(instantFrom(said)).toBe(at(instant));
  });

  it.each([undefined, '2026-01-05', 'yesterday'])('finds no instant in %s', (said) => {
    expect(instantFrom(said)).toBeUndefined();
  });
});
