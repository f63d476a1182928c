import { temporalConfig } from '../../../temporal.config';
import { admission } from '../../codec-server/caller';
import { buildCodecServer } from '../../codec-server/codec-server';
import { readCodecServerSettings } from '../../config/codec-server-settings';
import type { CommandContext } from '../command';
import { aborted } from '../shutdown';
import { createLogger } from './logger';

/** Runs the codec server until it is stopped. It needs no Temporal. */
export async function runCodecServer(json: boolean, { env, output, stopped }: CommandContext): Promise<void> {
  const { host, port, origins, access, log } = readCodecServerSettings(env);
  const { dataConverter } = temporalConfig(env);
  const logger = createLogger(log);
  const server = buildCodecServer({
    codecs: dataConverter?.payloadCodecs ?? [],
    origins,
    admit: admission(access),
    logger,
  });
  const address = await server.listen({ host, port });
  if (json) output.jsonLine({ ready: 'codec-server', address, origins });
  else {
    const pages = origins.length === 0 ? 'no Web UI' : origins.join(', ');
    output.line(`Codec server ready: it listens on ${address} and answers pages of ${pages}.`);
  }
  await aborted(stopped);
  logger.info({}, 'stopping: requests in flight are answered first');
  await server.close();
}
