import { isIP } from 'node:net';
import { z } from 'zod';
import { isSandboxAccount } from '../providers/descriptor';
import { accountLabel, type AccountConfig } from './account-config';
import { readAccounts } from './accounts';
import { Problems } from './configuration-error';
import { requireEncryptionDecision } from './encryption-settings';
import type { ProxySettings } from '../providers/http/egress';
import { readDocumentRoots, type DocumentRoots } from './document-roots';
import { readNumberKey } from './number-key';
import { readProxySettings } from './proxy-settings';
import { readTemporalSettings } from './temporal-settings';
import { daySeconds, flag, instant, readVariable, tcpPort, textOf, type Environment } from './variables';
import { readOptionalWebhookSettings, readWebhookSettings, type WebhookSettings } from './webhook-settings';
import { readWorkerBuild, type WorkerBuild } from './worker-build';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const LOOPBACK_ADDRESS = '127.0.0.1';

/** The worker's metrics server resolves no names. */
const ipAddress = z
  .string()
  .transform((text) => (text === 'localhost' ? LOOPBACK_ADDRESS : text.replace(/^\[(.*)\]$/, '$1')))
  .refine((text) => isIP(text) !== 0, 'must be an IP address, for example 127.0.0.1 or 0.0.0.0');

/** The log settings of a process. */
export interface LogSettings {
  readonly level: (typeof LOG_LEVELS)[number];
  /** Human-readable output instead of one JSON object per line. */
  readonly pretty: boolean;
}

/** The settings of every process. */
export interface ProcessSettings {
  readonly log: LogSettings;
  /** The port of the metrics server; undefined: none. */
  readonly metricsPort: number | undefined;
  /** The address of the metrics server. */
  readonly metricsHost: string;
}

/** The variable with the instant of the newest restore of Temporal's database. */
export const RESTORED_AT = 'PORTKEEPER_RESTORED_AT';

/** The settings of a worker, with all credentials of its accounts. */
export interface WorkerSettings extends ProcessSettings {
  readonly accounts: readonly AccountConfig[];
  /** The build of the workers; undefined: they are not versioned. */
  readonly build: WorkerBuild | undefined;
  /** The length of a day in seconds, for demos; undefined: real days. */
  readonly daySeconds: number | undefined;
  /** The settings of webhook URLs, for providers that take one with each order; undefined: no URL is sent. */
  readonly webhooks: WebhookSettings | undefined;
  /** Hides the numbers in the ids of their claims; undefined: numbers are not claimed. */
  readonly numberKey: Buffer | undefined;
  /** Where documents may be read from; without `PORTKEEPER_DOCUMENT_ROOTS` nowhere. */
  readonly documentRoots: DocumentRoots;
  /** The proxies of requests to providers and document hosts. */
  readonly proxy: ProxySettings;
  /** When Temporal's database was restored from an older copy, epoch milliseconds; undefined: never. */
  readonly restoredAt: number | undefined;
}

/** The settings of the receiver: its address, and the secrets for checking webhooks. */
export interface ReceiverSettings extends ProcessSettings, WebhookSettings {
  readonly host: string;
  readonly port: number;
  /** Without credentials, except those that check signatures. */
  readonly accounts: readonly AccountConfig[];
}

/**
 * Reads the settings of a worker.
 *
 * @throws ConfigurationError naming every problem
 */
export function readWorkerSettings(env: Environment): WorkerSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  requireEncryptionDecision(env, problems);
  const accounts = readAccounts(env, 'calls', problems);
  const daySeconds = readDaySeconds(env, accounts, problems);
  const webhooks = readOptionalWebhookSettings(env, problems);
  const numberKey = readNumberKey(env, problems);
  const documentRoots = readDocumentRoots(env, problems);
  const proxy = readProxySettings(env, problems);
  const build = readWorkerBuild(env, problems);
  const restoredAt = readVariable(env, RESTORED_AT, instant, problems);
  problems.throwIfAny();
  return { ...shared, accounts, build, daySeconds, webhooks, numberKey, documentRoots, proxy, restoredAt };
}

/**
 * Reads the settings of the receiver.
 *
 * @throws ConfigurationError naming every problem
 */
export function readReceiverSettings(env: Environment): ReceiverSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  requireEncryptionDecision(env, problems);
  const host = textOf(env, 'HOST') ?? '127.0.0.1';
  const port = readVariable(env, 'PORT', tcpPort, problems) ?? 8080;
  const webhooks = readWebhookSettings(env, problems);
  const accounts = readAccounts(env, 'webhooks', problems);
  problems.throwIfAny();
  return { ...shared, ...webhooks, host, port, accounts };
}

/**
 * Reads the settings of a client, for example of the CLI's reading commands.
 *
 * @throws ConfigurationError
 */
export function readClientSettings(env: Environment): ProcessSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  problems.throwIfAny();
  return shared;
}

/** Reads the settings of every process. */
export function readProcessSettings(env: Environment, problems: Problems): ProcessSettings {
  // temporal.config.ts makes the connection; the settings are read here so that one message has all problems.
  readTemporalSettings(env, problems);
  const levels = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    log: {
      level: readVariable(env, 'LOG_LEVEL', levels, problems) ?? 'info',
      pretty: readVariable(env, 'LOG_PRETTY', flag, problems) ?? false,
    },
    metricsPort: readVariable(env, 'METRICS_PORT', tcpPort, problems),
    metricsHost: readVariable(env, 'METRICS_HOST', ipAddress, problems) ?? LOOPBACK_ADDRESS,
  };
}

function readDaySeconds(
  env: Environment,
  accounts: readonly AccountConfig[],
  problems: Problems,
): number | undefined {
  const seconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', daySeconds, problems);
  const real = accounts.filter((config) => !isSandboxAccount(config)).map(accountLabel);
  if (seconds !== undefined && real.length > 0) {
    problems.add(
      'PORTKEEPER_DAY_SECONDS',
      `is for sandbox credentials only, and ${real.join(', ')} has others; unset it`,
    );
  }
  return seconds;
}
