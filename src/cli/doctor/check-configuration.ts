import { statSync } from 'node:fs';
import { accountLabel, type AccountConfig } from '../../config/account-config';
import { holdsSecrets } from '../../config/account-file';
import { ConfigurationError } from '../../config/configuration-error';
import { readWorkerSettings } from '../../config/environment';
import { isReadableOnTheWay, textOf, type Environment } from '../../config/variables';
import { isSandboxAccount } from '../../providers/descriptor';
import { bad, doubtful, good, type Finding } from './finding';

/** What the environment describes, as far as it can be used. */
export interface CheckedConfiguration {
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountConfig[];
  /** How many seconds a day lasts, for demos; undefined: real days. */
  readonly daySeconds: number | undefined;
}

/** Reads everything that a worker reads. */
export function checkConfiguration(env: Environment): CheckedConfiguration {
  try {
    const { accounts, daySeconds } = readWorkerSettings(env);
    return {
      accounts,
      daySeconds,
      findings: [
        good(
          'configuration',
          `${accounts.length === 1 ? '1 account' : `${accounts.length} accounts`} configured`,
        ),
        doubtful('encryption', 'off: Temporal stores payloads readable (PORTKEEPER_ALLOW_PLAINTEXT)'),
        ...checkExposure(env, accounts),
        ...(daySeconds === undefined
          ? []
          : [doubtful('day length', `a day lasts ${daySeconds} s (PORTKEEPER_DAY_SECONDS): for demos only`)]),
      ],
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const source = textOf(env, 'PORTKEEPER_CONFIG') ?? 'environment';
    return {
      accounts: [],
      daySeconds: undefined,
      findings: error.problems.map((problem) => bad('configuration', `${source}: ${problem}`)),
    };
  }
}

/** Rights of the group and of all others to read. */
const READABLE_BY_OTHERS = 0o044;

/** Where credentials could be read by others: on their way, or in a file. */
function checkExposure(env: Environment, accounts: readonly AccountConfig[]): Finding[] {
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
