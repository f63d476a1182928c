import { statSync } from 'node:fs';
import { accountLabel, type AccountConfig } from '../../config/account-config';
import { holdsSecrets } from '../../config/account-file';
import { isSandboxAccount } from '../../providers/descriptor';
import { isReadableOnTheWay, textOf, type Environment } from '../../config/variables';
import { doubtful, type Finding } from './finding';

/** Rights of the group and of all others to read. */
const READABLE_BY_OTHERS = 0o044;

/** Where credentials could be read by others: on their way, or in a file. */
export function checkExposure(env: Environment, accounts: readonly AccountConfig[]): Finding[] {
  return [...accounts.flatMap(onTheWay), ...webhookUrl(env), ...inFile(env, accounts)];
}

function onTheWay(config: AccountConfig): Finding[] {
  const { account, descriptor } = config;
  const urls = descriptor.urls?.(account) ?? [account.baseUrl];
  if (isSandboxAccount(config) || !urls.some(isReadableOnTheWay)) return [];
  const message = 'its credentials go to the provider unencrypted (http); give its base URL as https://';
  return [doubtful(`account ${accountLabel(config)}`, message)];
}

function webhookUrl(env: Environment): Finding[] {
  const url = textOf(env, 'WEBHOOK_PUBLIC_URL');
  if (url === undefined || !isReadableOnTheWay(url)) return [];
  const message =
    'WEBHOOK_PUBLIC_URL is http, so the tokens in its paths can be read on their way; give it as https://';
  return [doubtful('webhooks', message)];
}

function inFile(env: Environment, accounts: readonly AccountConfig[]): Finding[] {
  const file = textOf(env, 'PORTKEEPER_CONFIG');
  if (file === undefined || process.platform === 'win32' || !isReadableByOthers(file)) return [];
  if (!holdsSecrets(file, new Set(accounts.map(({ descriptor }) => descriptor)))) return [];
  const message = `${file} holds secrets, and other users of this machine may read it: chmod 600 ${file}, or name variables in it (\${NAME})`;
  return [doubtful('configuration', message)];
}

function isReadableByOthers(file: string): boolean {
  try {
    return (statSync(file).mode & READABLE_BY_OTHERS) !== 0;
  } catch {
    return false; // said already, among what is wrong with the configuration
  }
}
