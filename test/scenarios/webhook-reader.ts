import type { AccountConfig } from '../../src/config/account-config';
import type { WebhookResult } from '../../src/providers/provider';
import { createWebhooks } from '../../src/providers/descriptor';
import type { WebhookDelivery } from '../../src/sandbox/webhooks';

/** Reads the webhooks of an account's sandbox as the receiver would; a provider without webhooks sends none. */
export function webhookReader(
  config: AccountConfig,
): (delivery: Pick<WebhookDelivery, 'url' | 'headers' | 'body'>) => WebhookResult {
  const webhooks = createWebhooks(config);
  return ({ url, headers, body }) => {
    if (webhooks === undefined)
      throw new Error(`${config.account.provider} sends no webhooks, and one came.`);
    const lowerCased = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    return webhooks.verify({ method: 'POST', url, headers: lowerCased, body: Buffer.from(body) });
  };
}
