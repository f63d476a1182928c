import { statSync } from 'node:fs';
import { accountLabel, type AccountConfig } from '../../config/account-config';
import { holdsSecrets } from '../../config/account-file';
import { ConfigurationError, Problems } from '../../config/configuration-error';
import { readEncryptionSettings, withOwnConverter } from '../../config/encryption-settings';
import { PLAINTEXT, UNDECIDED } from '../../config/encryption-undecided';
import { readWorkerSettings } from '../../config/environment';
import { isUnencrypted, textOf, type Environment } from '../../config/variables';
import type { ProxySettings } from '../../providers/http/egress';
import { isSandboxAccount } from '../../providers/descriptor';
import type { KnownKeys } from './check-payloads';
import { failed, warned, passed, type Finding } from './finding';

/** The configuration of the environment, as far as it is valid. */
export interface CheckedConfiguration {
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountConfig[];
  /** The proxies of requests to providers. */
  readonly proxy: ProxySettings;
  /** The length of a day in seconds, for demos; undefined: real days. */
  readonly daySeconds: number | undefined;
  /** Hides the numbers in the ids of their claims. */
  readonly numberKey: Buffer | undefined;
  /** When Temporal's database was restored, epoch milliseconds; undefined: never. */
  readonly restoredAt: number | undefined;
  /** The keys of this process. */
  readonly keys: KnownKeys;
}

/** Reads the same settings as a worker. */
export function checkConfiguration(env: Environment): CheckedConfiguration {
  try {
    // On a machine without keys, everything else is still checked.
    const { accounts, daySeconds, proxy, numberKey, restoredAt } = readWorkerSettings(
      isDecided(env) ? env : withOwnConverter(env, true),
    );
    return {
      accounts,
      proxy,
      daySeconds,
      numberKey,
      restoredAt,
      keys: keysOf(env),
      findings: [
        passed(
          'configuration',
          `${accounts.length === 1 ? '1 account' : `${accounts.length} accounts`} configured`,
        ),
        encryptionFinding(env),
        ...checkExposure(env, accounts),
        ...(daySeconds === undefined
          ? []
          : [warned('day length', `a day lasts ${daySeconds} s (PORTKEEPER_DAY_SECONDS): for demos only`)]),
      ],
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const source = textOf(env, 'PORTKEEPER_CONFIG') ?? 'environment';
    return {
      accounts: [],
      proxy: {},
      daySeconds: undefined,
      numberKey: undefined,
      restoredAt: undefined,
      keys: keysOf(env),
      findings: error.problems.map((problem) => failed('configuration', `${source}: ${problem}`)),
    };
  }
}

function encryptionFinding(env: Environment): Finding {
  const check = 'encryption';
  const settings = readEncryptionSettings(env, new Problems());
  switch (settings.kind) {
    case 'keys': {
      const [first, ...others] = settings.keys.map(({ id }) => id);
      const rest = others.length === 0 ? '' : `, ${others.join(', ')} only decrypts`;
      return passed(check, `on: key ${first ?? ''} encrypts${rest}`);
    }
    case 'module':
      return passed(check, 'on, by the data converter of PORTKEEPER_DATA_CONVERTER');
    case 'endpoint':
      return passed(check, `on, by the codec server at ${settings.url}`);
    case 'plaintext':
      return warned(check, `off: Temporal stores payloads readable (${PLAINTEXT})`);
    case 'undecided':
      return warned(check, `worker, receiver and most commands do not start here: ${PLAINTEXT} ${UNDECIDED}`);
  }
}

function keysOf(env: Environment): KnownKeys {
  const settings = readEncryptionSettings(env, new Problems());
  const isForeign = settings.kind === 'module' || settings.kind === 'endpoint';
  const ids = settings.kind === 'keys' ? settings.keys.map(({ id }) => id) : [];
  return { ids: isForeign ? undefined : new Set(ids), allowsPlaintext: settings.kind === 'plaintext' };
}

function isDecided(env: Environment): boolean {
  return !['undecided', 'endpoint'].includes(readEncryptionSettings(env, new Problems()).kind);
}

/** Permission bits: readable by the group and by others. */
const READABLE_BY_OTHERS = 0o044;

/** Finds credentials that others could read: in transit, or in a file. */
function checkExposure(env: Environment, accounts: readonly AccountConfig[]): Finding[] {
  return [
    ...accounts.flatMap(unencryptedCredentials),
    ...unencryptedWebhookUrl(env),
    ...readableFile(env, accounts),
  ];
}

function unencryptedCredentials(config: AccountConfig): Finding[] {
  const { account, descriptor } = config;
  const urls = descriptor.urls?.(account) ?? [account.baseUrl];
  if (isSandboxAccount(config) || !urls.some(isUnencrypted)) return [];
  const message = 'its credentials go to the provider unencrypted (http); give its base URL as https://';
  return [warned(`account ${accountLabel(config)}`, message)];
}

function unencryptedWebhookUrl(env: Environment): Finding[] {
  const url = textOf(env, 'WEBHOOK_PUBLIC_URL');
  if (url === undefined || !isUnencrypted(url)) return [];
  const message =
    'WEBHOOK_PUBLIC_URL is http, so the tokens in its paths can be read on their way; give it as https://';
  return [warned('webhooks', message)];
}

function readableFile(env: Environment, accounts: readonly AccountConfig[]): Finding[] {
  const file = textOf(env, 'PORTKEEPER_CONFIG');
  if (file === undefined || process.platform === 'win32' || !isReadableByOthers(file)) return [];
  if (!holdsSecrets(file, new Set(accounts.map(({ descriptor }) => descriptor)))) return [];
  const message = `${file} holds secrets, and other users of this machine may read it: chmod 600 ${file}, or name variables in it (\${NAME})`;
  return [warned('configuration', message)];
}

function isReadableByOthers(file: string): boolean {
  try {
    return (statSync(file).mode & READABLE_BY_OTHERS) !== 0;
  } catch {
    return false; // reported already as a configuration problem
  }
}
