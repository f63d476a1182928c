import { accountLabel, type AccountConfig } from '../../config/account-config';
import { ConfigurationError } from '../../config/configuration-error';
import type { Environment } from '../../config/variables';
import { webhookSettings } from '../../config/webhook-settings';
import { isSandboxAccount } from '../../providers/descriptor';
import { createHttpTransport } from '../../providers/http/transport';
import { ProviderError } from '../../providers/provider-error';
import { bad, doubtful, good, type Finding } from './finding';

/** How long a provider, and our own receiver, may take to answer. */
const PROVIDER_WITHIN_MS = 10_000;
const RECEIVER_WITHIN_MS = 5_000;

/** Whether each account's provider takes its credentials. */
export async function checkAccounts(accounts: readonly AccountConfig[]): Promise<Finding[]> {
  return Promise.all(accounts.map(checkAccount));
}

async function checkAccount(config: AccountConfig): Promise<Finding> {
  const check = `account ${accountLabel(config)}`;
  const { account, descriptor } = config;
  try {
    const call = { now: Date.now(), signal: AbortSignal.timeout(PROVIDER_WITHIN_MS) };
    await descriptor.checkCredentials(account, createHttpTransport(), call);
    const kind = isSandboxAccount(config) ? 'the sandbox' : 'the provider';
    return good(check, `${kind} at ${account.baseUrl} takes its credentials`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return bad(check, `${account.baseUrl}: ${error.message} (${error.problem.code})`);
  }
}

/** Whether webhooks have a URL, and whether the receiver answers there; where no provider sends any, nobody needs one. */
export async function checkWebhooks(
  env: Environment,
  accounts: readonly AccountConfig[],
): Promise<Finding[]> {
  const isSilent = ({ descriptor }: AccountConfig) => descriptor.capabilities.webhookScope === 'none';
  if (accounts.length > 0 && accounts.every(isSilent))
    return [good('webhooks', 'none are sent by the providers of these accounts')];
  try {
    return [await checkUrl(webhookSettings(env).publicUrl)];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems.map((problem) => bad('webhooks', problem));
  }
}

async function checkUrl(publicUrl: string): Promise<Finding> {
  const url = `${publicUrl}/healthz`;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(RECEIVER_WITHIN_MS) });
    if (answer.ok) return good('webhooks', `the receiver answers at ${publicUrl}`);
    return bad(
      'webhooks',
      `${url} answers ${answer.status}; start \`portkeeper receiver\`, or let the proxy in front of it pass its paths on`,
    );
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    // A public address is not always reachable from inside; only the provider's view of it counts.
    return doubtful(
      'webhooks',
      `${url} does not answer from here (${reason}); make sure that providers reach it`,
    );
  }
}
