import { findProvider, providerNames } from '../config/providers';
import type { Environment } from '../config/variables';
import type { ProviderDescriptor } from '../providers/descriptor';
import { CliError } from './cli-error';

/**
 * The provider that a person names: one that is built in, or one that the configuration file brings.
 *
 * @throws CliError `usage` when there is none of that name; ConfigurationError when the file cannot be read
 */
export function knownProvider(env: Environment, name: string): ProviderDescriptor {
  const found = findProvider(env, name);
  if (found !== undefined) return found;
  const names = providerNames(env).join(', ');
  throw new CliError(
    'usage',
    `A provider is one of ${names}. Another one is named in the list \`providers\` of the file in PORTKEEPER_CONFIG.`,
    2,
  );
}
