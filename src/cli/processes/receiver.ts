import { temporalConfig } from '../../../temporal.config';
import { readReceiverSettings } from '../../config/environment';
import { createWebhooks } from '../../providers/registry';
import { startReceiver } from '../../receiver/start-receiver';
import { webhookUrl } from '../../security/webhook-token';
import type { CommandContext } from '../command-context';
import { aborted } from '../stop-signals';
import { createLogger } from './logger';

/** Runs the receiver until it is told to stop; webhooks in flight are answered first. */
export async function runReceiver(json: boolean, { env, output, stopped }: CommandContext): Promise<void> {
  const settings = readReceiverSettings(env);
  const temporal = temporalConfig(env);
  const logger = createLogger(settings.log);
  const receiver = await startReceiver({ settings, temporal, createWebhooks, logger });

  const urls = settings.accounts.map(({ account: { provider, name } }) => ({
    provider,
    account: name,
    url: webhookUrl({ ...settings, provider, account: name }),
  }));
  if (json) output.jsonLine({ ready: 'receiver', address: receiver.address, webhookUrls: urls });
  else {
    output.line(`Receiver ready: it listens on ${receiver.address}. Give these URLs to the providers:`);
    for (const { provider, account, url } of urls) output.line(`  ${provider}/${account}  ${url}`);
  }

  await aborted(stopped);
  logger.info('stopping: webhooks in flight are answered first');
  await receiver.close();
}
