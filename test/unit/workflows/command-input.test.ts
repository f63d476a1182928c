import { isInputOf } from '../../../workflows/command-input';

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
  expect(isInputOf('refresh', input)).toBe(isRight);
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
  expect(isInputOf('cancel', input)).toBe(isRight);
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
  expect(isInputOf('changeDate', input)).toBe(isRight);
});

test.each<[string, unknown, boolean]>([
  ['a patch', { patch: { subscriber: { name: 'Acme Inc' } }, by: 'ada' }, true],
  ['nothing', undefined, false],
  ['the patch one level too high', { subscriber: { name: 'Acme Inc' } }, false],
  ['a patch that is a list', { patch: [] }, false],
])('an amendment with %s', (_, input, isRight) => {
  expect(isInputOf('amend', input)).toBe(isRight);
});

test.each<[string, unknown, boolean]>([
  ['nothing: all that wait for a person', undefined, true],
  ['numbers and both confirmations', { numbers: ['+12125550100'], supersede: true, confirm: false }, true],
  ['a confirmation in words', { supersede: 'true' }, false],
])('a resubmission with %s', (_, input, isRight) => {
  expect(isInputOf('resubmit', input)).toBe(isRight);
});

test.each<[string, unknown, boolean]>([
  ['all of it', { numbers: ['+12125550100'], as: 'ported', evidence: 'test call' }, true],
  ['no numbers, because a verdict is about numbers', { as: 'ported', evidence: 'test call' }, false],
  ['no evidence', { numbers: ['+12125550100'], as: 'ported' }, false],
  ['blank evidence', { numbers: ['+12125550100'], as: 'ported', evidence: ' ' }, false],
  ['what no person can know', { numbers: ['+12125550100'], as: 'left_open', evidence: 'x' }, false],
])('a verdict with %s', (_, input, isRight) => {
  expect(isInputOf('settle', input)).toBe(isRight);
});
