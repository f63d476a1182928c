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

/** The options of a sandbox; all have defaults. */
export interface SandboxOptions {
  /** The clock; default: the system clock. */
  readonly clock?: SandboxClock;
  /** The length of a provider-side day in seconds; default: a real day. */
  readonly daySeconds?: number | undefined;
  /** The URL of Twilio's webhooks until its API sets another one. */
  readonly twilioWebhookUrl?: string | undefined;
  /** The webhook URLs by name of the simulated provider, for providers with one URL for the account. */
  readonly webhookUrls?: Readonly<Record<string, string>> | undefined;
  /** The first eight hex digits of every id, so that two runs do not share ids; default: zeros. */
  readonly runId?: string;
  /** Receives webhooks, one call for each attempt; default: webhooks are lost. */
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
 * The simulated providers without a network: requests go in, answers come out, and time passes only by calls.
 *
 * Everything is synchronous and deterministic: one `runId` and the same calls give the same result. A driver
 * repeats: wait until `nextEventAt()`, call `runDue()`. `handle()` first runs what is due, so an answer never
 * shows an old state.
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

  /** Receives webhooks, one call for each attempt. Without a handler webhooks are lost. */
  set onWebhook(handler: WebhookHandler | undefined) {
    this.#outbox.handler = handler;
  }

  /** Called when an event was scheduled: `nextEventAt()` may be earlier than before. */
  set onScheduled(listener: (() => void) | undefined) {
    this.#time.onScheduled = listener;
  }

  /**
   * Answers one request to a provider, to the control API, or about the sandbox itself. It never throws for
   * any input.
   */
  handle(request: SandboxRequest): SandboxResponse {
    this.#time.runDue();
    const { path } = request;
    if (path === '/' || path === '/healthz') {
      return write({ status: 200, json: path === '/' ? ABOUT : { status: 'ok' } });
    }
    if (path.startsWith('/_control')) return write(control(this.#controlled(), request));
    const provider = this.#providers.find(({ name }) => path.startsWith(`/${name}/`));
    if (provider !== undefined) return this.#handleProvider(provider, request);
    return write({ status: 404, json: { error: `Nothing at ${path}; GET / lists what there is` } });
  }

  /** When the next provider-side change or webhook is due, epoch milliseconds. */
  nextEventAt(): number | undefined {
    return this.#time.nextAt();
  }

  /** Runs every provider-side change and webhook that is due, in order. */
  runDue(): void {
    this.#time.runDue();
  }

  /**
   * Reports the result of a delivery: the receiver's status, or undefined without an answer. A refused
   * delivery is retried.
   */
  delivered(delivery: WebhookDelivery, status: number | undefined): void {
    this.#outbox.delivered(delivery, status);
  }

  /** All orders of all providers, the oldest first, as `GET /_control/orders` shows them. */
  orders(): ControlOrder[] {
    return this.#providers.flatMap((provider) => provider.orders());
  }

  /** The requests to the providers, in order of arrival, as `GET /_control/requests` shows them. */
  requests(): readonly LoggedRequest[] {
    return this.#log.entries();
  }

  /** Injects a fault, as `POST /_control/faults` does. */
  injectFault(rule: FaultRule): void {
    this.#faults.add(rule);
  }

  /** Removes the faults that were not applied yet. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** Resets everything except the options; ids continue to count. */
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

  /** Passes a request to a provider, with the matching fault, and logs it. */
  #handleProvider(provider: SimulatedProvider, request: SandboxRequest): SandboxResponse {
    const at = new Date(this.#time.now()).toISOString();
    const providerRequest: ProviderRequest = {
      method: request.method,
      path: request.path.slice(provider.name.length + 1),
      query: request.query ?? {},
      headers: request.headers ?? {},
      body: request.body ?? '',
    };
    const fault = this.#faults.take(provider.name, providerRequest.method, providerRequest.path);
    const response = applyFault(provider, providerRequest, fault);
    // A provider can lose an answer itself: scenario 12.
    const faultName = fault?.kind ?? (response.fault?.kind === 'drop' ? 'drop_after' : undefined);
    this.#log.add({
      at,
      provider: provider.name,
      method: providerRequest.method,
      path: providerRequest.path,
      status: response.status,
      ...(response.orderRef !== undefined && { orderRef: response.orderRef }),
      ...(faultName !== undefined && { fault: faultName }),
    });
    return fault?.body === undefined ? write(response) : { ...write(response), body: fault.body };
  }
}

/** A provider's answer with a fault applied. */
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
