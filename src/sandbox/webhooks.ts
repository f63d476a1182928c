import type { SandboxTime } from './time';
import { copiesOf, type ScenarioDelivery, type DeliveryMode } from './webhook-delivery';

/** A webhook to deliver: the driver of the sandbox posts it. */
export interface WebhookDelivery {
  /** Counts from 1. */
  readonly id: number;
  /** The provider that sends it. */
  readonly provider: string;
  /** The exact target URL: the signature covers it. */
  readonly url: string;
  /** To be sent unchanged. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be sent unchanged. */
  readonly body: string;
  /** The provider's name of the event, for people and tests; it is not part of the request. */
  readonly event: string;
  /** The order concerned. */
  readonly orderRef: string;
  /** 1 for the first attempt, plus one for each retry. */
  readonly attempt: number;
}

/**
 * Receives a webhook. A promise resolves to the receiver's status; undefined or a rejection means that there
 * was no answer. A handler that returns nothing reports with `Sandbox.delivered` instead.
 */
export type WebhookHandler =
  ((delivery: WebhookDelivery) => void) | ((delivery: WebhookDelivery) => Promise<number | undefined>);

/** A webhook of a provider, before its delivery. */
export interface WebhookNotice {
  readonly provider: string;
  readonly url: string;
  readonly body: string;
  readonly event: string;
  readonly orderRef: string;
  /** The position among the notices of its order, from 0. */
  readonly index: number;
  readonly delivery: ScenarioDelivery | undefined;
  /** Builds the final URL and headers of one copy. */
  readonly sign: (url: string, body: string) => Pick<WebhookDelivery, 'url' | 'headers'>;
}

/** The result of a delivery, for `GET /_control/webhooks`. */
export interface LoggedDelivery {
  readonly at: string;
  readonly provider: string;
  readonly event: string;
  readonly orderRef: string;
  readonly attempt: number;
  /** Absent while in flight, and without an answer. */
  status?: number;
}

/**
 * The delays between an unanswered or refused attempt and the next one. Twilio's schedule for porting
 * webhooks is not published; this is a usual one. Real time also with shortened days, because it concerns
 * networks, not porting.
 */
export const RETRY_AFTER_MS: readonly number[] = [1_000, 5_000, 30_000, 120_000, 600_000];

const MAX_LOGGED = 1_000;

/** Delivers webhooks with copies, delays and retries. Every departure is an event of the sandbox's time. */
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

  /** Schedules the delivery of a webhook and of its copies. */
  post(notice: WebhookNotice): void {
    for (const afterDays of copiesOf(this.mode, notice.delivery, notice.index)) {
      const { provider, body, event, orderRef } = notice;
      this.#count += 1;
      const delivery = { provider, body, event, orderRef, id: this.#count, attempt: 1 };
      const signed = notice.sign(notice.url, body);
      this.#depart(this.#time.now() + this.#time.days(afterDays), { ...delivery, ...signed });
    }
  }

  /** Records the result of a delivery: the receiver's status, or undefined without an answer. */
  delivered(delivery: WebhookDelivery, status: number | undefined): void {
    const entry = this.#underway.get(delivery.id);
    // Unknown after a reset, or if an attempt is reported twice.
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

  /** Removes all deliveries and resets the mode to `deliver`. */
  clear(): void {
    this.mode = 'deliver';
    this.#underway.clear();
    this.#log = [];
  }

  #depart(at: number, delivery: WebhookDelivery): void {
    this.#time.schedule(at, () => {
      const { provider, event, orderRef, attempt } = delivery;
      const entry = { at: new Date(at).toISOString(), provider, event, orderRef, attempt };
      if (this.#log.length >= 2 * MAX_LOGGED) this.#log = this.#log.slice(-MAX_LOGGED);
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
