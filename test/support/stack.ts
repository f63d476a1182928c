import { Connection, Client } from '@temporalio/client';
import { temporalConfig } from '../../temporal.config';
import { PortingClient } from '../../src/client/porting-client';
import type { AccountConfig } from '../../src/config/account-config';
import { startReceiver } from '../../src/receiver/start-receiver';
import { HOUR } from '../../src/domain/model/time';
import { startSandbox, type RunningSandbox } from '../../src/sandbox/server';
import { webhookUrl } from '../../src/security/webhook-token';
import { createPortWorker } from '../../src/worker/worker';
import { freePort } from '../../tools/temporal-server';
import { sandboxAccount } from '../scenarios/sandbox-account';
import { encryptedClient, TEST_KEYS } from './encrypted-client';
import { devServer } from './servers/dev-server';
import { workflowBundle } from './servers/workflow-bundle';

export interface StackOptions {
  /** Names the queues and the account, so that test files do not serve each other's ports. */
  readonly name: string;
  readonly policy?: AccountConfig['policy'];
  /** The ports count on a sweep; who wants one has to configure it. */
  readonly isSwept?: true;
  /** Its worker has a number key, so each number is in one port at a time. */
  readonly claimsNumbers?: true;
  /** Payloads are encrypted. */
  readonly isEncrypted?: true;
  /** For worker and sandbox alike; absent: real days. */
  readonly daySeconds?: number;
  /** The provider's days are real ones, whatever the worker's are: nothing happens there by itself. */
  readonly isProviderStill?: true;
  /** `host:port` of a Temporal server of the test's own; absent: the dev server that all files share. */
  readonly address?: string;
}

/** Sandbox, receiver and worker in this process, over real HTTP and the shared dev server. */
export interface Stack {
  readonly porting: PortingClient;
  readonly client: Client;
  readonly sandbox: RunningSandbox;
  /** The URL that the sandbox posts its webhooks to. */
  readonly webhookUrl: string;
  readonly account: string;
  /** Stops the worker: ports take signals, and nothing answers them. */
  stopWorker(): Promise<void>;
  stop(): Promise<void>;
}

/** The key of the claims of all tests. */
export const NUMBER_KEY = Buffer.alloc(32, 'numbers of tests');

const QUIET = { debug() {}, info() {}, warn() {}, error() {} };

export async function startStack(options: StackOptions): Promise<Stack> {
  const { name, policy = {}, daySeconds, address = devServer().address } = options;
  const keys = options.isEncrypted === true ? { PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS } : {};
  const temporal = { ...temporalConfig({ TEMPORAL_ADDRESS: address, ...keys }), taskQueue: name };
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  const secrets = [{ id: 'test', key: Buffer.alloc(32, 7) }] as const;
  const hook = webhookUrl({ publicUrl, provider: 'twilio', account: name, secrets: [...secrets] });
  const sandbox = await startSandbox({
    port: 0,
    daySeconds: options.isProviderStill === true ? undefined : daySeconds,
    twilioWebhookUrl: hook,
  });
  const own = sandboxAccount(`${sandbox.url}/twilio`, name, policy);
  const accounts = [{ ...own, ...(options.isSwept === true && { sweepEvery: HOUR }) }];
  const receiver = await startReceiver({
    settings: {
      host: '127.0.0.1',
      port,
      publicUrl,
      secrets: [...secrets],
      accounts,
      log: { level: 'silent', pretty: false },
      metricsPort: undefined,
      metricsHost: '127.0.0.1',
    },
    temporal,
    logger: QUIET,
  });
  const worker = await createPortWorker({
    temporal,
    taskQueue: name,
    accounts,
    daySeconds,
    ...(options.claimsNumbers === true && { numberKey: NUMBER_KEY }),
    workflowOptions: { workflowBundle: workflowBundle() },
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  const client = options.isEncrypted === true ? encryptedClient(connection) : new Client({ connection });
  return {
    porting: new PortingClient({ client, connection }, name),
    client,
    sandbox,
    webhookUrl: hook,
    account: name,
    async stopWorker() {
      worker.shutdown();
      await running;
    },
    async stop() {
      await receiver.close();
      await sandbox.close();
      worker.shutdown();
      await running;
      await connection.close();
    },
  };
}

/** Asks until the answer satisfies, and returns it. */
export async function eventually<T>(
  ask: () => Promise<T>,
  satisfies: (value: T) => boolean,
  withinMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (satisfies(value)) return value;
    if (Date.now() > deadline)
      throw new Error(
        `Still not so after ${String(withinMs)} ms: ${JSON.stringify({ value }).slice(0, 2_000)}`,
      );
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
