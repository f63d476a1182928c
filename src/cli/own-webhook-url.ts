import type { Environment } from '../config/variables';
import { webhookSettings } from '../config/webhook-settings';
import { webhookUrl } from '../security/webhook-token';

/** The URL at which our receiver takes the webhooks of an account, token included. @throws ConfigurationError */
export function ownWebhookUrl(env: Environment, provider: string, account: string): string {
  return webhookUrl({ ...webhookSettings(env), provider, account });
}
