import type { DraftRow } from '../../contract/order-operations';
import { columns } from './columns';
import { second } from './instants';

const HEAD = ['DRAFT', 'STATUS', 'NUMBERS', 'COMPLETE', 'CREATED', 'BECAME'];

/** A provider's drafts as a table for people. */
export function draftLines(drafts: readonly DraftRow[]): string[] {
  if (drafts.length === 0) return ['No drafts.'];
  return columns([
    HEAD,
    ...drafts.map(({ ref, status, created, numbers, groups, completeGroups, orderRef }) => [
      ref,
      status === '' ? '-' : status,
      String(numbers),
      `${completeGroups} of ${groups}`,
      created === undefined ? '-' : second(created),
      orderRef ?? '',
    ]),
  ]);
}
