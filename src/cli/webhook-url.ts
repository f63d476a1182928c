import { PortingError } from '../client/porting-error';
import { findProvider, providerNames } from '../config/providers';
import type { Environment } from '../config/variables';
import { webhookSettings } from '../config/webhook-settings';
import type { ProviderDescriptor } from '../providers/descriptor';
import { webhookUrl } from '../security/webhook-token';
import { CliError } from './failure';

/**
 * The URL at which our receiver takes the webhooks of an account, token included.
 *
 * @throws PortingError `not_supported` when the provider sends no webhooks; ConfigurationError
 */
export function ownWebhookUrl(
  env: Environment,
  { name: provider, capabilities }: ProviderDescriptor,
  account: string,
): string {
  if (capabilities.webhookScope === 'none') {
    throw new PortingError(
      'not_supported',
      `${provider} sends no webhooks: its orders are read, and a sweep finds what changed; see docs/operations.md#the-sweep`,
    );
  }
  return webhookUrl({ ...webhookSettings(env), provider, account });
}

/** What to know before such a URL is given to a provider; undefined where it is simply what the provider needs. */
export function noteOnWebhookUrl({ name: provider, capabilities }: ProviderDescriptor): string | undefined {
  if (capabilities.webhookScope !== 'order') return undefined;
  return (
    `There is nothing to set up at ${provider}: the worker sends a URL of its own with each order, if it has ` +
    'WEBHOOK_PUBLIC_URL and PORTKEEPER_WEBHOOK_SECRETS. This one names no port: a webhook that comes there is of ' +
    'use only if it names its order.'
  );
}

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
