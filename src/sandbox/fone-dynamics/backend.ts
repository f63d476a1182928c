import type { Ids } from '../ids';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { WebhookOutbox } from '../webhooks';
import { renderRequest } from './rendering';
import { statusOf, providerStatusOf, type SimulatedNumber, type SimulatedRequest } from './request';
import { CARRIER_STATUS } from './states';

/**
 * The backend of Fone Dynamics: its requests. Every change goes through `change`, which sends the webhook.
 */
export class FoneDynamicsBackend {
  readonly #requests = new Map<string, SimulatedRequest>();
  readonly #numbersSeen = new Set<string>();

  constructor(
    readonly time: SandboxTime,
    readonly settings: Settings,
    private readonly ids: Ids,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** All requests, the oldest first. */
  requests(): SimulatedRequest[] {
    return [...this.#requests.values()];
  }

  find(portingNo: string): SimulatedRequest | undefined {
    return this.#requests.get(portingNo);
  }

  /** Whether a number was ever submitted. */
  hasNumber(phoneNumber: string): boolean {
    return this.#numbersSeen.has(phoneNumber);
  }

  add(request: SimulatedRequest): void {
    this.#requests.set(request.portingNo, request);
    for (const { submitted } of request.numbers) this.#numbersSeen.add(submitted.Number);
  }

  /**
   * The next number, such as `P-000002`. The id of the sandbox run precedes the count: without it, an order
   * could be mistaken for one of an earlier run.
   */
  nextPortingNo(): string {
    const id = this.ids.next('');
    const run = Number.parseInt(id.slice(0, 8), 16);
    const count = String(Number.parseInt(id.slice(8), 16)).padStart(6, '0');
    return `P-${run === 0 ? '' : run}${count}`;
  }

  /** Changes some numbers of a request at one instant, records their histories, and sends one webhook. */
  change(
    request: SimulatedRequest,
    numbers: readonly SimulatedNumber[],
    apply: (number: SimulatedNumber) => void,
  ): void {
    const before = asReported(request);
    for (const number of numbers) {
      const from = providerStatusOf(number);
      const carrierFrom = carrierStatusOf(number);
      const dateBefore = number.portDate;
      number.unknownStatus = undefined;
      number.carrierCode = undefined;
      apply(number);
      const [to, carrierTo] = [providerStatusOf(number), carrierStatusOf(number)];
      // A changed date counts as a change too, so that a list of changes shows it. Whether Fone Dynamics does
      // so is not published.
      if (to === from && carrierTo === carrierFrom && number.portDate === dateBefore) continue;
      number.history.push({ from, to, carrierFrom, carrierTo, at: this.time.now() });
    }
    if (asReported(request) !== before) this.#sendWebhook(request, numbers[0]);
  }

  clear(): void {
    this.#requests.clear();
    this.#numbersSeen.clear();
  }

  /**
   * Sends a webhook, in the delivery mode of the first changed number. It is unsigned: no signature is
   * published.
   */
  #sendWebhook(request: SimulatedRequest, first: SimulatedNumber | undefined): void {
    const url = request.body.WebHookURL;
    if (url == null) return;
    this.outbox.post({
      provider: 'fone-dynamics',
      url,
      body: JSON.stringify(renderRequest(request)),
      event: first === undefined ? statusOf(request) : providerStatusOf(first),
      orderRef: request.portingNo,
      // Delivery holds webhooks back in pairs, because elsewhere a step sends two. Here it sends one, so the
      // index is doubled.
      index: 2 * request.webhookCount++,
      delivery: first?.scenario.webhooks,
      sign: (target) => ({ url: target, headers: { 'content-type': 'application/json' } }),
    });
  }
}

/** Any difference triggers a webhook: a status or a date. */
function asReported(request: SimulatedRequest): string {
  return JSON.stringify(renderRequest(request));
}

function carrierStatusOf({ carrierCode, state }: SimulatedNumber): string {
  return carrierCode ?? CARRIER_STATUS[state];
}
