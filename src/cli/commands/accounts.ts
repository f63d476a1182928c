import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { accountLines } from '../render/account-list';

export const defineAccounts: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'accounts',
    summary:
      'list provider accounts: open ports, kept webhooks, orders that no port holds, the newest sweep; those with neither ' +
      'a sweep nor such a webhook are not listed',
    examples: ['portkeeper accounts', 'portkeeper accounts --json'],
    json: 'print an array of {provider, account, workflowId, openPorts, view?}; view as the query "account" answers',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.temporalSession().withTemporal(context.env, async ({ porting }) => {
      const accounts = await porting.accounts();
      if (json) context.output.json(accounts);
      else for (const line of accountLines(accounts)) context.output.line(line);
    });
  });
};
