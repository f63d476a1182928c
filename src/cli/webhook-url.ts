import { PortingError } from '../client/porting-error';
import { findProvider, providerNames } from '../config/providers';
import type { Environment } from '../config/variables';
import { webhookSettings } from '../config/webhook-settings';
import type { ProviderDescriptor } from '../providers/descriptor';
import { webhookUrl } from '../security/webhook-token';
import { CliError } from './failure';

/**
 * The URL, token included, at which our receiver takes the webhooks of an account.
 *
 * @throws PortingError `not_supported` if the provider sends no webhooks; ConfigurationError
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

/** A note about the use of such a URL; undefined if the provider needs it as it is. */
export function noteOnWebhookUrl({ name: provider, capabilities }: ProviderDescriptor): string | undefined {
  if (capabilities.webhookScope !== 'order') return undefined;
  return (
    `There is nothing to set up at ${provider}: the worker sends a URL of its own with each order, if it has ` +
    'WEBHOOK_PUBLIC_URL and PORTKEEPER_WEBHOOK_SECRETS. This one names no port: a webhook that comes there is of ' +
    'use only if it names its order.'
  );
}

/**
 * Finds a provider by name: built in, or from the configuration file.
 *
 * @throws CliError `usage` if there is none of that name; ConfigurationError if the file cannot be read
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
