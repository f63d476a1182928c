import { isGrpcDeadlineError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../../config/account-config';
import { scaled } from '../../config/day-scale';
import { parseDuration } from '../../config/duration';
import { accountQuery, type AccountView, type SweepView } from '../../contract/account-view';
import { accountWorkflowId } from '../../contract/names';
import { unlessGone } from '../../contract/unless-gone';
import { MINUTE, type Milliseconds } from '../../domain/model/time';
import type { ProviderDescriptor } from '../../providers/descriptor';
import { formatInstant } from '../render/format';
import { humanize, approximately } from '../render/format';
import { warned, passed, type Finding } from './finding';

const ANSWER_TIMEOUT_MS = 5_000;
/** A pass that began more than this many intervals ago is late. */
const MAX_INTERVALS = 3;
/** Tolerates clock skew, and a demo whose interval is shorter than a pass. */
const MIN_OVERDUE: Milliseconds = MINUTE;
const SETUP = 'run `portkeeper setup`';
const WHERE_TO_SET =
  'sweep.every of the account in PORTKEEPER_CONFIG, or PORTKEEPER_SWEEP_EVERY where there is no such file';

/**
 * Checks that the sweep of an account runs as often as configured, and reports what the newest pass found. It
 * is never a failure: without a sweep, ports continue and only notice changes later.
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
    return warned(
      check,
      `unknown: ${workflowId} does not answer (${reasonOf(error)}); it needs a worker, \`portkeeper worker\``,
    );
  }
  if (sweepEvery === undefined) return unconfigured(check, descriptor, view?.sweep);
  const every = scaled(sweepEvery, daySeconds);
  if (view?.sweep === undefined) {
    const reason = view === undefined ? `${workflowId} does not run` : `${workflowId} has no sweep`;
    return warned(check, `every ${humanize(every)} is configured, but ${reason}: ${SETUP}`);
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
    return warned(check, [state, ...lostOrders(sweep)].join('; '));
  }
  if (capabilities.webhookScope !== 'none') return passed(check, 'none configured');
  return warned(
    check,
    `none configured, and ${provider} sends no webhooks: its orders are only read by their ports' own timers, so a change ` +
      `may stay unseen for long. Set ${WHERE_TO_SET}, restart the worker, and ${SETUP}`,
  );
}

function configured(check: string, every: Milliseconds, sweep: SweepView): Finding {
  const { last, failure } = sweep;
  const running = parseDuration(sweep.every);
  // A finished pass schedules the next one an interval after its own start.
  const overdue = Date.now() - Date.parse(sweep.nextAt);
  const isLate = overdue > Math.max((MAX_INTERVALS - 1) * running, MIN_OVERDUE);
  const warnings = [
    running !== every && `every ${humanize(every)} is configured: ${SETUP}`,
    failure !== undefined &&
      `it fails since ${formatInstant(failure.since)} (${failure.message}): docs/operations.md#the-sweep has what to do`,
    isLate &&
      `a pass has been due for ${approximately(overdue)}: check that a worker serves the account, and that a pass takes less time than the interval`,
    ...lostOrders(sweep),
  ].filter((warning) => warning !== false);
  const state = `every ${humanize(running)}, ${lastPass(last)}`;
  return warnings.length === 0
    ? passed(check, last === undefined ? state : `${state}, no orphans`)
    : warned(check, [state, ...warnings].join('; '));
}

/** The findings of the newest pass that need a person. */
function lostOrders({ last }: SweepView): string[] {
  const orphans = last?.orphanCount ?? last?.orphans.length ?? 0;
  const missingOrders = last?.missingOrderCount ?? last?.missingOrders.length ?? 0;
  return [
    ...(orphans > 0 ? [`${pluralize(orphans, 'orphan')}: look at \`portkeeper accounts\``] : []),
    ...(missingOrders > 0
      ? [
          `${pluralize(missingOrders, 'order')} of open ports not in the provider's list: look at \`portkeeper accounts\``,
        ]
      : []),
  ];
}

function lastPass(last: SweepView['last']): string {
  if (last === undefined) return 'no pass done yet';
  return `last pass ${approximately(Math.max(0, Date.now() - Date.parse(last.endedAt)))} ago`;
}

/**
 * The view of the account's workflow; undefined if the workflow does not run. The query is one billable
 * action.
 */
async function viewOf(client: Client, workflowId: string): Promise<AccountView | undefined> {
  return client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, async () => {
    const handle = client.workflow.getHandle(workflowId);
    // A terminated workflow would still answer a query.
    return (await isRunning(handle)) ? handle.query(accountQuery) : undefined;
  });
}

async function isRunning(handle: ReturnType<Client['workflow']['getHandle']>): Promise<boolean> {
  return (await unlessGone(() => handle.describe()))?.status.name === 'RUNNING';
}

/** Temporal's client wraps the reason in `cause`. */
function reasonOf(error: unknown): string {
  if (isGrpcDeadlineError(error)) return `not within ${humanize(ANSWER_TIMEOUT_MS)}`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function pluralize(count: number, what: string): string {
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}
