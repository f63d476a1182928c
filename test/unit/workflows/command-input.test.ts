import { isInputOf, isTooLarge } from '../../../workflows/port/command-input';
import { numberList } from '../domain/snapshots';

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
  ['more numbers than a port can have', { numbers: numberList(1_001) }, false],
  [
    'a number that is named very often, which is one number',
    { numbers: Array<string>(1_001).fill('+12125550100') },
    true,
  ],
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

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'a field called %s, which every object has, is a field that no command has',
  (key) => {
    expect(isInputOf('cancel', JSON.parse(`{"${key}": "x"}`))).toBe(false);
    expect(isInputOf('changeDate', JSON.parse(`{"schedule": {"date": "asap", "${key}": "x"}}`))).toBe(false);
  },
);

/** `count` levels around nothing. */
const nested = (count: number) => JSON.parse(`${'['.repeat(count)}${']'.repeat(count)}`) as unknown;
const amendment = (count: number, bytes: number) => ({
  patch: {
    numbers: numberList(count).map((phoneNumber) => ({ phoneNumber, accountNumber: 'x'.repeat(bytes) })),
  },
});

test.each<[string, unknown, boolean]>([
  ['nothing', undefined, false],
  ['what people write', { numbers: numberList(1_000), reason: 'é'.repeat(200) }, false],
  ['a text of 60 KB', { patch: { reference: 'x'.repeat(60_000) } }, false],
  ['a text of 70 KB', { patch: { reference: 'x'.repeat(70_000) } }, true],
  ['35,000 letters of two bytes', { patch: { reference: 'é'.repeat(35_000) } }, true],
  ['60,000 unknown fields', { patch: Object.fromEntries(numberList(60_000).map((key) => [key, 1])) }, true],
  ['a thousand numbers with new data', amendment(1_000, 400), false],
  ['a thousand numbers with a book each', amendment(1_000, 600), true],
  ['few numbers with a book each', amendment(60, 2_000), true],
  ['thirty levels', { patch: nested(30) }, false],
  ['a hundred levels', { patch: nested(100) }, true],
  ['five thousand levels', { patch: nested(5_000) }, true],
])('an input is too large for any command, or is not: %s', (_, input, isLarge) => {
  expect(isTooLarge(input)).toBe(isLarge);
});
