import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { SandboxHarness, type Answer } from './harness';

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

/** A sandbox with a client that speaks to its Twilio. */
export class TwilioHarness extends SandboxHarness {
  constructor(options: Omit<SandboxOptions, 'clock'> = {}) {
    super({ twilioWebhookUrl: HOOK, ...options }, { authorization: BASIC });
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

  /** The provider statuses of the order, then of each number. */
  allStatuses(sid: string): string[] {
    const order = this.fetch(sid);
    return [order.port_in_request_status, ...order.phone_numbers.map((n) => n.port_in_phone_number_status)];
  }

  /** The same as one text: `In review / in_review`. */
  statuses(sid: string): string {
    return this.allStatuses(sid).slice(0, 2).join(' / ');
  }

  /** The events that arrived, in order, without the prefix that all have. */
  override events(): string[] {
    return super.events().map((event) => event.replace('PortIn', ''));
  }
}
