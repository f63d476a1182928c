import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderName } from './providers';
import { SIMULATED_STATUS_MAP } from '../../src/sandbox/fone-dynamics/states';
import { freePort } from '../../tools/temporal-server';
import { CliProcess, portkeeper, type Variables } from './cli-process';
import { SandboxControl } from './sandbox-control';
import { NUMBER_KEY } from './stack';
import { devServer } from './servers/dev-server';
import { TEST_KEYS } from './encrypted-client';

/** What is each provider's own of an account of the sandbox, as a configuration file says it. */
const ACCOUNTS: Readonly<Record<ProviderName, object>> = {
  twilio: { credentials: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' } },
  'telnyx-v1': { credentials: { apiUser: 'sandbox@example.com', apiToken: 'sandbox-token' } },
  'fone-dynamics': {
    credentials: { accountSid: 'A'.repeat(32), token: 'sandbox-token' },
    propertySid: `S${'A'.repeat(31)}`,
    statusMap: SIMULATED_STATUS_MAP,
  },
};

/** Sandbox, receiver and worker as processes of their own, against the shared dev server. */
export interface ProcessStack {
  /** Names the queues and the account, so that test files do not serve each other's ports. */
  readonly account: string;
  /** What any further process needs to work with them. */
  readonly variables: Variables;
  readonly control: SandboxControl;
  readonly sandbox: CliProcess;
  readonly receiver: CliProcess;
  worker: CliProcess;
  /** Kills the worker and starts another in its place; a test may have a program of its own as that. */
  restartWorker(program?: string): Promise<void>;
  /** Ends whatever still runs. */
  stop(): Promise<void>;
}

/**
 * @param policy - the accounts' timing as their configuration file says it, in ISO 8601
 * @param others - whose accounts there are beside Twilio's, under the same name
 * @param settings - further variables of all processes, which override the others
 * @param workerOptions - further options on the worker's command line
 */
export async function startProcesses(
  name: string,
  daySeconds: number,
  policy: Readonly<Record<string, string>> = {},
  others: readonly Exclude<ProviderName, 'twilio'>[] = [],
  settings: Variables = {},
  workerOptions: readonly string[] = [],
): Promise<ProcessStack> {
  const account = `${name}-${String(process.pid)}`;
  const folder = mkdtempSync(join(tmpdir(), `portkeeper-${name}-`));
  const port = String(await freePort());
  const configuration = join(folder, 'accounts.json');
  const variables: Variables = {
    TEMPORAL_ADDRESS: devServer().address,
    PORTKEEPER_TASK_QUEUE: account,
    PORTKEEPER_CONFIG: configuration,
    PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS,
    PORTKEEPER_NUMBER_KEY: NUMBER_KEY.toString('base64'),
    PORTKEEPER_DAY_SECONDS: String(daySeconds),
    PORTKEEPER_WEBHOOK_SECRETS: `test:${Buffer.alloc(32, 'test').toString('base64')}`,
    WEBHOOK_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PORT: port,
    ...settings,
  };
  const { stdout } = await portkeeper(['webhook-url', 'twilio', account, '--json'], variables);
  const { url } = JSON.parse(stdout) as { url: string };
  const sandbox = new CliProcess(
    ['sandbox', '--port', '0', '--day-seconds', String(daySeconds), '--twilio-webhook-url', url, '--json'],
    {},
  );
  const { url: sandboxUrl } = await sandbox.ready<{ url: string }>();
  const accounts = (['twilio', ...others] as const).map((provider) => ({
    provider,
    name: account,
    baseUrl: `${sandboxUrl}/${provider}`,
    policy,
    ...ACCOUNTS[provider],
  }));
  writeFileSync(configuration, JSON.stringify({ accounts }));
  const receiver = new CliProcess(['receiver', '--json'], variables);
  const newWorker = (program?: string) =>
    program === undefined
      ? new CliProcess(['worker', ...workerOptions, '--json'], variables)
      : new CliProcess([], variables, '', ['--import', 'tsx', program]);
  const stack: ProcessStack = {
    account,
    variables,
    control: new SandboxControl(sandboxUrl),
    sandbox,
    receiver,
    worker: newWorker(),
    async restartWorker(program) {
      await stack.worker.end('SIGKILL');
      stack.worker = newWorker(program);
      await stack.worker.ready();
    },
    async stop() {
      await Promise.all([sandbox, receiver, stack.worker].map((each) => each.end('SIGKILL')));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await Promise.all([receiver.ready(), stack.worker.ready()]);
  return stack;
}
