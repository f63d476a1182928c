import { z } from 'zod';
import { isSandboxAccount } from '../providers/descriptor';
import { accountLabel, type AccountConfig } from './account-config';
import { readAccounts } from './accounts';
import { Problems } from './configuration-error';
import { requireEncryptionDecision } from './encryption-settings';
import { readDocumentRoots, type DocumentRoots } from './document-roots';
import { readTemporalSettings } from './temporal-settings';
import { flag, positiveNumber, readVariable, tcpPort, textOf, type Environment } from './variables';
import { readOptionalWebhookSettings, readWebhookSettings, type WebhookSettings } from './webhook-settings';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const SECONDS_PER_DAY = 86_400;

/** How a process writes its log. */
export interface LogSettings {
  readonly level: (typeof LOG_LEVELS)[number];
  /** For people at a terminal, instead of one JSON object per line. */
  readonly pretty: boolean;
}

/** What every process has. */
export interface ProcessSettings {
  readonly log: LogSettings;
  /** Port of the metrics server; undefined: none. */
  readonly metricsPort: number | undefined;
  /** The address that it listens on. */
  readonly metricsHost: string;
}

/** What a worker needs: accounts with all their credentials. */
export interface WorkerSettings extends ProcessSettings {
  readonly accounts: readonly AccountConfig[];
  /** How many seconds a day lasts, for demos; undefined: real days. */
  readonly daySeconds: number | undefined;
  /** What the URLs of webhooks are made of, for providers that take one with each order; undefined: they get none. */
  readonly webhooks: WebhookSettings | undefined;
  /** From where documents may be read; without `PORTKEEPER_DOCUMENT_ROOTS` from nowhere. */
  readonly documentRoots: DocumentRoots;
}

/** What the receiver needs: where it listens, and the secrets that webhooks are checked with. */
export interface ReceiverSettings extends ProcessSettings, WebhookSettings {
  readonly host: string;
  readonly port: number;
  /** Hold no more than what checks a signature. */
  readonly accounts: readonly AccountConfig[];
}

/** Reads what a worker needs. @throws ConfigurationError naming every problem */
export function readWorkerSettings(env: Environment): WorkerSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  requireEncryptionDecision(env, problems);
  const accounts = readAccounts(env, 'calls', problems);
  const daySeconds = readDaySeconds(env, accounts, problems);
  const webhooks = readOptionalWebhookSettings(env, problems);
  const documentRoots = readDocumentRoots(env, problems);
  problems.throwIfAny();
  return { ...shared, accounts, daySeconds, webhooks, documentRoots };
}

/** Reads what the receiver needs. @throws ConfigurationError naming every problem */
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

/** Reads what a client needs, the CLI's reading commands for example. @throws ConfigurationError */
export function readClientSettings(env: Environment): ProcessSettings {
  const problems = new Problems();
  const shared = readProcessSettings(env, problems);
  problems.throwIfAny();
  return shared;
}

/** Reads what every process has. */
export function readProcessSettings(env: Environment, problems: Problems): ProcessSettings {
  // The connection itself comes from temporal.config.ts; it is read here so that its problems join the one message.
  readTemporalSettings(env, problems);
  const levels = z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`);
  return {
    log: {
      level: readVariable(env, 'LOG_LEVEL', levels, problems) ?? 'info',
      pretty: readVariable(env, 'LOG_PRETTY', flag, problems) ?? false,
    },
    metricsPort: readVariable(env, 'METRICS_PORT', tcpPort, problems),
    metricsHost: textOf(env, 'METRICS_HOST') ?? '127.0.0.1',
  };
}

function readDaySeconds(
  env: Environment,
  accounts: readonly AccountConfig[],
  problems: Problems,
): number | undefined {
  const seconds = positiveNumber.refine(
    (value) => value <= SECONDS_PER_DAY,
    `must be at most ${SECONDS_PER_DAY}`,
  );
  const daySeconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', seconds, problems);
  const real = accounts.filter((config) => !isSandboxAccount(config)).map(accountLabel);
  if (daySeconds !== undefined && real.length > 0) {
    problems.add(
      'PORTKEEPER_DAY_SECONDS',
      `is for sandbox credentials only, and ${real.join(', ')} has others; unset it`,
    );
  }
  return daySeconds;
}
