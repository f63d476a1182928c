import type { PortHandle } from '../../src/client/port-handle';
import { PortingError } from '../../src/client/porting-error';
import { accountQuery } from '../../src/contract/account-view';
import { providerNotified } from '../../src/contract/messages';
import {
  accountWorkflowId,
  callWorkflowId,
  PORT_REQUEST,
  portWorkflowId,
  PROVIDER_ACCOUNT,
  PROVIDER_CALL,
} from '../../src/contract/names';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortView } from '../../src/contract/port-view';
import type { FaultRule } from '../../src/sandbox/faults';
import { testNumber, twilioRequest } from '../scenarios/request';
import { isTimeFor, DOCUMENTED_SCENARIOS, type Act } from '../scenarios/scenarios';
import { tell } from '../scenarios/tell';
import { eventually, type Stack } from '../support/stack';

/** What a path has at hand: a stack of real processes' parts, and a request of its own. */
export interface Trail {
  readonly stack: Stack;
  readonly request: (scenario: string) => PortRequestInput;
  readonly inject: (fault: Pick<FaultRule, 'method' | 'pathPattern' | 'kind'> & Partial<FaultRule>) => void;
}

/** Takes a port along one way, and says which workflow's history is then worth recording. */
type Path = (trail: Trail) => Promise<Walked>;

export interface Walked {
  readonly workflowId: string;
  /** Absent: the port's newest run. */
  readonly runId?: string;
}

/** A read that keeps failing takes its retry policy's minute, in real time. */
const PATIENCE_MS = 150_000;

/** Ways on which the create itself fails: one after the other, because a create names no port. */
export const PATHS_OF_THE_CREATE: Readonly<Record<string, Path>> = {
  'create-refused': async (trail) => {
    trail.inject({ ...CREATE, kind: 'status', status: 400 });
    return reached(await start(trail, '00'), ({ phase }) => phase === 'action_required');
  },
  'create-delayed': async (trail) => {
    trail.inject({ ...CREATE, kind: 'status', status: 429 });
    return ended(await start(trail, '00'));
  },
  'create-found': async (trail) => {
    trail.inject({ ...CREATE, kind: 'drop_after' });
    return ended(await start(trail, '00'));
  },
  'create-lost': async (trail) => {
    trail.inject({ ...CREATE, kind: 'drop_before' });
    return ended(await start(trail, '00'));
  },
  'canceled-while-unknown': async (trail) => {
    trail.inject({ ...CREATE, kind: 'drop_after' });
    const port = await start(trail, '00');
    await reached(port, ({ attempts }) => attempts[0]?.result === 'unknown');
    await port.cancel({ by: 'ada' });
    return ended(port);
  },
};

/** The others, all at once. */
export const PATHS: Readonly<Record<string, Path>> = {
  ...Object.fromEntries(
    ['00', '05', '07', '09', '10', '11', '16', '20'].map((scenario): [string, Path] => [
      `scenario-${scenario}`,
      async (trail) => ended(await start(trail, scenario)),
    ]),
  ),
  refreshed: async (trail) => {
    const port = await start(trail, '10');
    await reached(port, ({ orders }) => orders.length > 0);
    await port.refresh({ by: 'ada', idempotencyKey: 'first' });
    await reached(port, ({ phase }) => phase === 'foc_confirmed');
    await port.refresh();
    return ended(port);
  },
  'scenario-06-canceled-too-late': async (trail) => {
    const port = await start(trail, '06');
    await reached(port, ({ phase }) => phase === 'window_closed');
    await port.cancel({ by: 'ada' }).catch(refusal);
    return ended(port);
  },
  ...Object.fromEntries(
    ['00', '13', '19'].map((scenario): [string, Path] => [
      `scenario-${scenario}-canceled`,
      async (trail) => {
        const port = await start(trail, scenario);
        await reached(port, ({ phase }) => phase === 'foc_confirmed');
        await port.cancel({ reason: 'customer stays', by: 'ada', idempotencyKey: 'cancel' });
        return ended(port);
      },
    ]),
  ),
  'canceled-by-temporal': async (trail) => {
    const port = await start(trail, '00');
    await reached(port, ({ orders }) => orders.length > 0);
    await trail.stack.client.workflow.getHandle(port.workflowId).cancel();
    return ended(port);
  },
  'draft-with-another-date': async (trail) => {
    const tooNear = new Date().toISOString().slice(0, 10);
    const request = { ...trail.request('00'), schedule: { date: tooNear, timeZone: 'America/New_York' } };
    const port = await trail.stack.porting.start(request);
    await reached(port, ({ phase }) => phase === 'draft');
    await port.changeDate({ schedule: { date: 'asap' }, by: 'ada' });
    await port.changeDate({ schedule: { date: 'asap' } }).catch(refusal);
    return ended(port);
  },
  'canceled-during-a-slow-read': async (trail) => {
    const port = await start(trail, '10');
    const { orders } = await eventually(
      () => port.view(),
      (view) => view.orders.length > 0,
    );
    const pathPattern = `/Porting/PortIn/${orders[0]!.ref}`;
    trail.inject({ method: 'GET', pathPattern, kind: 'status', status: 503, times: 5 });
    void port.refresh().catch(refusal);
    await port.cancel({ by: 'ada' });
    return ended(port);
  },
  // What people do about it when it does not go well, as the scenarios have it.
  ...Object.fromEntries(
    DOCUMENTED_SCENARIOS.filter(({ scenarioId, does }) => scenarioId === '01' || does.some(isPeoples)).map(
      ({ scenarioId, phoneNumber, does }): [string, Path] => [
        `scenario-${scenarioId}-answered`,
        async (trail) => {
          const request = { ...trail.request(scenarioId), numbers: [{ phoneNumber }] };
          const port = await trail.stack.porting.start(request);
          for (const act of does) {
            await reached(port, (view) => isTimeFor(act, view));
            await tell(port, act);
          }
          return ended(port);
        },
      ],
    ),
  ),
  settled: async (trail) => {
    const port = await start(trail, '14');
    // Nothing moves any more: a status that changed later would contradict the person.
    await reached(port, ({ attentions }) => attentions.some(({ cause }) => cause === 'no_news'));
    const { numbers } = await port.view();
    await port.settle({ numbers: [numbers[0]!.phoneNumber], as: 'ported', evidence: 'a test call' });
    return ended(port);
  },
  'manual-draft-amended': async (trail) => {
    const { documents, ...incomplete } = trail.request('00');
    const port = await trail.stack.porting.start({ ...incomplete, submit: 'manual' });
    await reached(port, ({ phase }) => phase === 'draft');
    await port.submit().catch(refusal);
    await port.amend({ patch: { documents }, by: 'ada' });
    await port.submit({ by: 'ada' });
    return ended(port);
  },
  'several-orders': async (trail) => {
    const [first, second] = [trail.request('00'), trail.request('02')];
    const numbers = [...first.numbers, { ...second.numbers[0]!, accountNumber: 'B-7' }];
    const port = await trail.stack.porting.start({ ...first, numbers });
    await reached(port, ({ attentions }) => attentions.some(({ cause }) => cause === 'rejected'));
    await port.abandon({ reason: 'customer left', by: 'ada' });
    return ended(port);
  },
  'account-with-hints': async ({ stack }) => {
    const workflowId = accountWorkflowId('twilio', 'recorded');
    const args: Parameters<typeof stack.client.workflow.signalWithStart>[1] = {
      workflowId,
      taskQueue: stack.account,
      signal: providerNotified,
      signalArgs: [{ hints: [{ orderRef: `KW${'f'.repeat(32)}`, receivedAt: 0 }] }],
    };
    const handle = await stack.client.workflow.signalWithStart(PROVIDER_ACCOUNT, args);
    await eventually(
      () => handle.query(accountQuery),
      ({ buffered: kept }) => kept.length > 0,
    );
    return { workflowId };
  },
  'provider-call': async ({ stack }) => {
    const { workflowId } = await stack.client.workflow.start(PROVIDER_CALL, {
      workflowId: callWorkflowId('recorded'),
      taskQueue: stack.account,
      args: [{ provider: 'twilio', account: stack.account, operation: 'orders', input: {} }],
    });
    await stack.client.workflow.getHandle(workflowId).result();
    return { workflowId };
  },
  'check-retried': async (trail) => {
    const request = trail.request('00');
    const pathPattern = `/Portability/PhoneNumber/.*${request.numbers[0]!.phoneNumber.slice(1)}`;
    trail.inject({ method: 'GET', pathPattern, kind: 'status', status: 500, times: 2 });
    return ended(await trail.stack.porting.start(request));
  },
  'read-failed': async (trail) => {
    const port = await start(trail, '00');
    const { orders } = await eventually(
      () => port.view(),
      (view) => view.orders.length > 0,
    );
    // Seven attempts are one failed read.
    const pathPattern = `/Porting/PortIn/${orders[0]!.ref}`;
    trail.inject({ method: 'GET', pathPattern, kind: 'status', status: 500, times: 7 });
    await port.result();
    const isRaised = (await port.timeline()).some(
      ({ kind, data }) => kind === 'attention_raised' && data?.['cause'] === 'read_failed',
    );
    if (!isRaised) throw new Error('The read did not fail past its attempts.');
    return port;
  },
  'draft-waiting': async (trail) => {
    const { documents: _, ...incomplete } = trail.request('00');
    const port = await trail.stack.porting.start(incomplete);
    await port.refresh();
    return reached(port, ({ phase }) => phase === 'draft');
  },
  'not-portable': async (trail) =>
    reached(await start(trail, '01'), ({ phase }) => phase === 'action_required'),
  'continued-first-run': async (trail) => {
    const port = await startPlainly(trail, trail.request('00'), SHORT_RUNS);
    const { runId } = await trail.stack.client.workflow.getHandle(port.workflowId).describe();
    await port.result();
    return { workflowId: port.workflowId, runId };
  },
  'continued-last-run': async (trail) => ended(await startPlainly(trail, trail.request('00'), SHORT_RUNS)),
  'started-plainly': async (trail) => ended(await startPlainly(trail, trail.request('00'))),
  'invalid-request': async (trail) => {
    const port = await startPlainly(trail, { ...trail.request('00'), numbers: [] });
    await port.result().catch(() => undefined);
    return port;
  },
};

/** What only people do about a port that does not go well. */
function isPeoples({ command }: Act): boolean {
  return ['amend', 'resubmit', 'settle', 'abandon'].includes(command.name);
}

/** A refusal is part of the way. */
function refusal(error: unknown): void {
  if (!(error instanceof PortingError)) throw error;
}

const SHORT_RUNS = { eventsPerRun: 30 };

const CREATE = { method: 'POST', pathPattern: '/Porting/PortIn$' };

async function start({ stack, request }: Trail, scenario: string): Promise<PortHandle> {
  return stack.porting.start(request(scenario));
}

async function startPlainly(
  { stack }: Trail,
  request: PortRequestInput,
  ...more: unknown[]
): Promise<PortHandle> {
  const { requestId } = request;
  const workflowId = portWorkflowId(requestId);
  await stack.client.workflow.start(PORT_REQUEST, {
    workflowId,
    taskQueue: stack.account,
    args: [request, ...more],
  });
  return stack.porting.get(requestId);
}

async function reached(port: PortHandle, is: (view: PortView) => boolean): Promise<PortHandle> {
  await eventually(() => port.view(), is, PATIENCE_MS);
  return port;
}

async function ended(port: PortHandle): Promise<PortHandle> {
  await port.result();
  return port;
}

/** Requests for recordings: each path has an id, and each port a number of its own, so that none is in another's way. */
export function requestsFor(account: string): (requestId: string, scenario: string) => PortRequestInput {
  let count = 0;
  return (requestId, scenario) => {
    count += 1;
    // The third digit from the end is never a 9: that would be a mobile number.
    const line = `${Math.floor(count / 9)}${count % 9}`;
    return {
      ...twilioRequest({ requestId, numbers: [{ phoneNumber: testNumber(scenario, line) }] }),
      account,
    };
  };
}
