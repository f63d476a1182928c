import type { DraftDetail, DraftGroup, DraftRow } from '../../../contract/order-operations';
import { lazyModules } from '../../lazy-modules';
import { wholeNumber } from '../../options';
import { columns, factLines, rawLines, section, type Stringify } from '../../render/layout';
import { formatInstant } from '../../render/format';
import { addGroup, addOperation, answerWith, type DefineOperation, type OperationOptions } from './operation';

interface DraftsOptions extends OperationOptions {
  readonly status?: string;
  readonly number?: string;
  readonly limit?: number;
}

export const defineDrafts: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  addOperation(parent, descriptor, {
    operation: 'drafts',
    usage: 'drafts',
    summary: "list the account's drafts of orders at the provider; also those that no port made",
    examples: [
      `portkeeper provider ${provider} drafts`,
      `portkeeper provider ${provider} drafts --number +12125550100 --json`,
    ],
    json: 'print an array of {ref, status, created?, numbers, groups, completeGroups, orderRef?}',
  })
    .option('--status <status>', "only those with this status, in the provider's words")
    .option('--number <number>', 'only those with this number, E.164')
    .option('--limit <count>', 'the most drafts to list; without it 100', wholeNumber)
    .action(async ({ account, json, ...filter }: DraftsOptions) => {
      const { drafts, isComplete } = await lazyModules
        .temporalSession()
        .withTemporal(context.env, ({ porting }) => porting.provider(provider, account).drafts(filter));
      if (json) context.output.json(drafts);
      else for (const line of draftLines(drafts)) context.output.line(line);
      if (!isComplete) context.output.note(`There are more than these ${drafts.length}: raise --limit.`);
    });
};

export const defineDraft: DefineOperation = (parent, descriptor, context) => {
  const { name: provider } = descriptor;
  const draft = addGroup(parent, provider, {
    name: 'draft',
    summary: 'one draft of an order at the provider: show; a port with the same numbers goes on with it',
    example: 'draft show <draft>',
  });

  addOperation(draft, descriptor, {
    operation: 'draft.get',
    usage: 'show <draft>',
    summary: 'show a draft with its groups and their fields',
    examples: [`portkeeper provider ${provider} draft show 7d1c`],
    json: 'print {ref, status, created?, orderRef?, groups: [{ref, isComplete, numbers, raw}], unassigned}',
  }).action(async (draftRef: string, options: OperationOptions) => {
    const { stringify } = lazyModules.yaml();
    await answerWith(
      context,
      options,
      provider,
      (client) => client.draft({ draftRef }),
      (detail) => draftDetailLines(detail, stringify),
    );
  });
};

const HEAD = ['DRAFT', 'STATUS', 'NUMBERS', 'COMPLETE', 'CREATED', 'BECAME'];

/** A provider's drafts, as a table. */
function draftLines(drafts: readonly DraftRow[]): string[] {
  if (drafts.length === 0) return ['No drafts.'];
  return columns([
    HEAD,
    ...drafts.map(({ ref, status, created, numbers, groups, completeGroups, orderRef }) => [
      ref,
      status === '' ? '-' : status,
      String(numbers),
      `${completeGroups} of ${groups}`,
      created === undefined ? '-' : formatInstant(created),
      orderRef ?? '',
    ]),
  ]);
}

/** A provider's draft with its groups and their fields. */
function draftDetailLines(draft: DraftDetail, stringify: Stringify): string[] {
  const { ref, status, created, orderRef, groups, unassigned } = draft;
  return [
    `${ref}: ${status === '' ? '-' : status}`,
    ...factLines([
      ['created', created && formatInstant(created)],
      ['became', orderRef],
    ]),
    ...groups.flatMap((group) =>
      section(titleOf(group), [...group.numbers, ...rawLines(group.raw, stringify)]),
    ),
    ...section('In no group', unassigned),
  ];
}

function titleOf({ ref, isComplete }: DraftGroup): string {
  return `Group ${ref}: ${isComplete ? 'complete' : 'not complete'}`;
}
