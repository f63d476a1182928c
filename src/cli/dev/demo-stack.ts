import { portOrFree } from '../../../tools/ports';
import { temporalConfig, type TemporalConfig } from '../../../temporal.config';
import type { Logger } from 'pino';
import { admission } from '../../codec-server/caller';
import { buildCodecServer } from '../../codec-server/codec-server';
import { readReceiverSettings, readWorkerSettings } from '../../config/environment';
import { Problems } from '../../config/configuration-error';
import { daySeconds, readVariable, textOf, type Environment } from '../../config/variables';
import { startReceiver } from '../../receiver/start-receiver';
import { startSandbox } from '../../sandbox/server';
import { webhookUrl } from '../../security/webhook-token';
import { createPortWorker } from '../../worker/worker';
import { createLogger } from '../processes/logger';
import { installTemporalRuntime } from '../processes/temporal-runtime';
import { DEMO_DAY_SECONDS, demoEnvironment, encrypts } from './demo-environment';
import type { LocalTemporal } from './local-temporal';
import type { Teardown } from '../shutdown';

const SANDBOX_PORT = 9080;
const RECEIVER_PORT = 8080;
const CODEC_SERVER_PORT = 8081;

/** Sandbox, receiver and worker in this process, so that none of them can outlive it. */
export interface DemoStack {
  readonly config: TemporalConfig;
  readonly daySeconds: number;
  readonly sandboxUrl: string;
  readonly receiverUrl: string;
  /** The codec server with which the Web UI decrypts; undefined: the demo does not encrypt. */
  readonly codecServerUrl: string | undefined;
  /** The webhook URL of each provider that takes one URL for the account. */
  readonly webhookUrls: Readonly<Record<string, string>>;
  /** The environment of the demo itself. */
  readonly env: Environment;
  /** The variables that another terminal must export to use this demo. */
  readonly exports: Readonly<Record<string, string>>;
  /** Rejects when the worker fails. */
  readonly died: Promise<never>;
}

/**
 * The address at which the codec server will listen: the Web UI needs it when Temporal starts. Undefined: the demo does
 * not encrypt.
 */
export async function codecServerAddress(
  env: Environment,
  report: (line: string) => void,
): Promise<string | undefined> {
  if (!encrypts(env)) return undefined;
  return `http://127.0.0.1:${await freeOr(CODEC_SERVER_PORT, 'the codec server', report)}`;
}

/**
 * Starts the parts of Portkeeper against a running Temporal.
 *
 * @param report - receives one line for each notable step
 */
export async function startDemoStack(input: {
  readonly env: Environment;
  readonly temporal: LocalTemporal;
  /** From `codecServerAddress`. */
  readonly codecServerUrl: string | undefined;
  readonly teardown: Teardown;
  readonly report: (line: string) => void;
}): Promise<DemoStack> {
  const { teardown, report } = input;
  const daySeconds = readDaySeconds(input.env);
  const receiverPort = await freeOr(portIn(input.env) ?? RECEIVER_PORT, 'the receiver', report);
  const sandboxPort = await freeOr(SANDBOX_PORT, 'the sandbox', report);
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const { env, exports } = demoEnvironment({
    env: input.env,
    temporal: input.temporal.variables,
    sandboxUrl,
    receiverPort,
    daySeconds,
  });
  const config = temporalConfig(env);
  // Receiver and worker are this one process, so its metrics are the worker's.
  const settings = { ...readReceiverSettings(env), metricsPort: undefined };
  const workerSettings = readWorkerSettings(env);
  const { accounts, documentRoots, log, proxy, webhooks } = workerSettings;
  const webhookUrls = Object.fromEntries(
    accounts
      .filter(({ descriptor }) => descriptor.capabilities.webhookScope === 'account')
      .map(({ account: { provider, name } }) => [
        provider,
        webhookUrl({ ...settings, provider, account: name }),
      ]),
  );
  const logger = createLogger(log);
  installTemporalRuntime(logger, workerSettings);

  const sandbox = await startSandbox({ port: sandboxPort, daySeconds, webhookUrls, logger });
  await teardown.add(() => sandbox.close());
  const receiver = await startReceiver({ settings, temporal: config, logger });
  await teardown.add(() => receiver.close());
  const { codecServerUrl } = input;
  if (codecServerUrl !== undefined) {
    await startCodecServer({ url: codecServerUrl, uiUrl: input.temporal.uiUrl, config, logger, teardown });
  }
  const worker = await createPortWorker({
    temporal: config,
    taskQueue: config.taskQueue,
    accounts,
    daySeconds,
    webhooks,
    documentRoots,
    proxy,
  });
  const running = worker.run();
  const died = running.then(() => new Promise<never>(() => undefined));
  died.catch(() => undefined); // avoids an unhandled rejection; a later listener still receives the error
  await teardown.add(async () => {
    worker.shutdown();
    await running;
  });
  return {
    config,
    daySeconds,
    sandboxUrl,
    receiverUrl: receiver.address,
    codecServerUrl,
    env,
    webhookUrls,
    exports,
    died,
  };
}

/** Starts the codec server on this machine only, for the pages of the demo's Web UI. */
async function startCodecServer({
  url,
  uiUrl,
  config,
  logger,
  teardown,
}: {
  readonly url: string;
  readonly uiUrl: string | undefined;
  readonly config: TemporalConfig;
  readonly logger: Logger;
  readonly teardown: Teardown;
}): Promise<void> {
  const server = buildCodecServer({
    codecs: config.dataConverter?.payloadCodecs ?? [],
    // A user may open the Web UI by either name.
    origins: uiUrl === undefined ? [] : [uiUrl, uiUrl.replace('//127.0.0.1:', '//localhost:')],
    admit: admission({ tokens: [] }),
    logger,
  });
  const { hostname: host, port } = new URL(url);
  await server.listen({ host, port: Number(port) });
  await teardown.add(() => server.close());
}

function readDaySeconds(env: Environment): number {
  const problems = new Problems();
  const seconds = readVariable(env, 'PORTKEEPER_DAY_SECONDS', daySeconds, problems);
  problems.throwIfAny();
  return seconds ?? DEMO_DAY_SECONDS;
}

function portIn(env: Environment): number | undefined {
  const text = textOf(env, 'PORT');
  return text !== undefined && /^\d{1,5}$/.test(text) && Number(text) > 0 ? Number(text) : undefined;
}

async function freeOr(preferred: number, who: string, report: (line: string) => void): Promise<number> {
  const port = await portOrFree(preferred);
  if (port !== preferred) report(`port ${preferred} is taken, so ${who} listens on ${port}`);
  return port;
}
