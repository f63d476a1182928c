import { lazyModules } from '../../lazy-modules';
import { draftLines } from '../../render/drafts';
import { addOperation, type DefineOperation, type OperationOptions } from './define-operation';
import { wholeNumber } from './whole-number';

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
