import type { AccountUse } from '../providers/descriptor';
import type { AccountConfig } from './account-config';
import { accountsFromFile } from './account-file';
import { accountsFromVariables } from './account-variables';
import type { Problems } from './configuration-error';
import { textOf, type Environment } from './variables';

/**
 * The provider accounts of this process: those of the file in `PORTKEEPER_CONFIG`, or without it those of the
 * providers' variables.
 */
export function readAccounts(env: Environment, use: AccountUse, problems: Problems): AccountConfig[] {
  const file = textOf(env, 'PORTKEEPER_CONFIG');
  return file === undefined
    ? accountsFromVariables(env, use, problems)
    : accountsFromFile(file, env, use, problems);
}
