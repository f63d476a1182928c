import { webhookSettings } from '../config/webhook-settings';
import { processEnvironment, type Environment } from '../config/variables';
import type { ProviderName } from '../contract/names';
import { webhookUrl } from '../security/webhook-token';

/**
 * Returns the URL at which a provider sends the webhooks of an account, as `portkeeper webhook-url` prints
 * it. It contains a token, so it is a secret.
 *
 * @param account - default: `default`
 * @param env - has `WEBHOOK_PUBLIC_URL` and `PORTKEEPER_WEBHOOK_SECRETS`; default: the environment of this
 * process
 * @throws ConfigurationError if one of the two is missing or wrong
 */
export function webhookUrlOf(
  provider: ProviderName,
  account = 'default',
  env: Environment = processEnvironment(),
): string {
  return webhookUrl({ ...webhookSettings(env), provider, account });
}
