import { isCancelInput, isChangeDateInput, isCommandInput } from '../../../workflows/command-input';

/** What people type into the Web UI, and what services send from other languages. */
test.each<[string, unknown, boolean]>([
  ['nothing', undefined, true],
  ['null', null, true],
  ['an empty object', {}, true],
  ['who', { by: 'ada' }, true],
  ['text', 'now', false],
  ['a list', [], false],
  ['a name without end', { by: 'a'.repeat(101) }, false],
  ['a field that no command has', { why: 'x' }, false],
])('a command with %s', (_, input, isRight) => {
  expect(isCommandInput(input)).toBe(isRight);
});

test.each<[string, unknown, boolean]>([
  ['nothing: the whole port', undefined, true],
  ['numbers', { numbers: ['+12125550100'], reason: 'customer stays', by: 'ada' }, true],
  ['a misspelled field, which must not cancel the whole port', { number: ['+12125550100'] }, false],
  ['no number at all', { numbers: [] }, false],
  ['numbers that are numbers', { numbers: [12125550100] }, false],
  ['one number outside a list', { numbers: '+12125550100' }, false],
  ['more numbers than a port can have', { numbers: Array<string>(1_001).fill('+12125550100') }, false],
  ['a number without end', { numbers: ['1'.repeat(33)] }, false],
  ['a reason without end', { reason: 'a'.repeat(201) }, false],
])('a cancel with %s', (_, input, isRight) => {
  expect(isCancelInput(input)).toBe(isRight);
});

test.each<[string, unknown, boolean]>([
  ['a date', { schedule: { date: '2026-12-10' } }, true],
  ['as soon as possible', { schedule: { date: 'asap' } }, true],
  [
    'all of it',
    {
      schedule: {
        date: '2026-12-10',
        timeZone: 'America/New_York',
        timeRange: { start: '10:00', end: '12:00' },
      },
      by: 'ada',
    },
    true,
  ],
  ['nothing', undefined, false],
  ['no schedule', {}, false],
  ['a day that does not exist', { schedule: { date: '2026-02-30' } }, false],
  ['a date of another form', { schedule: { date: '12/10/2026' } }, false],
  ['an unknown zone', { schedule: { date: '2026-12-10', timeZone: 'Moon/Crater' } }, false],
  ['half a range', { schedule: { date: '2026-12-10', timeRange: { start: '10:00' } } }, false],
  ['the date one level too high', { date: '2026-12-10' }, false],
])('a change of the date with %s', (_, input, isRight) => {
  expect(isChangeDateInput(input)).toBe(isRight);
});
