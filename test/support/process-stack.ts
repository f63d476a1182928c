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
  /** The URL that the sandbox's Twilio posts its webhooks to. */
  readonly webhookUrl: string;
  readonly sandbox: CliProcess;
  receiver: CliProcess;
  worker: CliProcess;
  /** Kills the worker and starts another in its place; a test may have a program of its own as that. */
  restartWorker(program?: string): Promise<void>;
  /** The same for the receiver. */
  restartReceiver(): Promise<void>;
  /** Ends whatever still runs. */
  stop(): Promise<void>;
}

/** What the processes of a stack are started with. */
export interface ProcessOptions {
  /** The accounts' timing as their configuration file says it, in ISO 8601. */
  readonly policy?: Readonly<Record<string, string | readonly string[]>>;
  /** Whose accounts there are beside Twilio's, under the same name. */
  readonly others?: readonly Exclude<ProviderName, 'twilio'>[];
  /** What else each provider's accounts there are called, after the name of the first. */
  readonly suffixes?: readonly string[];
  /** Further variables of all processes, which override the others. */
  readonly settings?: Variables;
  /** Further options on the worker's command line. */
  readonly workerOptions?: readonly string[];
  /** Their number key is set, so each number is in one port at a time. */
  readonly claimsNumbers?: true;
  /** The program that is the worker; default: `portkeeper worker`. */
  readonly program?: string;
}

/** Starts them, and waits until all are ready. */
export async function startProcesses(
  name: string,
  daySeconds: number,
  {
    policy = {},
    others = [],
    suffixes = [],
    settings = {},
    workerOptions = [],
    program,
    claimsNumbers,
  }: ProcessOptions = {},
): Promise<ProcessStack> {
  const account = `${name}-${String(process.pid)}`;
  const folder = mkdtempSync(join(tmpdir(), `portkeeper-${name}-`));
  const port = String(await freePort());
  const configuration = join(folder, 'accounts.json');
  const variables: Variables = {
    TEMPORAL_ADDRESS: settings['TEMPORAL_ADDRESS'] ?? devServer().address,
    PORTKEEPER_TASK_QUEUE: account,
    PORTKEEPER_CONFIG: configuration,
    PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS,
    ...(claimsNumbers === true && { PORTKEEPER_NUMBER_KEY: NUMBER_KEY.toString('base64') }),
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
  const accounts = (['twilio', ...others] as const).flatMap((provider) =>
    ['', ...suffixes].map((suffix) => ({
      provider,
      name: `${account}${suffix}`,
      baseUrl: `${sandboxUrl}/${provider}`,
      policy,
      ...ACCOUNTS[provider],
    })),
  );
  writeFileSync(configuration, JSON.stringify({ accounts }));
  const newReceiver = () => new CliProcess(['receiver', '--json'], variables);
  const newWorker = (own = program) =>
    own === undefined
      ? new CliProcess(['worker', ...workerOptions, '--json'], variables)
      : new CliProcess([], variables, '', ['--import', 'tsx', own]);
  const stack: ProcessStack = {
    account,
    variables,
    control: new SandboxControl(sandboxUrl),
    webhookUrl: url,
    sandbox,
    receiver: newReceiver(),
    worker: newWorker(),
    async restartWorker(own) {
      await stack.worker.end('SIGKILL');
      stack.worker = newWorker(own);
      await stack.worker.ready();
    },
    async restartReceiver() {
      await stack.receiver.end('SIGKILL');
      stack.receiver = newReceiver();
      await stack.receiver.ready();
    },
    async stop() {
      await Promise.all([sandbox, stack.receiver, stack.worker].map((each) => each.end('SIGKILL')));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await Promise.all([stack.receiver.ready(), stack.worker.ready()]);
  return stack;
}
