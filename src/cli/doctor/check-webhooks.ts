import type { AccountConfig } from '../../config/account-config';
import { ConfigurationError } from '../../config/configuration-error';
import type { Environment } from '../../config/variables';
import { webhookSettings } from '../../config/webhook-settings';
import { bad, doubtful, good, type Finding } from './finding';

const ANSWER_WITHIN_MS = 5_000;

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
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
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
