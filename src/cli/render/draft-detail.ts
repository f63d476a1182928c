import type { DraftDetail, DraftGroup } from '../../contract/order-operations';
import { factLines } from './facts';
import { second } from './instants';
import { saidLines, type Stringify } from './said';
import { section } from './section';

/** A provider's draft for people: group by group, what was filled in. */
export function draftDetailLines(draft: DraftDetail, stringify: Stringify): string[] {
  const { ref, status, created, orderRef, groups, unassigned } = draft;
  return [
    `${ref}: ${status === '' ? '-' : status}`,
    ...factLines([
      ['created', created && second(created)],
      ['became', orderRef],
    ]),
    ...groups.flatMap((group) =>
      section(titleOf(group), [...group.numbers, ...saidLines(group.said, stringify)]),
    ),
    ...section('In no group', unassigned),
  ];
}

function titleOf({ ref, isComplete }: DraftGroup): string {
  return `Group ${ref}: ${isComplete ? 'complete' : 'not complete'}`;
}
