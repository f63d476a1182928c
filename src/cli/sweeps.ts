import type { AccountConfig } from '../config/account-config';
import { namesAccounts } from '../config/account-variables';
import { readAccounts } from '../config/accounts';
import { Problems } from '../config/configuration-error';
import { positiveNumber, readVariable, type Environment } from '../config/variables';

export { configureSweeps } from '../setup/sweeps';

/**
 * The accounts of this environment; none where it names none, which is as good: not every machine that sets up a
 * namespace has the accounts.
 *
 * @throws ConfigurationError
 */
export function configuredAccounts(env: Environment): {
  readonly accounts: readonly AccountConfig[];
  readonly daySeconds: number | undefined;
} {
  if (!namesAccounts(env)) return { accounts: [], daySeconds: undefined };
  const problems = new Problems();
  const accounts = readAccounts(env, 'webhooks', problems);
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', positiveNumber, problems);
  problems.throwIfAny();
  return { accounts, daySeconds };
}
