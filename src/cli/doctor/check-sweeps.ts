import { isGrpcDeadlineError, WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../../config/account-config';
import { scaled } from '../../config/day-scale';
import { parseDuration } from '../../config/duration';
import { accountQuery, type AccountView, type SweepView } from '../../contract/account-view';
import { accountWorkflowId } from '../../contract/names';
import { MINUTE, type Milliseconds } from '../../domain/model/time';
import type { ProviderDescriptor } from '../../providers/descriptor';
import { second } from '../render/words';
import { humanize, approximately } from '../render/words';
import { doubtful, good, type Finding } from './finding';

const ANSWER_WITHIN_MS = 5_000;
/** How many intervals may pass after a pass began until it counts as too old. */
const MAX_INTERVALS = 3;
/** Clocks differ, and the interval of a demo may be shorter than a pass. */
const MIN_PATIENCE: Milliseconds = MINUTE;
const SETUP = 'run `portkeeper setup`';
const WHERE_TO_SET =
  'sweep.every of the account in PORTKEEPER_CONFIG, or PORTKEEPER_SWEEP_EVERY where there is no such file';

/**
 * Whether all orders of an account are gone through as often as its configuration says, and what the newest pass found.
 * Never a failure: ports go on without a sweep, only later.
 */
export async function checkSweep(
  client: Client,
  {
    check,
    account: { account, descriptor, sweepEvery },
    daySeconds,
  }: {
    readonly check: string;
    readonly account: AccountConfig;
    readonly daySeconds: number | undefined;
  },
): Promise<Finding> {
  const workflowId = accountWorkflowId(account.provider, account.name);
  let view: AccountView | undefined;
  try {
    view = await viewOf(client, workflowId);
  } catch (error) {
    return doubtful(
      check,
      `cannot be told: ${workflowId} does not answer (${reasonOf(error)}); it needs a worker, \`portkeeper worker\``,
    );
  }
  if (sweepEvery === undefined) return unconfigured(check, descriptor, view?.sweep);
  const every = scaled(sweepEvery, daySeconds);
  if (view?.sweep === undefined) {
    const lack = view === undefined ? `${workflowId} does not run` : `${workflowId} was not told`;
    return doubtful(check, `every ${humanize(every)} is configured, but ${lack}: ${SETUP}`);
  }
  return configured(check, every, view.sweep);
}

function unconfigured(
  check: string,
  { name: provider, capabilities }: ProviderDescriptor,
  sweep: SweepView | undefined,
): Finding {
  if (sweep !== undefined) {
    const state = `runs every ${humanize(parseDuration(sweep.every))}, though none is configured: to stop it, ${SETUP}; to keep it, set ${WHERE_TO_SET}`;
    return doubtful(check, [state, ...lostOrders(sweep)].join('; '));
  }
  if (capabilities.webhookScope !== 'none') return good(check, 'none configured');
  return doubtful(
    check,
    `none configured, and ${provider} sends no webhooks: its orders are only read by their ports' own timers, so a change ` +
      `may stay unseen for long. Set ${WHERE_TO_SET}, restart the worker, and ${SETUP}`,
  );
}

function configured(check: string, every: Milliseconds, sweep: SweepView): Finding {
  const { last, failure } = sweep;
  const running = parseDuration(sweep.every);
  // A pass that is done sets the next one to an interval after its own beginning.
  const silence = Date.now() - Date.parse(sweep.nextAt);
  const isLate = silence > Math.max((MAX_INTERVALS - 1) * running, MIN_PATIENCE);
  const doubts = [
    running !== every && `every ${humanize(every)} is configured: ${SETUP}`,
    failure !== undefined &&
      `it fails since ${second(failure.since)} (${failure.message}): docs/operations.md#the-sweep has what to do`,
    isLate &&
      `a pass has been due for ${approximately(silence)}: look whether a worker serves the account, and whether a pass takes longer than the interval`,
    ...lostOrders(sweep),
  ].filter((doubt) => doubt !== false);
  const state = `every ${humanize(running)}, ${lastPass(last)}`;
  return doubts.length === 0
    ? good(check, last === undefined ? state : `${state}, no orphans`)
    : doubtful(check, [state, ...doubts].join('; '));
}

/** What the newest pass found that somebody should look at. */
function lostOrders({ last }: SweepView): string[] {
  const orphans = last?.orphanCount ?? last?.orphans.length ?? 0;
  const missingOrders = last?.missingOrderCount ?? last?.missingOrders.length ?? 0;
  return [
    ...(orphans > 0 ? [`${counted(orphans, 'orphan')}: look at \`portkeeper accounts\``] : []),
    ...(missingOrders > 0
      ? [
          `${counted(missingOrders, 'order')} of open ports not in the provider's list: look at \`portkeeper accounts\``,
        ]
      : []),
  ];
}

function lastPass(last: SweepView['last']): string {
  if (last === undefined) return 'no pass done yet';
  return `last pass ${approximately(Math.max(0, Date.now() - Date.parse(last.endedAt)))} ago`;
}

/** What the workflow of an account knows; undefined when it does not run. Asking it is one billable action. */
async function viewOf(client: Client, workflowId: string): Promise<AccountView | undefined> {
  return client.withDeadline(Date.now() + ANSWER_WITHIN_MS, async () => {
    const handle = client.workflow.getHandle(workflowId);
    // One that was terminated would still answer.
    return (await isRunning(handle)) ? handle.query(accountQuery) : undefined;
  });
}

async function isRunning(handle: ReturnType<Client['workflow']['getHandle']>): Promise<boolean> {
  try {
    return (await handle.describe()).status.name === 'RUNNING';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** Temporal's client wraps the reason. */
function reasonOf(error: unknown): string {
  if (isGrpcDeadlineError(error)) return `not within ${humanize(ANSWER_WITHIN_MS)}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function counted(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
