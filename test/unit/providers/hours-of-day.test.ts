import { hoursOfDay } from '../../../src/providers/hours-of-day';

const SPRING = '2026-03-08';
const AUTUMN = '2026-11-01';
const at = (date: string, start: string, end: string, zone = 'America/New_York') => {
  const hours = hoursOfDay(date, { start, end }, zone);
  return hours && [hours.start.toFormat('HH:mmZZ'), hours.end.toFormat('HH:mmZZ')];
};

it.each([
  ['2026-12-10', '10:15', '12:00', ['10:15-05:00', '12:00-05:00']],
  // Clocks go from 02:00 to 03:00.
  [SPRING, '02:15', '03:00', ['03:15-04:00', '04:00-04:00']],
  [SPRING, '02:00', '02:45', ['03:00-04:00', '03:45-04:00']],
  [SPRING, '01:30', '02:30', ['01:30-05:00', '03:30-04:00']],
  [SPRING, '01:00', '04:00', ['01:00-05:00', '04:00-04:00']],
])(
  'the hours of a day end after they begin, when clocks change too: %s %s to %s',
  (date, start, end, expected) => {
    expect(at(date, start, end)).toEqual(expected);
    const { start: from, end: until } = hoursOfDay(date, { start, end }, 'America/New_York')!;
    expect(until.toMillis()).toBeGreaterThan(from.toMillis());
  },
);

it.each([
  ['2026-02-30', '10:00', '11:00'],
  ['2026-02-03', '25:00', '26:00'],
])('%s %s to %s are none', (date, start, end) => {
  expect(at(date, start, end)).toBeUndefined();
});

// Which of the two hours from 01:00 to 02:00 is meant, is not said: neither reading ends before it begins.
it.each([
  ['00:30', '01:30'],
  ['01:15', '01:45'],
  ['01:30', '03:00'],
])('so they do on the day on which clocks go back: %s to %s', (start, end) => {
  const hours = hoursOfDay(AUTUMN, { start, end }, 'America/New_York')!;
  expect(hours.end.toMillis()).toBeGreaterThan(hours.start.toMillis());
});
