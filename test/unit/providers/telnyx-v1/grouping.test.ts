import { areSameNumbers, groupingOf, numbersIn } from '../../../../src/providers/telnyx-v1/grouping';
import type { TelnyxNumber } from '../../../../src/providers/telnyx-v1/schemas';
import { NUMBER, OTHER, SR, SR2 } from './examples';

const number = (phone_number: string, group?: string, status?: string): TelnyxNumber => ({
  phone_number,
  svtype: undefined,
  carrier_name: undefined,
  coverage_category: undefined,
  sub_request_id: group,
  sub_request_status: status,
});
const shown = ({ byGroup, unassigned }: ReturnType<typeof groupingOf>) => ({
  groups: [...byGroup].map(([id, numbers]) => [id, numbers.map((one) => one.phone_number)]),
  unassigned: unassigned.map((one) => one.phone_number),
});

it.each([
  ['by the numbers alone', [number(NUMBER, SR), number(OTHER)], [{ id: SR, phone_numbers: [] }]],
  ['by the groups alone', [], [{ id: SR, phone_numbers: [number(NUMBER)] }]],
  ['by both', [number(NUMBER, SR), number(OTHER)], [{ id: SR, phone_numbers: [number(NUMBER, SR)] }]],
])('knows where a number is %s', (_, numbers, groups) => {
  const rest = numbers.length === 0 ? [] : [OTHER];
  expect(shown(groupingOf(numbers, groups))).toEqual({ groups: [[SR, [NUMBER]]], unassigned: rest });
});

it('believes the number where the groups say otherwise, so that no number is in two', () => {
  const groups = [
    { id: SR, phone_numbers: [number(NUMBER)] },
    { id: SR2, phone_numbers: [] },
  ];
  expect(shown(groupingOf([number(NUMBER, SR2)], groups)).groups).toEqual([
    [SR, []],
    [SR2, [NUMBER]],
  ]);
});

it('keeps a group that only a number names, and the status that only the group’s list has', () => {
  expect(shown(groupingOf([number(NUMBER, SR2)], [])).groups).toEqual([[SR2, [NUMBER]]]);
  const { byGroup } = groupingOf(
    [number(NUMBER, SR)],
    [{ id: SR, phone_numbers: [number(NUMBER, SR, 'ported')] }],
  );
  expect(byGroup.get(SR)?.[0]?.sub_request_status).toBe('ported');
});

it('names every number once', () => {
  expect(numbersIn([number(NUMBER)], [{ id: SR, phone_numbers: [number(NUMBER), number(OTHER)] }])).toEqual([
    NUMBER,
    OTHER,
  ]);
});

it.each([
  [[NUMBER, OTHER], [OTHER, NUMBER], true],
  [[NUMBER, NUMBER], [NUMBER], true],
  [[NUMBER], [NUMBER, OTHER], false],
  [[NUMBER, OTHER], [NUMBER], false],
  [[], [], true],
])('%j and %j are the same numbers: %s', (a, b, same) => {
  expect(areSameNumbers(a, b)).toBe(same);
});
