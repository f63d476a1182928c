import type { SandboxTime } from './time';
import { copiesOf, type ScenarioDelivery, type DeliveryMode } from './webhook-delivery';

/** One webhook on its way: whoever runs the sandbox posts it. */
export interface WebhookDelivery {
  /** Counts from 1. */
  readonly id: number;
  /** Who sends it. */
  readonly provider: string;
  /** POST it here, exactly as written: the signature covers it. */
  readonly url: string;
  /** To be sent as they are. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be sent as it is. */
  readonly body: string;
  /** The provider's name of the event, for people and tests; it is not part of what is sent. */
  readonly event: string;
  /** The order that it is about. */
  readonly orderRef: string;
  /** 1 for the first, then one more for each retry. */
  readonly attempt: number;
}

/**
 * Takes a webhook away. A promise gives the receiver's status, or undefined (or a rejection) when there was no
 * answer. A handler that returns nothing reports with `Sandbox.delivered` instead.
 */
export type WebhookHandler =
  ((delivery: WebhookDelivery) => void) | ((delivery: WebhookDelivery) => Promise<number | undefined>);

/** What a provider wants to tell. */
export interface WebhookNotice {
  readonly provider: string;
  readonly url: string;
  readonly body: string;
  readonly event: string;
  readonly orderRef: string;
  /** The how-manieth notice of its order this is, from 0. */
  readonly index: number;
  readonly delivery: ScenarioDelivery | undefined;
  /** Writes the final URL and headers for one copy. */
  readonly sign: (url: string, body: string) => Pick<WebhookDelivery, 'url' | 'headers'>;
}

/** How a delivery ended, for `GET /_control/webhooks`. */
export interface LoggedDelivery {
  readonly at: string;
  readonly provider: string;
  readonly event: string;
  readonly orderRef: string;
  readonly attempt: number;
  /** Absent while on the way, and when nobody answered. */
  status?: number;
}

/**
 * How long after an unanswered or refused attempt the next one follows. Twilio's own schedule for porting webhooks
 * is not published; this is a usual one. Real time also with shrunk days: it is about networks, not about porting.
 */
export const RETRY_AFTER_MS: readonly number[] = [1_000, 5_000, 30_000, 120_000, 600_000];

const KEPT = 1_000;

/** The post office: copies, delays, retries. Every departure is an event of the sandbox's time. */
export class WebhookOutbox {
  mode: DeliveryMode = 'deliver';
  handler: WebhookHandler | undefined;
  readonly #time: SandboxTime;
  readonly #underway = new Map<number, LoggedDelivery>();
  #log: LoggedDelivery[] = [];
  #count = 0;

  constructor(time: SandboxTime) {
    this.#time = time;
  }

  /** Schedules the delivery of a webhook: of each of its copies, where the mode makes several. */
  post(notice: WebhookNotice): void {
    for (const afterDays of copiesOf(this.mode, notice.delivery, notice.index)) {
      const { provider, body, event, orderRef } = notice;
      this.#count += 1;
      const delivery = { provider, body, event, orderRef, id: this.#count, attempt: 1 };
      const signed = notice.sign(notice.url, body);
      this.#depart(this.#time.now() + this.#time.days(afterDays), { ...delivery, ...signed });
    }
  }

  /** What became of a delivery: the receiver's status, or undefined when there was no answer. */
  delivered(delivery: WebhookDelivery, status: number | undefined): void {
    const entry = this.#underway.get(delivery.id);
    // Unknown after a reset, and when an attempt is reported twice.
    if (entry?.attempt !== delivery.attempt) return;
    this.#underway.delete(delivery.id);
    if (status !== undefined) entry.status = status;
    if (status !== undefined && status >= 200 && status < 300) return;
    const wait = RETRY_AFTER_MS[delivery.attempt - 1];
    if (wait !== undefined)
      this.#depart(this.#time.now() + wait, { ...delivery, attempt: delivery.attempt + 1 });
  }

  /** The newest deliveries, the oldest first. */
  log(): readonly LoggedDelivery[] {
    return this.#log;
  }

  /** Forgets all, and delivers again. */
  clear(): void {
    this.mode = 'deliver';
    this.#underway.clear();
    this.#log = [];
  }

  #depart(at: number, delivery: WebhookDelivery): void {
    this.#time.schedule(at, () => {
      const { provider, event, orderRef, attempt } = delivery;
      const entry = { at: new Date(at).toISOString(), provider, event, orderRef, attempt };
      if (this.#log.length >= 2 * KEPT) this.#log = this.#log.slice(-KEPT);
      this.#log.push(entry);
      this.#underway.set(delivery.id, entry);
      const result: unknown = this.handler?.(delivery);
      if (result instanceof Promise) this.#follow(delivery, result as Promise<number | undefined>);
    });
  }

  #follow(delivery: WebhookDelivery, result: Promise<number | undefined>): void {
    result.then(
      (status) => this.delivered(delivery, status),
      () => this.delivered(delivery, undefined),
    );
  }
}
