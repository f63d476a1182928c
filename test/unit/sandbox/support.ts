import type { SandboxResponse } from '../../../src/sandbox/http';
import { Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';
import type { WebhookDelivery } from '../../../src/sandbox/webhooks';

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 10, 2, 9, 30);
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const BASIC = `Basic ${Buffer.from(`${ACCOUNT}:sandbox-token`).toString('base64')}`;
export const HOOK = 'https://hooks.example.com/twilio?account=default';

/** A create that Twilio accepts. */
export function createBody(
  numbers: readonly (string | { phone_number: string; pin?: string })[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    account_sid: ACCOUNT,
    documents: [`RD${'1'.repeat(32)}`],
    losing_carrier_information: {
      customer_type: 'Business',
      customer_name: 'Acme LLC',
      account_number: 'A-991',
      authorized_representative: 'Ada Moss',
      authorized_representative_email: 'ada@acme.example',
      address: {
        street: '1 Main St',
        street_2: null,
        city: 'New York',
        state: 'NY',
        zip: '10001',
        country: 'US',
      },
    },
    phone_numbers: numbers.map((number) => (typeof number === 'string' ? { phone_number: number } : number)),
    ...more,
  };
}

/** The PortIn resource, as far as tests look into it. */
interface PortInJson {
  readonly port_in_request_sid: string;
  readonly port_in_request_status: string;
  readonly order_cancellation_reason: string | null;
  readonly support_ticket_id: number | null;
  readonly phone_numbers: readonly {
    readonly port_in_phone_number_sid: string;
    readonly port_in_phone_number_status: string;
    readonly port_date: string | null;
    readonly portable: boolean | null;
    readonly not_portability_reason_code: number | null;
  }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // A test looks into what JSON it expects.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
  readonly raw: SandboxResponse;
}

/** A sandbox with a clock of the test's own, and a client that speaks to it. */
export class Harness {
  now = START;
  readonly deliveries: WebhookDelivery[] = [];
  readonly sandbox: Sandbox;
  /** What the receiver answers; undefined: nothing. */
  receiverAnswers: number | undefined = 204;

  constructor(options: Omit<SandboxOptions, 'clock'> = {}) {
    this.sandbox = new Sandbox({
      clock: { now: () => this.now },
      twilioWebhookUrl: HOOK,
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
      headers: { authorization: BASIC, ...headers },
      body: typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body),
    });
    return {
      status: raw.status,
      headers: raw.headers,
      json: raw.body === '' ? undefined : JSON.parse(raw.body),
      raw,
    };
  }

  twilio(method: string, url: string, body?: unknown): Answer {
    return this.call(method, `/twilio/v1/Porting${url}`, body);
  }

  /** Creates an order and returns its SID. */
  create(...numbers: (string | { phone_number: string; pin?: string })[]): string {
    const answer = this.twilio('POST', '/PortIn', createBody(numbers));
    if (answer.status !== 202) throw new Error(answer.raw.body);
    return answer.json.port_in_request_sid as string;
  }

  fetch(sid: string): PortInJson {
    return this.twilio('GET', `/PortIn/${sid}`).json as PortInJson;
  }

  /** The path of the PhoneNumber resource of an order's number. */
  numberPath(sid: string, index = 0): string {
    return `/PortIn/${sid}/PhoneNumber/${this.fetch(sid).phone_numbers[index]!.port_in_phone_number_sid}`;
  }

  /** The words of the order, then of each number. */
  allWords(sid: string): string[] {
    const order = this.fetch(sid);
    return [order.port_in_request_status, ...order.phone_numbers.map((n) => n.port_in_phone_number_status)];
  }

  /** The same as one text: `In review / in_review`. */
  words(sid: string): string {
    return this.allWords(sid).slice(0, 2).join(' / ');
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

  /** The events that arrived, in order. */
  events(): string[] {
    return this.deliveries.map((delivery) => delivery.event.replace('PortIn', ''));
  }
}
