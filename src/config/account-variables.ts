import type { AccountUse, ProviderDescriptor } from '../providers/descriptor';
import { BUILT_IN_PROVIDERS } from '../providers/registry';
import type { AccountConfig } from './account-config';
import { parseEntry } from './account-entry';
import type { Problems } from './configuration-error';
import { pathText } from './substitution';
import { textOf, type Environment } from './variables';

/** The sweep interval of accounts from variables, in ISO 8601; without it there is no sweep. */
const SWEEP_EVERY = 'PORTKEEPER_SWEEP_EVERY';

/** The accounts from variables: one, named `default`, for each provider with a credential set. */
export function accountsFromVariables(
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const descriptors = [...BUILT_IN_PROVIDERS.values()];
  const named = descriptors.filter((descriptor) =>
    credentialVariables(descriptor).some((variable) => textOf(env, variable) !== undefined),
  );
  const [first] = descriptors;
  if (named.length === 0 && first !== undefined) {
    const [id = '', token = ''] = credentialVariables(first);
    problems.add(
      id,
      `is not set, so there is no provider account; set it and ${token} (or the variables of another ` +
        'provider: README), or name a file in PORTKEEPER_CONFIG',
    );
  }
  return named.flatMap((descriptor) => accountOf(descriptor, env, use, problems));
}

/** Whether an environment configures accounts, in a file or by the first credential of a provider. */
export function namesAccounts(env: Environment): boolean {
  const variables = [...BUILT_IN_PROVIDERS.values()].flatMap((descriptor) =>
    credentialVariables(descriptor).slice(0, 1),
  );
  return ['PORTKEEPER_CONFIG', ...variables].some((variable) => textOf(env, variable) !== undefined);
}

function credentialVariables({ keys }: ProviderDescriptor): string[] {
  return Object.entries(keys).flatMap(([key, { variable }]) =>
    key.startsWith('credentials.') && variable !== undefined ? [variable] : [],
  );
}

function accountOf(
  descriptor: ProviderDescriptor,
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const parsed = parseEntry(entryOf(descriptor, env), descriptor, use);
  if (parsed.ok) return [parsed.config];
  for (const { path, what } of parsed.faults) {
    const key = pathText(path);
    problems.add(key === 'sweep.every' ? SWEEP_EVERY : (descriptor.keys[key]?.variable ?? key), what);
  }
  return [];
}

/** Parses JSON; invalid JSON is returned as text, which the schema refuses. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The equivalent entry of a configuration file. */
function entryOf({ name, keys }: ProviderDescriptor, env: Environment) {
  const credentials: Record<string, unknown> = {};
  const every = textOf(env, SWEEP_EVERY);
  const entry: Record<string, unknown> = { provider: name, credentials, ...(every && { sweep: { every } }) };
  for (const [key, { variable, isJson }] of Object.entries(keys)) {
    const text = variable === undefined ? undefined : textOf(env, variable);
    if (text === undefined) continue;
    const value = isJson === true ? parsedOr(text) : text;
    if (key.startsWith('credentials.')) credentials[key.slice('credentials.'.length)] = value;
    else entry[key] = value;
  }
  return entry;
}
