import type { Ids } from '../ids';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { WebhookOutbox } from '../webhooks';
import { renderRequest } from './rendering';
import { statusOf, wordOf, type SimulatedNumber, type SimulatedRequest } from './request';
import { CARRIER_STATUS } from './states';

/** Fone Dynamics' porting desk: its requests, and the one way in which they change and somebody hears of it. */
export class PortingDesk {
  readonly #requests = new Map<string, SimulatedRequest>();
  readonly #numbersSeen = new Set<string>();

  constructor(
    readonly time: SandboxTime,
    readonly settings: Settings,
    private readonly ids: Ids,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** All requests, oldest first. */
  requests(): SimulatedRequest[] {
    return [...this.#requests.values()];
  }

  find(portingNo: string): SimulatedRequest | undefined {
    return this.#requests.get(portingNo);
  }

  /** Whether a number was ever submitted. */
  knows(phoneNumber: string): boolean {
    return this.#numbersSeen.has(phoneNumber);
  }

  file(request: SimulatedRequest): void {
    this.#requests.set(request.portingNo, request);
    for (const { submitted } of request.numbers) this.#numbersSeen.add(submitted.Number);
  }

  /**
   * The next `P-000002`. What tells one run of the sandbox from another stands before the count: these references are no
   * more than numbers, and an order of today must not be taken for one of yesterday.
   */
  nextPortingNo(): string {
    const id = this.ids.next('');
    const run = Number.parseInt(id.slice(0, 8), 16);
    const count = String(Number.parseInt(id.slice(8), 16)).padStart(6, '0');
    return `P-${run === 0 ? '' : run}${count}`;
  }

  /** Changes some numbers of a request at one instant, writes their histories, and tells of it once. */
  change(
    request: SimulatedRequest,
    numbers: readonly SimulatedNumber[],
    apply: (number: SimulatedNumber) => void,
  ): void {
    const before = asReported(request);
    for (const number of numbers) {
      const from = wordOf(number);
      const carrierFrom = carrierStatusOf(number);
      const dateBefore = number.portDate;
      number.unknownStatus = undefined;
      number.carrierCode = undefined;
      apply(number);
      const [to, carrierTo] = [wordOf(number), carrierStatusOf(number)];
      // Another date is news too, so that a list of what is new shows it. Whether it is so there is not published.
      if (to === from && carrierTo === carrierFrom && number.portDate === dateBefore) continue;
      number.history.push({ from, to, carrierFrom, carrierTo, at: this.time.now() });
    }
    if (asReported(request) !== before) this.#tell(request, numbers[0]);
  }

  clear(): void {
    this.#requests.clear();
    this.#numbersSeen.clear();
  }

  /** Webhooks travel as those of the first number that changed do. They are not signed: nothing is published. */
  #tell(request: SimulatedRequest, first: SimulatedNumber | undefined): void {
    const url = request.body.WebHookURL;
    if (url == null) return;
    this.outbox.post({
      provider: 'fone-dynamics',
      url,
      body: JSON.stringify(renderRequest(request)),
      event: first === undefined ? statusOf(request) : wordOf(first),
      orderRef: request.portingNo,
      // Twos are held back together, because elsewhere a step gives two webhooks; here it gives one.
      index: 2 * request.notices++,
      delivery: first?.scenario.webhooks,
      sign: (target) => ({ url: target, headers: { 'content-type': 'application/json' } }),
    });
  }
}

/** Whatever differs is worth a webhook: a word, a date. */
function asReported(request: SimulatedRequest): string {
  return JSON.stringify(renderRequest(request));
}

function carrierStatusOf({ carrierCode, state }: SimulatedNumber): string {
  return carrierCode ?? CARRIER_STATUS[state];
}
