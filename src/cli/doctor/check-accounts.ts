import { accountLabel, type AccountConfig } from '../../config/account-config';
import { isSandboxAccount } from '../../providers/descriptor';
import { createHttpTransport } from '../../providers/http/transport';
import { ProviderError } from '../../providers/provider-error';
import { bad, good, type Finding } from './finding';

const ANSWER_WITHIN_MS = 10_000;

/** Whether each account's provider takes its credentials. */
export async function checkAccounts(accounts: readonly AccountConfig[]): Promise<Finding[]> {
  return Promise.all(accounts.map(checkAccount));
}

async function checkAccount(config: AccountConfig): Promise<Finding> {
  const check = `account ${accountLabel(config)}`;
  const { account, descriptor } = config;
  try {
    const call = { now: Date.now(), signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
    await descriptor.checkCredentials(account, createHttpTransport(), call);
    const kind = isSandboxAccount(config) ? 'the sandbox' : 'the provider';
    return good(check, `${kind} at ${account.baseUrl} takes its credentials`);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return bad(check, `${account.baseUrl}: ${error.message} (${error.problem.code})`);
  }
}
