import { registerSearchAttributes } from '../../setup/search-attributes';
import { CliError } from '../failure';
import type { ProviderName } from '../../contract/names';
import type { CommandContext, JsonOption } from '../command';
import { summaryOf } from '../ports/read-port';
import { humanizeCode } from '../render/format';
import { timelineLine } from '../render/timeline';
import { aborted } from '../shutdown';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { codecServerAddress, startDemoStack, type DemoStack } from './demo-stack';
import { demoTimeoutMs, followPort } from './follow-port';
import { findOrStartTemporal, type LocalTemporal } from './local-temporal';
import { nextSteps } from './next-steps';
import { demoProvider, demoRequestId, sampleNumber, sampleRequest, type DemoProvider } from './sample-port';
import { Teardown } from '../shutdown';
import { portPages } from './next-steps';

/** The options of `portkeeper dev`. */
export interface DevOptions extends JsonOption {
  readonly once?: true;
  readonly provider?: ProviderName;
}

/** Runs all parts of Portkeeper on this machine, and one sample port. */
export async function runDev(options: DevOptions, context: CommandContext): Promise<void> {
  const { output, stopped } = context;
  const provider = demoProvider(options.provider);
  const print: Print = (line) => (options.json ? output.note(line) : output.line(line));
  const teardown = new Teardown();
  let result: DemoResult | undefined;
  try {
    await Promise.race([
      aborted(stopped),
      runDemo({ ...options, provider }, context, teardown, print).then((demoResult) => {
        result = demoResult;
      }),
    ]);
  } finally {
    if (!options.once || result === undefined) output.note('Stopping …');
    for (const error of await teardown.run()) output.note(`while stopping: ${String(error)}`);
  }
  if (options.once && result === undefined) {
    throw new CliError('demo_failed', 'stopped before the sample port had ended', 1);
  }
  // Printed after everything else, so that it is the last line.
  if (options.once) output.jsonLine(result);
}

/** The JSON that `--once` prints. */
interface DemoResult {
  readonly requestId: string;
  readonly workflowId: string;
  readonly phase: string;
  readonly outcome: unknown;
  /** The number of events in the workflow's history. */
  readonly events: number;
  /** The address of Temporal. */
  readonly address: string;
  readonly uiUrl: string | null;
  readonly cardUrl: string | null;
}

type Print = (line: string) => void;

/** The options of `portkeeper dev`, with the provider resolved. */
type DemoOptions = Omit<DevOptions, 'provider'> & { readonly provider: DemoProvider };

async function runDemo(
  options: DemoOptions,
  { env, output, stopped }: CommandContext,
  teardown: Teardown,
  print: Print,
): Promise<DemoResult | undefined> {
  const report = (line: string) => output.note(line);
  const codecServerUrl = await codecServerAddress(env, report);
  const temporal = await findOrStartTemporal(env, codecServerUrl, report);
  await teardown.add(() => temporal.stop());
  const stack = await startDemoStack({ env, temporal, codecServerUrl, teardown, report });
  printAddresses(temporal, stack, print);
  if (codecServerUrl === undefined) {
    output.note('Warning: Temporal stores the data of this demo readable (PORTKEEPER_ALLOW_PLAINTEXT=1).');
  }
  if (temporal.isShared) {
    output.note(
      'Warning: this Temporal server is shared. The demo serves every port of this namespace with a sandbox: use no server that has real ports.',
    );
    if (codecServerUrl !== undefined) {
      output.note(`To read payloads in its Web UI, enter the codec server there: ${codecServerUrl}`);
    }
  }
  return withTemporal(stack.env, async (session) => {
    if (temporal.isShared) await registerSearchAttributes(session.connection, session.config.namespace);
    const died = Promise.race([temporal.died, stack.died]);
    const result = await Promise.race([
      died,
      runSample(options, session, { temporal, stack, stopped, print }),
    ]);
    if (options.once || result === undefined) return result;
    if (options.json) output.jsonLine(result);
    await Promise.race([died, aborted(stopped)]);
    return result;
  });
}

function printAddresses(temporal: LocalTemporal, stack: DemoStack, print: Print): void {
  print(`Temporal   ${temporal.address}${temporal.uiUrl === undefined ? '' : `, Web UI ${temporal.uiUrl}`}`);
  print(`Sandbox    ${stack.sandboxUrl}, a day lasts ${stack.daySeconds} s; no number is really moved`);
  print(`Receiver   ${stack.receiverUrl}, takes the webhooks of the sandbox`);
  if (stack.codecServerUrl !== undefined) {
    print(`Codec      ${stack.codecServerUrl}, decrypts for the Web UI; Temporal stores payloads encrypted`);
  }
  print(`Worker     in this process, on task queue ${stack.config.taskQueue}`);
}

/** Starts the sample port and prints its timeline. */
async function runSample(
  { provider, once }: DemoOptions,
  session: TemporalSession,
  {
    temporal,
    stack,
    stopped,
    print,
  }: { temporal: LocalTemporal; stack: DemoStack; stopped: AbortSignal; print: Print },
): Promise<DemoResult | undefined> {
  const number = sampleNumber(provider);
  const request = sampleRequest(provider, demoRequestId(new Date()), number);
  const port = await session.porting.start(request);
  const { runId } = await summaryOf(session.client, port.requestId);
  const { namespace } = session.config;
  const pages = portPages(temporal.uiUrl, { namespace, workflowId: port.workflowId, runId });
  print('');
  print(`Port ${port.requestId} moves ${number} from Old Telco to ${provider.name}:`);
  if (pages !== undefined) {
    print(`  page         ${pages.uiUrl}`);
    print(`  status card  ${pages.cardUrl}`);
  }
  print('');
  const ended = await followPort(session, port, {
    notify: (entry) => print(timelineLine(entry)),
    stopped,
    timeoutMs: demoTimeoutMs(stack.daySeconds),
  });
  if (ended === undefined) return undefined;
  const { view, summary } = ended;
  print('');
  print(`Port ${port.requestId}: ${humanizeCode(view.phase)}, ${summary.historyLength} events of history.`);
  if (view.phase !== 'completed') {
    throw new CliError(
      'demo_failed',
      `the sample port should end as completed, and ended as ${view.phase}`,
      1,
    );
  }
  if (!once) for (const line of ['', ...nextSteps(stack, provider, view.orders[0]?.ref)]) print(line);
  return {
    requestId: port.requestId,
    workflowId: port.workflowId,
    phase: view.phase,
    outcome: view.outcome,
    events: summary.historyLength,
    address: temporal.address,
    uiUrl: pages?.uiUrl ?? null,
    cardUrl: pages?.cardUrl ?? null,
  };
}
