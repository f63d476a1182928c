import { z } from 'zod';
import { serverUrl } from '../providers/server-url';
import { KeyListError, parseKeyList } from '../security/key-list';
import type { WebhookSecrets } from '../security/webhook-token';
import { Problems } from './configuration-error';
import { requireVariable, textOf, type Environment } from './variables';

/** Shorter secrets can be guessed. */
const MIN_SECRET_BYTES = 16;

/** The settings with which webhook URLs are made and checked. */
export interface WebhookSettings {
  /** The URL at which providers reach the receiver, without a trailing slash. */
  readonly publicUrl: string;
  readonly secrets: WebhookSecrets;
}

const webhookSecrets = z.string().transform((text, context): WebhookSecrets => {
  try {
    const [first, ...others] = parseKeyList(text, MIN_SECRET_BYTES);
    if (first !== undefined) return [first, ...others];
  } catch (error) {
    if (!(error instanceof KeyListError)) throw error;
    context.addIssue(error.message);
  }
  return z.NEVER;
});

/**
 * Reads `WEBHOOK_PUBLIC_URL` and `PORTKEEPER_WEBHOOK_SECRETS`; after a problem the value must not be used.
 */
export function readWebhookSettings(env: Environment, problems: Problems): WebhookSettings {
  const publicUrl = requireVariable(
    env,
    'WEBHOOK_PUBLIC_URL',
    serverUrl,
    'set it to the URL at which providers reach the receiver: signatures are computed over it',
    problems,
  );
  const secrets = requireVariable(
    env,
    'PORTKEEPER_WEBHOOK_SECRETS',
    webhookSecrets,
    'set it to id:base64, for example k1: followed by the output of openssl rand -base64 32',
    problems,
  );
  return { publicUrl: publicUrl ?? '', secrets: secrets ?? [{ id: '', key: Buffer.alloc(0) }] };
}

/** Like `readWebhookSettings`, for a process that works without them: undefined if neither is set. */
export function readOptionalWebhookSettings(
  env: Environment,
  problems: Problems,
): WebhookSettings | undefined {
  const isSet = ['WEBHOOK_PUBLIC_URL', 'PORTKEEPER_WEBHOOK_SECRETS'].some(
    (name) => textOf(env, name) !== undefined,
  );
  return isSet ? readWebhookSettings(env, problems) : undefined;
}

/**
 * Reads the settings of webhook URLs, to print a URL.
 *
 * @throws ConfigurationError
 */
export function webhookSettings(env: Environment): WebhookSettings {
  const problems = new Problems();
  const settings = readWebhookSettings(env, problems);
  problems.throwIfAny();
  return settings;
}
