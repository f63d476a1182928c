import type { DraftDetail, DraftGroup } from '../../contract/order-operations';
import { columns } from './columns';
import { second } from './instants';
import { saidLines, type Stringify } from './said';
import { section } from './section';

/** A provider's draft for people: group by group, what was filled in. */
export function draftDetailLines(draft: DraftDetail, stringify: Stringify): string[] {
  const { ref, status, created, orderRef, groups, unassigned } = draft;
  const facts: [string, string | undefined][] = [
    ['created', created && second(created)],
    ['became', orderRef],
  ];
  return [
    `${ref}: ${status === '' ? '-' : status}`,
    ...columns(facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))).map(
      (line) => `  ${line}`,
    ),
    ...groups.flatMap((group) =>
      section(titleOf(group), [...group.numbers, ...saidLines(group.said, stringify)]),
    ),
    ...section('In no group', unassigned),
  ];
}

function titleOf({ ref, isComplete }: DraftGroup): string {
  return `Group ${ref}: ${isComplete ? 'complete' : 'not complete'}`;
}
