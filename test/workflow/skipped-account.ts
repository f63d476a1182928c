import { setTimeout as realTime } from 'node:timers/promises';
import type { TypedSearchAttributes } from '@temporalio/common';
import { Client, type WorkflowHandle } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalConfig } from '../../temporal.config';
import type { PortHandle } from '../../src/client/port-handle';
import { PortingClient } from '../../src/client/porting-client';
import type { AccountConfig } from '../../src/config/account-config';
import { providerNotified, type Hint } from '../../src/contract/messages';
import { PORT_REQUEST, portWorkflowId } from '../../src/contract/names';
import type { ProviderName } from '../support/providers';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import type { PortView } from '../../src/contract/port-view';
import type { HttpRequest } from '../../src/providers/http/transport';
import type { FaultRule } from '../../src/sandbox/faults';
import { Sandbox } from '../../src/sandbox/sandbox';
import { SYSTEM_CLOCK } from '../../src/providers/http/clock';
import { createPortWorker, type PortWorkerOptions } from '../../src/worker/worker';
import { requestFor } from '../scenarios/request';
import { sandboxAccount, WEBHOOK_URL, WEBHOOKS } from '../scenarios/sandbox-account';
import { sandboxTransport, sandboxUrl } from '../scenarios/sandbox-transport';
import { webhookReader } from '../scenarios/webhook-reader';
import { workflowBundle } from '../support/servers/workflow-bundle';
import { createIntercepted, inSkippedTime, type RunningWorker } from './intercepted-worker';

/** How long a port may take, in real time, to come to rest. */
const PATIENCE_MS = 20_000;

/** While a call waits for its next attempt, time goes on in steps: the server does not tell when it comes. */
const RETRY_STEP_MS = 1_000;

/** One kind of request to the provider, as faults and the sandbox's log name it. */
export interface RequestKind {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly pathPattern: string;
}
export const CHECK: RequestKind = { method: 'GET', pathPattern: '/Portability/PhoneNumber/' };
export const CREATE: RequestKind = { method: 'POST', pathPattern: '/Porting/PortIn$' };
export const READ: RequestKind = { method: 'GET', pathPattern: '/Porting/PortIn/KW\\w+$' };
/** Of a whole order or of a number in it. */
export const CANCEL: RequestKind = { method: 'DELETE', pathPattern: '/Porting/PortIn/KW' };
/** The list of orders, in which a submission of unknown outcome is looked for. */
export const LIST: RequestKind = { method: 'GET', pathPattern: '/Porting/PortIn/PortInRequests$' };

/** A request that waits at the provider's door until a test lets it in. */
export interface HeldRequest {
  /** Fulfilled when the request has come. */
  readonly come: Promise<void>;
  letIn(): void;
}

export interface SkippedAccountOptions {
  /** Whose account it is; default: Twilio's. */
  readonly provider?: ProviderName;
  readonly policy?: AccountConfig['policy'];
  /** Builds the worker; default: the product's own. */
  readonly createWorker?: (options: PortWorkerOptions) => Promise<RunningWorker>;
}

/**
 * One provider account on a Temporal server that skips time: a worker, and the sandbox in the same process and on
 * the same clock. The ports of one test file share it; `clear` ends what a test leaves behind.
 */
export class SkippedAccount {
  readonly sandbox: Sandbox;
  readonly porting: PortingClient;
  readonly #clock = { time: 0 };
  readonly #ports = new Map<string, PortHandle>();
  /** By order, as far as the ports have told. */
  readonly #owners = new Map<string, PortHandle>();
  /** Requests to the provider that have no answer yet. */
  readonly #calls = new Set<Promise<unknown>>();
  #requests = 0;
  #webhooks: Hint[] = [];
  #held: { kind: RequestKind; comes: () => void; gate: Promise<void> } | undefined;
  #worker: RunningWorker | undefined;
  #running: Promise<void> | undefined;

  constructor(
    readonly environment: TestWorkflowEnvironment,
    /** Names the account and its queues. */
    readonly name: string,
    readonly provider: ProviderName = 'twilio',
  ) {
    const read = webhookReader(this.#config());
    this.sandbox = new Sandbox({
      clock: { now: () => this.#clock.time },
      twilioWebhookUrl: WEBHOOK_URL,
      onWebhook: (delivery) => {
        const result = read(delivery);
        const receivedAt = this.#clock.time;
        if (result.ok) this.#webhooks.push(...result.hints.map((hint) => ({ ...hint, receivedAt })));
        return Promise.resolve(result.ok ? 204 : 403);
      },
    });
    const { connection, namespace = 'default' } = environment;
    // The environment's own client lets the server skip while a result is awaited, also to timers that no result waits for:
    // those of other workflows, decades away.
    this.porting = new PortingClient({ client: new Client({ connection, namespace }), connection }, name);
  }

  /** Starts the worker. */
  static async open(
    environment: TestWorkflowEnvironment,
    name: string,
    { provider = 'twilio', policy, createWorker }: SkippedAccountOptions = {},
  ): Promise<SkippedAccount> {
    const account = new SkippedAccount(environment, name, provider);
    const toSandbox = sandboxTransport(account.sandbox);
    account.#worker = await (createWorker ?? account.#usualWorker())({
      temporal: { ...temporalConfig({}), namespace: environment.namespace ?? 'default' },
      taskQueue: name,
      accounts: [account.#config(policy)],
      transport: (request) => {
        const call = account.#admit(request).then(() => toSandbox(request));
        account.#calls.add(call);
        const over = () => account.#calls.delete(call);
        call.then(over, over);
        return call;
      },
      webhooks: WEBHOOKS,
      // What a provider asks us to wait passes as all time here does.
      clock: { ...SYSTEM_CLOCK, now: () => account.#clock.time },
      connection: environment.nativeConnection,
      // The server that skips time has no visibility index.
      takenOrders: () => Promise.resolve(new Set()),
      workflowOptions: { workflowBundle: workflowBundle() },
    });
    account.#running = account.#worker.run();
    return account;
  }

  async close(): Promise<void> {
    await this.clear();
    this.#worker?.shutdown();
    await this.#running;
  }

  /** Ends every port that is still open and empties the sandbox, so that the next test begins with nothing. */
  async clear(): Promise<void> {
    for (const port of this.#ports.values()) {
      if ((await this.describe(port)).status.name === 'RUNNING') await this.workflow(port).terminate();
    }
    // A call that a terminated port left behind would reach the sandbox of the next test.
    await Promise.allSettled(this.#calls);
    this.#ports.clear();
    this.#owners.clear();
    this.#webhooks = [];
    this.sandbox.reset();
  }

  /** A complete request for this account, each time with a new id; what a test is about is given over it. */
  request(overrides: Partial<PortRequestInput> & Pick<PortRequestInput, 'numbers'>): PortRequestInput {
    this.#requests += 1;
    return {
      ...requestFor(this.provider, { requestId: `${this.name}-${this.#requests}`, ...overrides }),
      account: this.name,
    };
  }

  async start(input: PortRequestInput): Promise<PortHandle> {
    await this.#followClock();
    return this.#know(await this.porting.start(input));
  }

  /** Starts a port as any Temporal client could: the workflow type, its id, an input, nothing else. */
  async startPlainly(requestId: string, args: unknown[]): Promise<PortHandle> {
    const workflowId = portWorkflowId(requestId);
    await this.#followClock();
    await this.environment.client.workflow.start(PORT_REQUEST, { workflowId, taskQueue: this.name, args });
    return this.#know(this.porting.get(requestId));
  }

  workflow({ workflowId }: Pick<PortHandle, 'workflowId'>) {
    return this.environment.client.workflow.getHandle(workflowId);
  }

  async describe(port: Pick<PortHandle, 'workflowId'>) {
    return this.workflow(port).describe();
  }

  /** The port's row in the index, by the names of its columns. */
  async attributes(port: PortHandle): Promise<Record<string, unknown>> {
    const { typedSearchAttributes } = await this.describe(port);
    return asRecord(typedSearchAttributes);
  }

  /** What the Temporal Web UI shows of the port as its Current Details. */
  async card(port: PortHandle): Promise<string> {
    const metadata = await this.workflow(port).query('__temporal_workflow_metadata');
    return (metadata as { readonly currentDetails?: string }).currentDetails ?? '';
  }

  /** Lets the next requests of a kind meet a fault. */
  inject(kind: RequestKind, fault: Partial<FaultRule> & Pick<FaultRule, 'kind'>): void {
    this.sandbox.injectFault({ provider: this.provider, times: 1, ...kind, ...fault });
  }

  /**
   * Lets the provider bring an order, or some numbers of it, further by itself (docs/sandbox.md).
   *
   * @throws when the sandbox refuses
   */
  advance(
    orderRef: string,
    step: { readonly to: string; readonly focAt?: string; readonly numbers?: readonly string[] },
  ): void {
    const path = `/_control/orders/${orderRef}/advance`;
    const { status, body } = this.sandbox.handle({ method: 'POST', path, body: JSON.stringify(step) });
    if (status !== 200) throw new Error(body);
  }

  /** Stops the next request of a kind at the provider's door: for what must happen while a call is under way. */
  hold(kind: RequestKind): HeldRequest {
    let comes = () => {};
    let letIn = () => {};
    const come = new Promise<void>((resolve) => (comes = resolve));
    const gate = new Promise<void>((resolve) => (letIn = resolve));
    this.#held = { kind, comes, gate };
    return { come, letIn };
  }

  /** How many requests of a kind reached the provider. */
  asked(kind: RequestKind): number {
    const pattern = new RegExp(kind.pathPattern);
    const isOfKind = (entry: { method: string; path: string }) =>
      entry.method === kind.method && pattern.test(entry.path);
    return this.sandbox.requests().filter(isOfKind).length;
  }

  /** Tells a port that a webhook came. */
  async notify(port: PortHandle, hints: readonly Hint[]): Promise<void> {
    await this.workflow(port).signal(providerNotified, { hints });
  }

  /** The port once nothing is running: it waits for a clock, a message, or the next attempt of a call. */
  async still(port: PortHandle): Promise<PortView> {
    return (await this.#atRest(port)).view;
  }

  /**
   * Skips time, always to the next thing that happens here or at the provider, until the port is as wanted.
   *
   * @param latest - or until this instant
   */
  async until(port: PortHandle, isWanted: (view: PortView) => boolean, latest = Infinity): Promise<PortView> {
    for (;;) {
      const { view, isRetrying } = await this.#atRest(port);
      if (isWanted(view) || this.#clock.time >= latest) return view;
      if (view.outcome !== undefined) throw new Error(`The port ended first: ${JSON.stringify(view)}`);
      // What a call made the provider tell arrives before anything else happens. Besides, a signal that meets a timer
      // in the same millisecond is more than the server can take: it hands out no task any more.
      if (await this.#deliver()) continue;
      const wakeAt = view.nextWakeAt === undefined ? Infinity : Date.parse(view.nextWakeAt);
      const ownAt = isRetrying ? (await this.now()) + RETRY_STEP_MS : wakeAt;
      const next = Math.min(ownAt, this.sandbox.nextEventAt() ?? Infinity, latest);
      if (!Number.isFinite(next))
        throw new Error(`Nothing will ever wake this port: ${JSON.stringify(view)}`);
      await this.skipTo(next);
    }
  }

  async untilEnd(port: PortHandle): Promise<PortView> {
    return this.until(port, ({ outcome }) => outcome !== undefined);
  }

  /** Until the order is at the provider and the port waits for it. */
  async untilSubmitted(port: PortHandle): Promise<PortView> {
    return this.until(port, ({ orders }) => orders.length > 0);
  }

  async now(): Promise<number> {
    return this.environment.currentTimeMs();
  }

  /** Moves both clocks to an instant, lets the provider do what is due, and delivers its webhooks. */
  async skipTo(instant: number): Promise<void> {
    const now = await this.now();
    // The sandbox goes first, so that a read at the port's own wake sees the provider as it is at that instant.
    this.#clock.time = Math.max(instant, now);
    if (instant > now) await this.environment.sleep(instant - now);
    this.sandbox.runDue();
    await this.#deliver();
  }

  async skipFor(length: number): Promise<void> {
    await this.skipTo((await this.now()) + length);
  }

  #config(policy?: AccountConfig['policy']): AccountConfig {
    return sandboxAccount(sandboxUrl(this.provider), this.name, policy, this.provider);
  }

  /** Twilio goes by no date of ours, so its worker is the product's own; the others compare theirs with our clock. */
  #usualWorker(): (options: PortWorkerOptions) => Promise<RunningWorker> {
    if (this.provider === 'twilio') return createPortWorker;
    return (options) =>
      createIntercepted(
        options,
        inSkippedTime(() => this.#clock.time),
      );
  }

  async #followClock(): Promise<void> {
    this.#clock.time = Math.max(this.#clock.time, await this.now());
  }

  #know(port: PortHandle): PortHandle {
    this.#ports.set(port.workflowId, port);
    return port;
  }

  async #admit({ method, url }: HttpRequest): Promise<void> {
    const held = this.#held;
    if (held?.kind.method === method && new RegExp(held.kind.pathPattern).test(new URL(url).pathname)) {
      this.#held = undefined;
      held.comes();
      await held.gate;
    }
    await Promise.all([...this.#ports.values()].map((port) => this.#letTimersFire(port)));
  }

  /**
   * Waits until no timer of a port is about to fire. Otherwise the answer to this call could begin a workflow task that
   * cancels the timer, and the timer could fire during that task. The test server cannot take that: `fireTimer` removes the
   * timer at once, `processCancelTimer` throws when the task completes, and the server is left with half of the task done.
   * From then on the workflow gets no task, and the clock no longer skips.
   */
  async #letTimersFire(port: PortHandle): Promise<void> {
    const isFiring = async () => {
      const { events } = await this.workflow(port).fetchHistory();
      if (events == null || firesAt(events) > (await this.now()) + SOON_MS) return false;
      return (await this.describe(port)).status.name === 'RUNNING';
    };
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() < deadline && (await isFiring())) await realTime(10);
  }

  /** One signal for each webhook, to the port that holds the order, as the receiver would. False: there was none. */
  async #deliver(): Promise<boolean> {
    const webhooks = this.#webhooks;
    this.#webhooks = [];
    for (const hint of webhooks) {
      const port = this.#owners.get(hint.orderRef);
      if (port !== undefined) await this.notify(port, [hint]);
    }
    return webhooks.length > 0;
  }

  /** Why a port does not come to rest: its last events, and its calls under way. */
  async #unrest(port: PortHandle): Promise<string> {
    const { events } = await this.workflow(port).fetchHistory();
    const { historyLength, raw } = await this.describe(port);
    const last = events?.slice(-6).map(({ eventType, eventTime }) => ({ eventType, eventTime }));
    const calls = raw.pendingActivities ?? [];
    return JSON.stringify({ now: await this.now(), historyLength, last, calls });
  }

  async #atRest(port: PortHandle): Promise<{ view: PortView; isRetrying: boolean }> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const { isQuiet, isRetrying } = await restOf(this.workflow(port), await this.now());
      if (isQuiet) {
        const view = await port.view();
        for (const { ref } of view.orders) this.#owners.set(ref, port);
        return { view, isRetrying };
      }
      if (Date.now() > deadline) {
        const state = await this.#unrest(port);
        throw new Error(`Port ${port.requestId} does not come to rest: ${state}`);
      }
      await realTime(10);
    }
  }
}

/**
 * Whether nothing is running in a workflow, and whether a call waits for its next attempt. The server alone is asked: a
 * query that meets a run just as it continues as new gets no answer, and lets no time be skipped any more.
 */
export async function restOf(
  workflow: WorkflowHandle,
  now: number,
): Promise<{ isQuiet: boolean; isRetrying: boolean }> {
  const { events } = await workflow.fetchHistory();
  const { historyLength, raw, status } = await workflow.describe();
  const calls = raw.pendingActivities ?? [];
  // One that has never been attempted is about to be.
  const waiting = calls.filter(
    (call) =>
      call.lastAttemptCompleteTime != null &&
      instantOf(call.lastAttemptCompleteTime) >= instantOf(call.lastStartedTime),
  );
  const isQuiet =
    events?.length === historyLength && // nothing happened between the two questions
    // The timer that a port leaves behind when it ends never fires.
    (status.name !== 'RUNNING' || firesAt(events) > now + SOON_MS) &&
    !isTaskPending(events) &&
    calls.length === waiting.length;
  return { isQuiet, isRetrying: waiting.length > 0 };
}

/**
 * By temporal.api.enums.v1.EventType: a workflow task that completed, timed out or failed; and what needs one, which is
 * one under way, an activity that ended, a timer that fired, a signal.
 */
const TASK_OVER: ReadonlySet<unknown> = new Set([7, 8, 9]);
const NEEDS_TASK: ReadonlySet<unknown> = new Set([5, 6, 12, 13, 14, 16, 18, 26]);

/** A signal that comes while a task is under way stands behind the start of the task, so the last event is not enough. */
function isTaskPending(events: Events): boolean {
  const over = events.findLastIndex(({ eventType }) => TASK_OVER.has(eventType));
  return events.slice(over + 1).some(({ eventType }) => NEEDS_TASK.has(eventType));
}

/**
 * A timer that fires within this counts as firing now. A timer starts when its workflow task completes, so it fires later
 * than the port computed by as long as the task took; and the server's clock goes on between two questions.
 */
const SOON_MS = 1_000;

/** When the port's one timer fires; Infinity without one. */
function firesAt(events: Events): number {
  const newest = events.findLast(
    (event) =>
      event.timerStartedEventAttributes ??
      event.timerFiredEventAttributes ??
      event.timerCanceledEventAttributes,
  );
  const timer = newest?.timerStartedEventAttributes;
  if (timer == null) return Infinity;
  return instantOf(newest?.eventTime) + instantOf(timer.startToFireTimeout);
}

function asRecord(attributes: TypedSearchAttributes): Record<string, unknown> {
  return Object.fromEntries(attributes.getAll().map(({ key, value }) => [key.name, value]));
}

type Events = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;
type Timestamp = { readonly seconds?: unknown; readonly nanos?: number | null } | null | undefined;

function instantOf(timestamp: Timestamp): number {
  return timestamp == null ? 0 : Number(timestamp.seconds) * 1_000 + (timestamp.nanos ?? 0) / 1e6;
}
