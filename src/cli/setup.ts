import type { AccountConfig } from '../config/account-config';
import { namesAccounts } from '../config/account-variables';
import { readAccounts } from '../config/accounts';
import { Problems } from '../config/configuration-error';
import { daySeconds as dayLength, readVariable, type Environment } from '../config/variables';
import { indexClient } from '../encryption/index-client';
import { registerSearchAttributes } from '../setup/search-attributes';
import { configureSweeps } from '../setup/sweeps';
import { untilVisible } from '../setup/visible-attributes';
import type { CommandContext } from './command';
import { humanize } from './render/format';
import { withTemporal } from './temporal-session';

const NOT_VISIBLE_YET =
  'The search attributes are registered, but Temporal does not take them after a minute; a start may have to be repeated.';

/** Registers missing search attributes, and configures the sweep of each account's workflow. */
export async function runSetup(json: boolean, { env, output }: CommandContext): Promise<void> {
  await withTemporal(env, async ({ client, connection, config }) => {
    const { namespace, address, taskQueue } = config;
    const { added, present } = await registerSearchAttributes(connection, namespace);
    const isVisible = await untilVisible(client);
    if (!isVisible) output.note(NOT_VISIBLE_YET);
    const { accounts, daySeconds } = configuredAccounts(env);
    const { sweeps, stopped } = await configureSweeps(
      client,
      accounts,
      { namespace, taskQueue, daySeconds },
      indexClient(client),
    );
    if (json) {
      output.json({ namespace, address, added, present, sweeps, stopped });
      return;
    }
    const where = `namespace ${namespace} at ${address}`;
    output.line(
      added.length === 0
        ? `All ${present.length} search attributes are registered on ${where} already.`
        : `Registered ${added.join(', ')} on ${where}${present.length === 0 ? '' : `; ${present.length} were there already`}.`,
    );
    for (const { provider, account, every } of sweeps)
      output.line(`A sweep reads all orders of ${provider}/${account} every ${humanize(every)}.`);
    for (const account of stopped)
      output.line(`${account} is no longer configured here: its sweep has ended.`);
  });
}

/**
 * The accounts of this environment; none if the environment names none. That is valid: a machine that sets up
 * a namespace need not have the accounts.
 *
 * @throws ConfigurationError
 */
function configuredAccounts(env: Environment): {
  readonly accounts: readonly AccountConfig[];
  readonly daySeconds: number | undefined;
} {
  if (!namesAccounts(env)) return { accounts: [], daySeconds: undefined };
  const problems = new Problems();
  const accounts = readAccounts(env, 'webhooks', problems);
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', dayLength, problems);
  problems.throwIfAny();
  return { accounts, daySeconds };
}
