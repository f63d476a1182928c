import { accountConfigured, providerNotified } from '../../src/contract/messages';
import { accountWorkflowId, PROVIDER_ACCOUNT } from '../../src/contract/names';
import { DAY, HOUR, SECOND } from '../../src/domain/model/time';
import type { PortActivities } from '../../activities/port/port-activities';
import type { AccountActivities } from '../../activities/account/account-activities';
import type { SweepActivities } from '../../activities/account/sweep-activities';
import type { ProviderCallActivities } from '../../activities/provider-call/provider-call-activities';
import { PROVIDERS, type ProviderName } from '../support/providers';
import { eventually } from './eventually';
import { DrilledPort, untilAnswered } from './drilled-port';
import type { Tally } from './drill';
import { REMOTE_SUFFIX } from './fault-plan';
import { endOf } from './port-end';
import type { Installation } from './installation';

/** Every activity of a worker. A new one does not compile before it has its drills here. */
type ActivityType = keyof (PortActivities & AccountActivities & SweepActivities & ProviderCallActivities);

/** One drill: an activity of a provider meets a fault. The fault is planned already. */
export interface ActivityDrill {
  readonly installation: Installation;
  readonly provider: ProviderName;
  /** Names the port, if there is one. */
  readonly requestId: string;
}

/** How an activity comes to be called, and what must have become of it in the end. */
interface Situation {
  /** The providers where it is called; default: all. */
  readonly providers?: readonly ProviderName[];
  /** Its caller is the provider's account, and not a port. */
  readonly isOfAccount?: true;
  readonly run: (drill: ActivityDrill) => Promise<Omit<Tally, 'faults'>>;
}

const ONLY_TELNYX = { providers: ['telnyx-v1'] } as const;
/** Fone Dynamics' support cancels; its API cannot. */
const WITH_CANCEL = { providers: ['twilio', 'telnyx-v1'] } as const;

export const SITUATIONS: Readonly<Record<ActivityType, Situation>> = {
  prepare: { run: (drill) => porting(drill) },
  prepareAccount: { run: (drill) => porting(drill, { suffix: REMOTE_SUFFIX }) },
  checkPortability: { run: (drill) => porting(drill) },
  submitOrder: { run: (drill) => porting(drill) },
  // Its answer is lost at the provider.
  searchOrder: { run: (drill) => porting(drill, { scenarioId: '12' }) },
  readOrders: { run: (drill) => porting(drill) },
  reviseRequest: { run: amendedDraft },
  reviewDraft: { run: amendedDraft },
  checkForReset: { run: canceledDraft },
  cancelOrder: { ...WITH_CANCEL, run: canceledOrder },
  fitDates: { ...ONLY_TELNYX, run: changedDate },
  runOrderAction: { ...ONLY_TELNYX, run: commentedOrder },
  deliverHints: { isOfAccount: true, run: hintedAccount },
  sweepAccount: { isOfAccount: true, run: sweptAccount },
  callProvider: { isOfAccount: true, run: listedOrders },
  releaseNumbers: { run: (drill) => porting(drill) },
};

/** The providers of an activity. */
export function providersOf({ providers = PROVIDERS }: Situation): readonly ProviderName[] {
  return providers;
}

type PortOptions = ConstructorParameters<typeof DrilledPort>[3];

function portOf({ installation, provider, requestId }: ActivityDrill, options?: PortOptions): DrilledPort {
  return new DrilledPort(installation, provider, requestId, options);
}

async function porting(drill: ActivityDrill, options?: PortOptions) {
  const port = portOf(drill, options);
  await port.start();
  return ported(port);
}

async function ported(port: DrilledPort) {
  await port.push({ to: 'submitted' });
  await port.refresh();
  await port.push({ to: 'foc_confirmed' });
  await port.refresh();
  await port.push({ to: 'ported' });
  await port.refresh();
  return endOf(port, 'ported', 1);
}

async function amendedDraft(drill: ActivityDrill) {
  const port = portOf(drill, { submit: 'manual' });
  await port.start();
  const patch = { subscriber: { name: 'Acme Holding LLC' } };
  await port.say((handle) => handle.amend({ patch, idempotencyKey: 'amend' }));
  await port.say((handle) => handle.submit({ idempotencyKey: 'submit' }));
  return ported(port);
}

async function canceledDraft(drill: ActivityDrill) {
  const port = portOf(drill, { submit: 'manual' });
  await port.start();
  await port.say((handle) => handle.cancel({ idempotencyKey: 'cancel' }));
  return endOf(port, 'canceled', 0);
}

async function canceledOrder(drill: ActivityDrill) {
  const port = portOf(drill);
  await port.start();
  await port.push({ to: 'submitted' });
  await port.say((handle) => handle.cancel({ idempotencyKey: 'cancel' }));
  await eventually(
    () => port.ordersAtProvider(),
    ([order]) => /cancel/.test(order?.numbers[0]?.status ?? ''),
  );
  // A dead worker's cancel is sent again, and must not find the order closed before that.
  await port.until(({ numbers }) => numbers[0]?.status === 'canceling');
  await port.push({ to: 'canceled' });
  await port.refresh();
  return endOf(port, 'canceled', 1);
}

async function changedDate(drill: ActivityDrill) {
  const port = portOf(drill);
  await port.start();
  await port.push({ to: 'foc_confirmed' });
  await port.refresh();
  await port.say((handle) =>
    handle.changeDate({ schedule: { date: weekdayAhead() }, idempotencyKey: 'move' }),
  );
  return ported(port);
}

/** Telnyx moves numbers on weekdays only. */
function weekdayAhead(): string {
  const days = Array.from({ length: 7 }, (_, index) => new Date(Date.now() + (13 + index) * DAY));
  return days
    .find((day) => ![0, 6].includes(day.getUTCDay()))!
    .toISOString()
    .slice(0, 10);
}

async function commentedOrder(drill: ActivityDrill) {
  const port = portOf(drill);
  await port.start();
  const { ref } = await port.order();
  const body = `A comment of ${drill.requestId}`;
  await port.say((handle) => handle.addComment({ body, idempotencyKey: 'comment' }));
  const comments = await eventually(
    () => commentsOf(drill, ref, body),
    (count) => count > 0,
  );
  await eventually(
    () => untilAnswered(() => port.handle.timeline()),
    (timeline) => timeline.some(({ kind }) => kind === 'commented'),
  );
  const tally = await ported(port);
  const written = Math.max(comments, await commentsOf(drill, ref, body));
  const more = written - 1;
  if (more === 0) return tally;
  const problems = [...tally.problems, `the comment is there ${String(written)} times`];
  return { ...tally, twice: tally.twice + more, problems };
}

async function commentsOf({ installation, provider }: ActivityDrill, orderRef: string, body: string) {
  const client = installation.porting.provider(provider, installation.stack.account);
  const comments = await untilAnswered(() => client.comments.list({ orderRef }));
  return comments.filter((comment) => comment.body === body).length;
}

/** A webhook came whose port the receiver did not find. */
async function hintedAccount(drill: ActivityDrill) {
  const { client, stack } = drill.installation;
  const port = portOf(drill, { scenarioId: '10' });
  await port.start();
  await port.push({ to: 'submitted' });
  const { ref } = await port.order();
  await client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
    workflowId: accountWorkflowId(drill.provider, stack.account),
    taskQueue: stack.account,
    args: [],
    signal: providerNotified,
    signalArgs: [{ hints: [{ orderRef: ref, receivedAt: Date.now(), verified: true }] }],
  });
  await port.until(({ lastHintAt = '', lastReadAt = '' }) => lastHintAt !== '' && lastReadAt >= lastHintAt);
  return ported(port);
}

/** No webhook tells of a change: the sweep has to. */
async function sweptAccount(drill: ActivityDrill) {
  const port = portOf(drill, { scenarioId: '10' });
  await port.start();
  await port.order();
  await sweepEvery(drill, SECOND);
  try {
    await port.push({ to: 'submitted' });
    await port.until(({ numbers }) => numbers[0]?.status === 'submitted');
    await eventually(
      () =>
        Promise.resolve(
          drill.installation.plan.isInjected({ activityType: 'sweepAccount', caller: drill.provider }),
        ),
      (isInjected) => isInjected,
    );
    return await portedSilently(port);
  } finally {
    await sweepEvery(drill, HOUR);
  }
}

async function portedSilently(port: DrilledPort) {
  await port.push({ to: 'ported' });
  return endOf(port, 'ported', 1);
}

async function sweepEvery({ installation, provider }: ActivityDrill, every: number): Promise<void> {
  const { client, stack } = installation;
  await client.workflow.signalWithStart(PROVIDER_ACCOUNT, {
    workflowId: accountWorkflowId(provider, stack.account),
    taskQueue: stack.account,
    args: [],
    signal: accountConfigured,
    signalArgs: [{ sweepEvery: every }],
  });
}

/** An operation that is no port. */
async function listedOrders({ installation, provider }: ActivityDrill) {
  const client = installation.porting.provider(provider, installation.stack.account);
  await client.orders();
  return { ports: 0, orders: 0, lost: 0, twice: 0, problems: [] };
}
