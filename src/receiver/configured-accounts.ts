import type { Client } from '@temporalio/client';
import type { TemporalConfig } from '../../temporal.config';
import type { ReceiverSettings } from '../config/environment';
import type { ProviderAccount } from '../providers/account';
import { createWebhooks } from '../providers/descriptor';
import type { ProviderWebhooks } from '../providers/provider';
import { TemporalPortDirectory } from './port-directory';
import { sharedReadiness, temporalReadiness, type ReadinessProbe } from './readiness';
import { accountKey, type IntakeDependencies } from './webhook-intake';

type Installation = Pick<TemporalConfig, 'namespace' | 'taskQueue'>;

/** What webhooks of the configured accounts are verified with, and where their hints are delivered. */
export function intakeOf(
  client: Client,
  { taskQueue }: Installation,
  settings: ReceiverSettings,
): IntakeDependencies {
  return {
    accounts: new Map(
      webhookAccounts(settings).map(({ account, webhooks }) => [
        accountKey(account.provider, account.name),
        webhooks,
      ]),
    ),
    webhookSecrets: settings.secrets,
    publicUrl: settings.publicUrl,
    directory: new TemporalPortDirectory(
      client.workflow,
      taskQueue,
      settings.accounts.map(({ account: { provider, name } }) => ({ provider, account: name })),
    ),
  };
}

/** The readiness probe for all configured accounts, with or without webhooks. */
export function readinessOf(
  { connection }: Client,
  installation: Installation,
  { accounts }: ReceiverSettings,
): ReadinessProbe {
  return sharedReadiness(
    temporalReadiness(
      connection,
      installation,
      accounts.map(({ account }) => account),
    ),
  );
}

/** The accounts whose provider sends webhooks. */
export function webhookAccounts({
  accounts,
}: ReceiverSettings): { readonly account: ProviderAccount; readonly webhooks: ProviderWebhooks }[] {
  return accounts.flatMap((config) => {
    const webhooks = createWebhooks(config);
    return webhooks === undefined ? [] : [{ account: config.account, webhooks }];
  });
}
