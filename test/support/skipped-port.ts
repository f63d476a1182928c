import { setTimeout as realTime } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { temporalConfig } from '../../temporal.config';
import { PortingClient } from '../../src/client/porting-client';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortRequestInput } from '../../src/contract/port-request-schema';
import type { PortView } from '../../src/contract/port-view';
import { PortingError } from '../../src/client/porting-error';
import type { Act } from '../scenarios/scenarios';
import { providerNotified } from '../../src/contract/messages';
import { createWebhooks } from '../../src/providers/registry';
import { Sandbox } from '../../src/sandbox/sandbox';
import { createPortWorker, type PortWorker } from '../../src/worker/worker';
import { sandboxAccount, WEBHOOK_URL } from '../scenarios/sandbox-account';
import { SANDBOX_BASE_URL, sandboxTransport } from '../scenarios/sandbox-transport';
import { workflowBundle } from './servers/workflow-bundle';

/** How long a port may take to become quiet, in real time. */
const QUIET_WITHIN_MS = 20_000;

/** A port on a Temporal server that skips time, with the sandbox in the same process and on the same clock. */
export class SkippedPort {
  readonly sandbox: Sandbox;
  readonly #clock = { time: 0 };
  readonly #undelivered: { orderRef: string; phoneNumber?: string }[] = [];
  #handle: PortHandle | undefined;
  #worker: PortWorker | undefined;
  #running: Promise<void> | undefined;

  constructor(
    private readonly environment: TestWorkflowEnvironment,
    private readonly name: string,
  ) {
    const webhooks = createWebhooks(sandboxAccount(SANDBOX_BASE_URL).account);
    this.sandbox = new Sandbox({
      clock: { now: () => this.#clock.time },
      twilioWebhookUrl: WEBHOOK_URL,
      onWebhook: ({ url, headers, body }) => {
        const lower = Object.fromEntries(
          Object.entries(headers).map(([key, value]) => [key.toLowerCase(), value]),
        );
        const verdict = webhooks.verify({ method: 'POST', url, headers: lower, body: Buffer.from(body) });
        if (verdict.ok) this.#undelivered.push(...verdict.hints);
        return Promise.resolve(verdict.ok ? 204 : 403);
      },
    });
  }

  get handle(): PortHandle {
    if (this.#handle === undefined) throw new Error('The port has not been started.');
    return this.#handle;
  }

  /** Starts the worker and the port. Each port has queues of its own. */
  async start(input: PortRequestInput): Promise<PortHandle> {
    this.#clock.time = await this.environment.currentTimeMs();
    this.#worker = await createPortWorker({
      temporal: { ...temporalConfig({}), namespace: this.environment.namespace ?? 'default' },
      taskQueue: this.name,
      accounts: [sandboxAccount(SANDBOX_BASE_URL, this.name)],
      transport: sandboxTransport(this.sandbox),
      connection: this.environment.nativeConnection,
      // The server that skips time has no visibility index.
      takenOrders: () => Promise.resolve(new Set()),
      workflowOptions: { workflowBundle: workflowBundle() },
    });
    this.#running = this.#worker.run();
    const { client, connection } = this.environment;
    const porting = new PortingClient({ client, connection }, this.name);
    this.#handle = await porting.start({ ...input, account: this.name });
    return this.#handle;
  }

  /** Skips time until the port has ended: always to the next thing that happens, here or at the provider. */
  async untilEnd(does: readonly Act[] = []): Promise<PortView> {
    const acts = [...does];
    for (;;) {
      let view = await this.quiet();
      for (const act of acts.splice(0, acts.length)) {
        if (act.whenPhase === view.phase) view = await this.#act(act);
        else acts.push(act);
      }
      if (view.outcome !== undefined) return view;
      const wakeAt = view.nextWakeAt === undefined ? Infinity : Date.parse(view.nextWakeAt);
      const next = Math.min(wakeAt, this.sandbox.nextEventAt() ?? Infinity);
      if (!Number.isFinite(next))
        throw new Error(`Nothing will ever wake this port, in phase ${view.phase}.`);
      await this.skipTo(next);
    }
  }

  /** Moves both clocks to an instant and lets the provider do what is due. */
  async skipTo(instant: number): Promise<void> {
    const now = await this.environment.currentTimeMs();
    // The sandbox goes first, so that a read at the port's own wake sees the provider as it is at that instant.
    this.#clock.time = Math.max(instant, now);
    if (instant > now) await this.environment.sleep(instant - now);
    this.sandbox.runDue();
    await this.#deliver();
  }

  /** The port as it is once it has nothing more to do now. */
  async quiet(): Promise<PortView> {
    const deadline = Date.now() + QUIET_WITHIN_MS;
    for (;;) {
      const view = await this.handle.view().catch((error: unknown) => {
        if ((error as { code?: string }).code === 'port_failed') return undefined; // not prepared yet
        throw error;
      });
      if (view !== undefined && (await this.#isQuiet(view))) return view;
      if (Date.now() > deadline) throw new Error(`The port does not become quiet: ${JSON.stringify(view)}`);
      await realTime(20);
    }
  }

  async stop(): Promise<void> {
    this.#worker?.shutdown();
    await this.#running;
  }

  /** A command that is refused is part of the story: what the timeline tells of it is for the scenario to say. */
  async #act({ id, command: { name, ...input } }: Act): Promise<PortView> {
    if (name !== 'cancel') throw new Error(`No scenario does ${name} yet.`);
    await this.handle.cancel({ idempotencyKey: id, by: 'operator', ...input }).catch((error: unknown) => {
      if (!(error instanceof PortingError) || error.refused.length === 0) throw error;
    });
    return this.quiet();
  }

  async #isQuiet(view: PortView): Promise<boolean> {
    if (view.outcome !== undefined) return true;
    // An attempt that failed waits for its clock; any other submission is under way.
    const isWaiting = ['unknown', 'delayed'].includes(view.attempts.at(-1)?.result ?? '');
    const isBusy =
      (view.phase === 'submitting' && !isWaiting) || (view.phase === 'draft' && view.attentions.length === 0);
    const isHinted = view.lastHintAt !== undefined && (view.lastReadAt ?? '') < view.lastHintAt;
    const isDue =
      view.nextWakeAt !== undefined &&
      Date.parse(view.nextWakeAt) <= (await this.environment.currentTimeMs());
    return !isBusy && !isHinted && !isDue;
  }

  async #deliver(): Promise<void> {
    const hints = this.#undelivered.splice(0).map((hint) => ({ ...hint, receivedAt: this.#clock.time }));
    if (hints.length === 0) return;
    const workflow = this.environment.client.workflow.getHandle(this.handle.workflowId);
    // One signal for each, as the receiver would.
    for (const hint of hints) await workflow.signal(providerNotified, { hints: [hint] });
  }
}
