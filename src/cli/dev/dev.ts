import { registerSearchAttributes } from '../../setup/search-attributes';
import { CliError } from '../failure';
import type { ProviderName } from '../../contract/names';
import type { CommandContext, JsonOption } from '../command';
import { summaryOf } from '../ports/read-port';
import { humanizeCode } from '../render/words';
import { storyLine } from '../render/story';
import { aborted } from '../shutdown';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { codecServerUrl, startDemoStack, type DemoStack } from './demo-stack';
import { followPort } from './follow-port';
import { findOrStartTemporal, type LocalTemporal } from './local-temporal';
import { nextSteps } from './next-steps';
import { demoProvider, demoRequestId, sampleNumber, sampleRequest, type DemoProvider } from './sample-port';
import { Teardown } from '../shutdown';
import { portPages } from './next-steps';

/** What `portkeeper dev` can be told. */
export interface DevOptions extends JsonOption {
  readonly once?: true;
  readonly provider?: ProviderName;
}

/** The sample port lasts ten days; with this much longer it is stuck. */
const PATIENCE_DAYS = 30;
const PATIENCE_MS = 120_000;

/** Runs the whole of Portkeeper on this machine, and one port through it. */
export async function runDev(options: DevOptions, context: CommandContext): Promise<void> {
  const { output, stopped } = context;
  const provider = demoProvider(options.provider);
  const say: Say = (line) => (options.json ? output.note(line) : output.line(line));
  const teardown = new Teardown();
  let result: DemoResult | undefined;
  try {
    await Promise.race([
      aborted(stopped),
      play({ ...options, provider }, context, teardown, say).then((played) => {
        result = played;
      }),
    ]);
  } finally {
    if (!options.once || result === undefined) output.note('Stopping …');
    for (const error of await teardown.run()) output.note(`while stopping: ${String(error)}`);
  }
  if (options.once && result === undefined) {
    throw new CliError('demo_failed', 'stopped before the sample port had ended', 1);
  }
  // After everything else, so that it is the last line.
  if (options.once) output.jsonLine(result);
}

/** What `--once` prints. */
interface DemoResult {
  readonly requestId: string;
  readonly workflowId: string;
  readonly phase: string;
  readonly outcome: unknown;
  /** How many events the workflow's history holds. */
  readonly events: number;
  /** Of Temporal. */
  readonly address: string;
  readonly uiUrl: string | null;
  readonly cardUrl: string | null;
}

type Say = (line: string) => void;

/** What `portkeeper dev` was told, with the provider that it names. */
type DemoOptions = Omit<DevOptions, 'provider'> & { readonly provider: DemoProvider };

async function play(
  options: DemoOptions,
  { env, output, stopped }: CommandContext,
  teardown: Teardown,
  say: Say,
): Promise<DemoResult | undefined> {
  const report = (line: string) => output.note(line);
  const codecUrl = await codecServerUrl(report);
  const temporal = await findOrStartTemporal(env, codecUrl, report);
  await teardown.add(() => temporal.stop());
  const stack = await startDemoStack({ env, temporal, codecServerUrl: codecUrl, teardown, report });
  introduce(temporal, stack, say);
  if (temporal.isShared) {
    output.note(
      'Warning: this Temporal server is shared. The demo serves every port of this namespace with a sandbox: use no server that has real ports.',
    );
    output.note(`To read payloads in its Web UI, enter the codec server there: ${codecUrl}`);
  }
  return withTemporal(stack.env, async (session) => {
    if (temporal.isShared) await registerSearchAttributes(session.connection, session.config.namespace);
    const died = Promise.race([temporal.died, stack.died]);
    const result = await Promise.race([died, runSample(options, session, { temporal, stack, stopped, say })]);
    if (options.once || result === undefined) return result;
    if (options.json) output.jsonLine(result);
    await Promise.race([died, aborted(stopped)]);
    return result;
  });
}

function introduce(temporal: LocalTemporal, stack: DemoStack, say: Say): void {
  say(`Temporal   ${temporal.address}${temporal.uiUrl === undefined ? '' : `, Web UI ${temporal.uiUrl}`}`);
  say(`Sandbox    ${stack.sandboxUrl}, a day lasts ${stack.daySeconds} s; no number is really moved`);
  say(`Receiver   ${stack.receiverUrl}, takes the webhooks of the sandbox`);
  say(`Codec      ${stack.codecServerUrl}, decrypts for the Web UI; Temporal stores everything encrypted`);
  say(`Worker     in this process, on task queue ${stack.config.taskQueue}`);
}

/** Starts the sample port and tells its story. */
async function runSample(
  { provider, once }: DemoOptions,
  session: TemporalSession,
  {
    temporal,
    stack,
    stopped,
    say,
  }: { temporal: LocalTemporal; stack: DemoStack; stopped: AbortSignal; say: Say },
): Promise<DemoResult | undefined> {
  const number = sampleNumber(provider);
  const request = sampleRequest(provider, demoRequestId(new Date()), number);
  const port = await session.porting.start(request);
  const { runId } = await summaryOf(session.client, port.requestId);
  const { namespace } = session.config;
  const pages = portPages(temporal.uiUrl, { namespace, workflowId: port.workflowId, runId });
  say('');
  say(`Port ${port.requestId} moves ${number} from Old Telco to ${provider.name}:`);
  if (pages !== undefined) {
    say(`  page         ${pages.uiUrl}`);
    say(`  status card  ${pages.cardUrl}`);
  }
  say('');
  const ended = await followPort(session, port, {
    notify: (entry) => say(storyLine(entry)),
    stopped,
    patienceMs: PATIENCE_MS + PATIENCE_DAYS * stack.daySeconds * 1_000,
  });
  if (ended === undefined) return undefined;
  const { view, summary } = ended;
  say('');
  say(`Port ${port.requestId}: ${humanizeCode(view.phase)}, ${summary.historyLength} events of history.`);
  if (view.phase !== 'completed') {
    throw new CliError(
      'demo_failed',
      `the sample port should end as completed, and ended as ${view.phase}`,
      1,
    );
  }
  if (!once) for (const line of ['', ...nextSteps(stack, provider, view.orders[0]?.ref)]) say(line);
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
