import type { AccountConfig } from '../config/account-config';
import { readAccounts } from '../config/accounts';
import { Problems } from '../config/configuration-error';
import { positiveNumber, readVariable, textOf, type Environment } from '../config/variables';

export { configureSweeps } from '../setup/sweeps';

/** Variables of which one is set where accounts are configured. */
const NAMES_OF_ACCOUNTS = [
  'PORTKEEPER_CONFIG',
  'TWILIO_ACCOUNT_SID',
  'TELNYX_V1_API_USER',
  'FONE_DYNAMICS_ACCOUNT_SID',
];

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
  if (NAMES_OF_ACCOUNTS.every((name) => textOf(env, name) === undefined))
    return { accounts: [], daySeconds: undefined };
  const problems = new Problems();
  const accounts = readAccounts(env, 'webhooks', problems);
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', positiveNumber, problems);
  problems.throwIfAny();
  return { accounts, daySeconds };
}
