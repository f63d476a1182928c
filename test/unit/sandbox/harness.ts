import { DAY, type Instant } from '../../../src/domain/model/time';
import type { SandboxResponse } from '../../../src/sandbox/http';
import { Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import type { WebhookDelivery } from '../../../src/sandbox/webhooks';

/** The instant at which the clock of a sandbox in a test begins. */
export const START: Instant = Date.UTC(2026, 10, 2, 9, 30);

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // A test looks into what JSON it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
  readonly raw: SandboxResponse;
}

/** A sandbox with a clock of the test's own, and a client that speaks to it. */
export class SandboxHarness {
  now = START;
  readonly deliveries: WebhookDelivery[] = [];
  readonly sandbox: Sandbox;
  /** What the receiver answers; undefined: nothing. */
  receiverAnswers: number | undefined = 204;

  /** @param headers - sent with every request */
  constructor(
    options: Omit<SandboxOptions, 'clock'> = {},
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {
    this.sandbox = new Sandbox({
      clock: { now: () => this.now },
      onWebhook: (delivery) => {
        this.deliveries.push(delivery);
        this.sandbox.delivered(delivery, this.receiverAnswers);
      },
      ...options,
    });
  }

  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Answer {
    const [path = '', search = ''] = url.split('?');
    const raw = this.sandbox.handle({
      method,
      path,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: { ...this.headers, ...headers },
      body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    });
    return {
      status: raw.status,
      headers: raw.headers,
      json: raw.body === '' ? undefined : JSON.parse(raw.body),
      raw,
    };
  }

  /** Moves the clock from event to event, as a driver does, until so many days after the start. */
  untilDay(day: number): void {
    const end = START + Math.round(day * DAY);
    for (let next = this.sandbox.nextEventAt(); next !== undefined && next <= end;) {
      this.now = Math.max(this.now, next);
      this.sandbox.runDue();
      next = this.sandbox.nextEventAt();
    }
    this.now = end;
  }

  /** What a test reads every hour until a day: each change, with the day on which it is first seen. */
  changes(untilDay: number, read: () => string): (readonly [day: number, shown: string])[] {
    const changes: (readonly [number, string])[] = [];
    const firstHour = Math.round(((this.now - START) / DAY) * 24);
    for (let hour = firstHour; hour <= untilDay * 24; hour += 1) {
      this.untilDay(hour / 24);
      const shown = read();
      if (shown !== changes.at(-1)?.[1]) changes.push([hour / 24, shown]);
    }
    return changes;
  }

  /** The events that arrived, in order. */
  events(): string[] {
    return this.deliveries.map(({ event }) => event);
  }
}
