import type { JsonOption } from '../command-context';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import { inWords } from '../render/lengths';

export const defineSetup: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'setup',
    summary:
      'register the search attributes on the configured namespace, and start the sweeps of the configured accounts; safe ' +
      'to repeat',
    examples: ['TEMPORAL_NAMESPACE=porting portkeeper setup'],
    json: 'print {namespace, address, added, present, sweeps, stopped}',
  }).action(async ({ json }: JsonOption) => {
    const { registerSearchAttributes } = lazyModules.searchAttributes();
    const { configureSweeps, configuredAccounts } = lazyModules.sweeps();
    await lazyModules.temporalSession().withTemporal(context.env, async ({ client, connection, config }) => {
      const { namespace, address, taskQueue } = config;
      const { added, present } = await registerSearchAttributes(connection, namespace);
      const { accounts, daySeconds } = configuredAccounts(context.env);
      const { sweeps, stopped } = await configureSweeps(client, accounts, { taskQueue, daySeconds });
      if (json) {
        context.output.json({ namespace, address, added, present, sweeps, stopped });
        return;
      }
      const where = `namespace ${namespace} at ${address}`;
      context.output.line(
        added.length === 0
          ? `All ${present.length} search attributes are registered on ${where} already.`
          : `Registered ${added.join(', ')} on ${where}${present.length === 0 ? '' : `; ${present.length} were there already`}.`,
      );
      for (const { provider, account, every } of sweeps)
        context.output.line(`All orders of ${provider}/${account} are gone through every ${inWords(every)}.`);
      for (const account of stopped)
        context.output.line(`${account} is not configured here any more: its orders are not gone through.`);
    });
  });
};
