import { dateIn, focFrom, startOf } from '../../../../src/providers/fone-dynamics/dates';

const at = (text: string) => Date.parse(text);
const foc = (date: string, ...zones: (string | undefined)[]) => {
  const found = focFrom(at(date), zones);
  return found && [new Date(found.from).toISOString(), new Date(found.until).toISOString(), found.precision];
};

describe('a PortDate', () => {
  it.each<[string, string, (string | undefined)[], string, string]>([
    [
      'a summer day in Sydney begins eleven hours before the UTC day and ends with that',
      '2026-12-10T00:00:00Z',
      ['Australia/Sydney'],
      '2026-12-09T13:00:00.000Z',
      '2026-12-10T23:59:59.999Z',
    ],
    [
      'a winter day ten',
      '2026-06-10T00:00:00Z',
      ['Australia/Sydney'],
      '2026-06-09T14:00:00.000Z',
      '2026-06-10T23:59:59.999Z',
    ],
    [
      'the day on which the clocks go forward',
      '2026-10-04T00:00:00Z',
      ['Australia/Sydney'],
      '2026-10-03T14:00:00.000Z',
      '2026-10-04T23:59:59.999Z',
    ],
    [
      'in Perth it begins later',
      '2026-12-10T00:00:00Z',
      ['Australia/Perth'],
      '2026-12-09T16:00:00.000Z',
      '2026-12-10T23:59:59.999Z',
    ],
    [
      'of two zones the wider reading counts',
      '2026-12-10T00:00:00Z',
      ['Australia/Perth', 'Australia/Sydney'],
      '2026-12-09T13:00:00.000Z',
      '2026-12-10T23:59:59.999Z',
    ],
    [
      'a zone behind UTC keeps the date',
      '2026-12-10T00:00:00Z',
      ['Australia/Sydney', 'America/New_York'],
      '2026-12-09T13:00:00.000Z',
      '2026-12-11T04:59:59.999Z',
    ],
    [
      'what is no zone is passed over',
      '2026-12-10T00:00:00Z',
      ['Nowhere/At-All', undefined],
      '2026-12-09T13:00:00.000Z',
      '2026-12-10T23:59:59.999Z',
    ],
    [
      'midnight in Sydney stands for the day there, and for the one in UTC that it lies in',
      '2026-12-09T13:00:00Z',
      ['Australia/Sydney'],
      '2026-12-09T00:00:00.000Z',
      '2026-12-10T12:59:59.999Z',
    ],
  ])('%s', (_, date, zones, from, until) => {
    expect(foc(date, ...zones)).toEqual([from, until, 'date']);
  });

  it('may be none', () => {
    expect(focFrom(undefined, ['Australia/Sydney'])).toBeUndefined();
  });
});

it('the date of an instant is that in the zone', () => {
  expect(dateIn('Australia/Sydney', at('2026-11-16T12:59:59Z'))).toBe('2026-11-16');
  expect(dateIn('Australia/Sydney', at('2026-11-16T13:00:00Z'))).toBe('2026-11-17');
  expect(dateIn('no zone', at('2026-11-16T13:00:00Z'))).toBe('2026-11-17');
});

it('a date begins in the zone, and what is no date never does', () => {
  expect(startOf('2026-11-17', 'Australia/Sydney')).toBe(at('2026-11-16T13:00:00Z'));
  expect(startOf('2026-02-30', 'Australia/Sydney')).toBeUndefined();
});
