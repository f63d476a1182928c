import { temporalConfig } from '../../../temporal.config';
import { readReceiverSettings } from '../../config/environment';
import { startReceiver } from '../../receiver/start-receiver';
import { webhookUrl, withoutSecret } from '../../security/webhook-token';
import type { CommandContext } from '../command';
import { aborted } from '../shutdown';
import { createLogger } from './logger';

/** Why a provider needs no URL, by its webhook scope. */
const NOTHING_TO_GIVE = {
  account: undefined,
  order: 'not needed: the worker sends one with each order',
  none: 'none: it sends no webhooks',
} as const;

/** Runs the receiver until it is stopped; webhooks in flight are answered first. */
export async function runReceiver(json: boolean, { env, output, stopped }: CommandContext): Promise<void> {
  const settings = readReceiverSettings(env);
  const temporal = temporalConfig(env);
  const logger = createLogger(settings.log);
  const receiver = await startReceiver({ settings, temporal, logger });

  // A container's standard output is a log, and many people can read it. Only `portkeeper webhook-url` prints the token.
  const urls = settings.accounts.map(({ account: { provider, name: account }, descriptor }) => ({
    scope: descriptor.capabilities.webhookScope,
    named: { provider, account, url: withoutSecret(webhookUrl({ ...settings, provider, account })) },
  }));
  if (json) {
    const webhookUrls = urls.flatMap(({ scope, named }) => (scope === 'none' ? [] : [named]));
    output.jsonLine({ ready: 'receiver', address: receiver.address, webhookUrls });
  } else {
    output.line(`Receiver ready: it listens on ${receiver.address}. It takes webhooks at these URLs;`);
    output.line('`portkeeper webhook-url <provider>` prints one with its token, to give to the provider:');
    for (const { scope, named } of urls)
      output.line(`  ${named.provider}/${named.account}  ${NOTHING_TO_GIVE[scope] ?? named.url}`);
  }

  await aborted(stopped);
  logger.info('stopping: webhooks in flight are answered first');
  await receiver.close();
}
