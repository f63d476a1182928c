import { control } from './control/control';
import { Faults, type FaultRule } from './faults';
import { FoneDynamics } from './fone-dynamics/fone-dynamics';
import type { Answer, ProviderRequest, SandboxRequest, SandboxResponse } from './http';
import { Ids } from './ids';
import type { ControlOrder, SimulatedProvider } from './provider';
import { RequestLog, type LoggedRequest } from './request-log';
import { Settings } from './settings';
import { TelnyxV1 } from './telnyx-v1/telnyx-v1';
import { SandboxTime, type SandboxClock } from './time';
import { Twilio } from './twilio/twilio';
import { WebhookOutbox, type WebhookDelivery, type WebhookHandler } from './webhooks';

/** How a sandbox is set up; everything has a default. */
export interface SandboxOptions {
  /** Whose time it is; the computer's by default. */
  readonly clock?: SandboxClock;
  /** Length of a provider-side day in seconds; a real day by default. */
  readonly daySeconds?: number | undefined;
  /** Where Twilio's webhooks go until its API is told otherwise. */
  readonly twilioWebhookUrl?: string | undefined;
  /** The same by the name of the simulated provider, for those that are told one URL for the account. */
  readonly webhookUrls?: Readonly<Record<string, string>> | undefined;
  /** The first eight hex digits of every id, so that two runs do not share ids. Zeros by default. */
  readonly runId?: string;
  /** Takes webhooks away, one call for each attempt; default: they are lost. */
  readonly onWebhook?: WebhookHandler;
}

const ABOUT = {
  name: 'Portkeeper sandbox',
  what: 'Simulated providers for porting phone numbers. Orders live in memory; no number is moved.',
  providers: { twilio: '/twilio', 'telnyx-v1': '/telnyx-v1', 'fone-dynamics': '/fone-dynamics' },
  control: '/_control/orders, requests, faults, webhooks, settings, reset',
  documentation: 'docs/sandbox.md',
};

/**
 * The simulated providers, without a network: requests go in, answers come out, and time passes only when somebody
 * says so.
 *
 * Everything is synchronous and, for one `runId` and the same calls, always the same. A driver repeats: wait until
 * `nextEventAt()`, call `runDue()`. `handle()` first runs what is due, so an answer never shows an old state.
 */
export class Sandbox {
  readonly #time: SandboxTime;
  readonly #outbox: WebhookOutbox;
  readonly #settings: Settings;
  readonly #faults = new Faults();
  readonly #log = new RequestLog();
  readonly #providers: readonly SimulatedProvider[];

  constructor(options: SandboxOptions = {}) {
    this.#time = new SandboxTime(options.clock ?? Date, options.daySeconds);
    this.#outbox = new WebhookOutbox(this.#time);
    this.#outbox.handler = options.onWebhook;
    this.#settings = new Settings(this.#time);
    this.#providers = [
      new Twilio({
        time: this.#time,
        ids: new Ids(options.runId),
        settings: this.#settings,
        outbox: this.#outbox,
        webhookUrl: options.twilioWebhookUrl ?? options.webhookUrls?.['twilio'],
      }),
      new TelnyxV1({ time: this.#time, ids: new Ids(options.runId), settings: this.#settings }),
      new FoneDynamics({
        time: this.#time,
        ids: new Ids(options.runId),
        settings: this.#settings,
        outbox: this.#outbox,
      }),
    ];
  }

  /** Takes webhooks away, one call for each attempt. Without a handler webhooks are lost. */
  set onWebhook(handler: WebhookHandler | undefined) {
    this.#outbox.handler = handler;
  }

  /** Called when something was scheduled: `nextEventAt()` may be earlier than before. */
  set onScheduled(listener: (() => void) | undefined) {
    this.#time.onScheduled = listener;
  }

  /** Answers one request to a provider, to the control API, or about the sandbox itself. Never throws for input. */
  handle(request: SandboxRequest): SandboxResponse {
    this.#time.runDue();
    const { path } = request;
    if (path === '/' || path === '/healthz') {
      return write({ status: 200, json: path === '/' ? ABOUT : { status: 'ok' } });
    }
    if (path.startsWith('/_control')) return write(control(this.#controlled(), request));
    const provider = this.#providers.find(({ name }) => path.startsWith(`/${name}/`));
    if (provider !== undefined) return this.#ask(provider, request);
    return write({ status: 404, json: { error: `Nothing at ${path}; GET / says what there is` } });
  }

  /** When the next provider-side change or webhook is due, epoch milliseconds. */
  nextEventAt(): number | undefined {
    return this.#time.nextAt();
  }

  /** Performs every provider-side change and webhook that is due by the clock, in order. */
  runDue(): void {
    this.#time.runDue();
  }

  /** Reports how a delivery ended: the receiver's status, or undefined without an answer. Refused ones come again. */
  delivered(delivery: WebhookDelivery, status: number | undefined): void {
    this.#outbox.delivered(delivery, status);
  }

  /** All orders of all providers, oldest first: what `GET /_control/orders` shows. */
  orders(): ControlOrder[] {
    return this.#providers.flatMap((provider) => provider.orders());
  }

  /** What the providers were asked, in order of arrival: what `GET /_control/requests` shows. */
  requests(): readonly LoggedRequest[] {
    return this.#log.entries();
  }

  /** Injects a fault: what `POST /_control/faults` does. */
  injectFault(rule: FaultRule): void {
    this.#faults.add(rule);
  }

  /** Takes back the faults that have met no request yet. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** Forgets everything but how it was set up; ids go on counting. */
  reset(): void {
    this.#time.clear();
    this.#outbox.clear();
    this.#settings.clear();
    this.#faults.clear();
    this.#log.clear();
    for (const provider of this.#providers) provider.reset();
  }

  #controlled() {
    return {
      providers: this.#providers,
      faults: this.#faults,
      log: this.#log,
      settings: this.#settings,
      outbox: this.#outbox,
      reset: () => this.reset(),
    };
  }

  /** Asks a provider, with the fault that waits for this request, and writes the log. */
  #ask(provider: SimulatedProvider, request: SandboxRequest): SandboxResponse {
    const at = new Date(this.#time.now()).toISOString();
    const asked: ProviderRequest = {
      method: request.method,
      path: request.path.slice(provider.name.length + 1),
      query: request.query ?? {},
      headers: request.headers ?? {},
      body: request.body ?? '',
    };
    const fault = this.#faults.take(provider.name, asked.method, asked.path);
    const response = applyFault(provider, asked, fault);
    // A provider can lose an answer by itself: scenario 12.
    const faultName = fault?.kind ?? (response.fault?.kind === 'drop' ? 'drop_after' : undefined);
    this.#log.add({
      at,
      provider: provider.name,
      method: asked.method,
      path: asked.path,
      status: response.status,
      ...(response.orderRef !== undefined && { orderRef: response.orderRef }),
      ...(faultName !== undefined && { fault: faultName }),
    });
    return fault?.body === undefined ? write(response) : { ...write(response), body: fault.body };
  }
}

/** A provider's answer, as a fault leaves it. */
function applyFault(
  provider: SimulatedProvider,
  request: ProviderRequest,
  fault: FaultRule | undefined,
): Answer {
  const delay =
    fault?.delayMs === undefined ? undefined : ({ kind: 'delay', delayMs: fault.delayMs } as const);
  switch (fault?.kind) {
    case undefined:
      return provider.handle(request);
    case 'drop_before':
      return { status: 0, fault: { kind: 'drop' } };
    case 'drop_after':
      return { ...provider.handle(request), fault: { kind: 'drop' } };
    case 'delay':
      return { ...provider.handle(request), ...(delay !== undefined && { fault: delay }) };
    case 'status': {
      const answer = provider.refuse(fault.status ?? 500, 'Injected by the sandbox');
      const retryAfter =
        fault.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(fault.retryAfterSeconds) };
      return {
        ...answer,
        headers: { ...answer.headers, ...retryAfter },
        ...(delay !== undefined && { fault: delay }),
      };
    }
  }
}

function write(answer: Answer): SandboxResponse {
  const { status, headers = {}, json, fault } = answer;
  const hasBody = json !== undefined;
  return {
    status,
    headers: hasBody ? { ...headers, 'Content-Type': 'application/json' } : headers,
    body: hasBody ? JSON.stringify(json) : '',
    ...(fault !== undefined && { fault }),
  };
}
