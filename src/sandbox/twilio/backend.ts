import type { Ids } from '../ids';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { WebhookOutbox } from '../webhooks';
import { orderStateOf, type TwilioNumber, type TwilioOrder } from './order';
import { renderWebhook } from './rendering';
import { signJsonWebhook } from './signature';
import { NUMBER_EVENTS, ORDER_EVENTS } from './states';
import { WebhookConfiguration } from './webhook-target';

/** The only account of the simulated Twilio. */
export const TWILIO_CREDENTIALS = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' } as const;

const FIRST_TICKET = 4_100_001;

/** The webhook of a number's change: the event of its new state, another event, or none. */
export type Announcement = 'state' | { readonly event: string } | 'nothing';

/** An LOA configuration. A field that an upsert omits becomes null; that is a choice of the sandbox. */
export interface SigningConfiguration {
  readonly product: string;
  readonly country: string;
  readonly logo_sid: string | null;
  readonly friendly_name: string | null;
  readonly email_subject: string | null;
  readonly email_message: string | null;
  readonly url_redirection: string | null;
  readonly url: string;
}

/** A number of an eligibility check, as sent, valid or not. */
export interface CheckedNumber {
  readonly phoneNumber: string;
  readonly accountSid: string;
}

/** A check of several numbers. */
export interface BulkCheck {
  readonly sid: string;
  readonly friendlyName: string | null;
  readonly createdAt: number;
  readonly numbers: readonly CheckedNumber[];
}

/** The backend of Twilio: its orders. Every change goes through `change`, which sends the webhooks. */
export class TwilioBackend {
  configuration = new WebhookConfiguration();
  readonly bulkChecks = new Map<string, BulkCheck>();
  /** By product and country. */
  readonly signing = new Map<string, SigningConfiguration>();
  readonly #orders = new Map<string, TwilioOrder>();
  readonly #byPhoneNumber = new Map<string, { order: TwilioOrder; number: TwilioNumber }[]>();
  #tickets = 0;

  constructor(
    readonly time: SandboxTime,
    readonly ids: Ids,
    readonly settings: Settings,
    private readonly outbox: WebhookOutbox,
  ) {}

  /** All orders, the oldest first. */
  orders(): TwilioOrder[] {
    return [...this.#orders.values()];
  }

  find(sid: string): TwilioOrder | undefined {
    return this.#orders.get(sid);
  }

  /** Every current or past occurrence of a phone number in an order. */
  placesOf(phoneNumber: string): readonly { order: TwilioOrder; number: TwilioNumber }[] {
    return this.#byPhoneNumber.get(phoneNumber) ?? [];
  }

  add(order: TwilioOrder): void {
    this.#orders.set(order.sid, order);
    for (const number of order.numbers) {
      const places = this.#byPhoneNumber.get(number.phoneNumber);
      if (places === undefined) this.#byPhoneNumber.set(number.phoneNumber, [{ order, number }]);
      else places.push({ order, number });
    }
  }

  /**
   * Changes some numbers of an order at one instant, then the order's own state, and sends webhooks for both.
   */
  change(
    order: TwilioOrder,
    numbers: readonly TwilioNumber[],
    apply: (number: TwilioNumber) => Announcement,
  ): void {
    for (const number of numbers) {
      number.unknownStatus = undefined;
      const announcement = apply(number);
      number.updatedAt = this.time.now();
      const event = announcement === 'state' ? NUMBER_EVENTS[number.state] : undefined;
      if (event !== undefined) this.#sendWebhook(event, order, number);
      else if (typeof announcement === 'object') this.#sendWebhook(announcement.event, order, number);
    }
    const state = orderStateOf(order);
    if (state === order.state) return;
    order.state = state;
    order.updatedAt = this.time.now();
    if (state === 'action_required') order.supportTicket ??= FIRST_TICKET + this.#tickets++;
    const event = ORDER_EVENTS[state];
    if (event !== undefined) this.#sendWebhook(event, order);
  }

  clear(): void {
    this.configuration = new WebhookConfiguration();
    this.bulkChecks.clear();
    this.signing.clear();
    this.#orders.clear();
    this.#byPhoneNumber.clear();
  }

  #sendWebhook(event: string, order: TwilioOrder, number?: TwilioNumber): void {
    const url = this.configuration.targetOf(event);
    if (url === undefined) return;
    // Events of the whole order have the delivery mode of its first number.
    const delivery = (number ?? order.numbers[0])?.scenario.webhooks;
    this.outbox.post({
      provider: 'twilio',
      url,
      body: JSON.stringify(renderWebhook(order, number)),
      event,
      orderRef: order.sid,
      index: order.webhookCount++,
      delivery,
      sign: (target, body) => this.#sign(target, body, delivery !== 'unsigned'),
    });
  }

  #sign(target: string, body: string, signed: boolean) {
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'TwilioProxy/1.1',
      // The same for every attempt of one webhook.
      'i-twilio-idempotency-token': this.ids.next(''),
    };
    if (!signed) return { url: target, headers };
    const { url, signature } = signJsonWebhook(TWILIO_CREDENTIALS.authToken, target, body);
    return { url, headers: { ...headers, 'x-twilio-signature': signature } };
  }
}
