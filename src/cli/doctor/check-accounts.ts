import { accountLabel, type AccountConfig } from '../../config/account-config';
import { ConfigurationError } from '../../config/configuration-error';
import type { Environment } from '../../config/variables';
import { webhookSettings } from '../../config/webhook-settings';
import { isSandboxAccount } from '../../providers/descriptor';
import type { ProxySettings } from '../../providers/http/egress';
import { createHttpTransport } from '../../providers/http/transport';
import { ProviderError } from '../../providers/provider-error';
import { failed, warned, passed, type Finding } from './finding';

/** How long a provider, and our own receiver, may take to answer. */
const PROVIDER_TIMEOUT_MS = 10_000;
const RECEIVER_TIMEOUT_MS = 5_000;

/** Checks that each account's provider accepts its credentials. */
export async function checkAccounts(
  accounts: readonly AccountConfig[],
  proxy: ProxySettings,
): Promise<Finding[]> {
  return Promise.all(accounts.map((config) => checkAccount(config, proxy)));
}

async function checkAccount(config: AccountConfig, proxy: ProxySettings): Promise<Finding> {
  const check = `account ${accountLabel(config)}`;
  const { account, descriptor } = config;
  try {
    const call = { now: Date.now(), signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) };
    await descriptor.checkCredentials(account, createHttpTransport({ proxy }), call);
    const kind = isSandboxAccount(config) ? 'the sandbox' : 'the provider';
    return passed(check, `${kind} at ${account.baseUrl} accepts its credentials`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return failed(check, `${account.baseUrl}: ${error.message} (${error.problem.code})`);
  }
}

/**
 * Checks that webhooks have a URL and that the receiver answers there. Skipped if no provider of the accounts
 * sends webhooks.
 */
export async function checkWebhooks(
  env: Environment,
  accounts: readonly AccountConfig[],
): Promise<Finding[]> {
  const sendsNoWebhooks = ({ descriptor }: AccountConfig) => descriptor.capabilities.webhookScope === 'none';
  if (accounts.length > 0 && accounts.every(sendsNoWebhooks))
    return [passed('webhooks', 'none are sent by the providers of these accounts')];
  try {
    return [await checkUrl(webhookSettings(env).publicUrl)];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => failed('webhooks', problem));
  }
}

async function checkUrl(publicUrl: string): Promise<Finding> {
  const url = `${publicUrl}/healthz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(RECEIVER_TIMEOUT_MS) });
    if (answer.ok) return passed('webhooks', `the receiver answers at ${publicUrl}`);
    return failed(
      'webhooks',
      `${url} answers ${answer.status}; start \`portkeeper receiver\`, or let the proxy in front of it pass its paths on`,
    );
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    // A public address is not always reachable from inside; only the provider's access counts.
    return warned(
      'webhooks',
      `${url} does not answer from here (${reason}); make sure that providers reach it`,
    );
  }
}
