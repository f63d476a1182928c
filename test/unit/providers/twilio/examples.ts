import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import type { PortRequest } from '../../../../src/domain/model/request';
import type { ReadDocument } from '../../../../src/providers/documents';
import type { OwnOperationName } from '../../../../src/providers/operations';
import type { CallContext } from '../../../../src/providers/call-context';
import type { TwilioAccount } from '../../../../src/providers/twilio/account';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { aRequest } from '../../domain/port-under-test';
import { scripted, type Answer } from '../scripted';

/** Identifiers of Twilio's form. */
export const AC = `AC${'0'.repeat(32)}`;
export const KW = `KW${'a1'.repeat(16)}`;
export const KW2 = `KW${'b2'.repeat(16)}`;
export const PU = `PU${'c3'.repeat(16)}`;
export const RD = `RD${'d4'.repeat(16)}`;
export const AD = `AD${'e5'.repeat(16)}`;

export const NUMBER = '+12125550100';
export const NOW = Date.parse('2026-11-16T15:00:00Z');
export const call = { now: NOW };

export const account: TwilioAccount = {
  provider: 'twilio',
  name: 'default',
  credentials: { accountSid: AC, authTokens: ['s3cr3t', 'older'] },
  baseUrl: 'https://numbers.example',
  signatureMode: 'require',
  statusMap: {},
};

/** A request that lacks nothing. */
export function portRequest(changes: Partial<PortRequest> = {}): PortRequest {
  return aRequest([], {
    provider: 'twilio',
    numbers: [{ phoneNumber: NUMBER, pin: '0042' }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550199',
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    schedule: { date: '2026-12-10', timeZone: 'America/New_York' },
    documents: [{ type: 'utility_bill', providerId: RD }],
    notificationEmails: ['ops@acme.example'],
    ...changes,
  });
}

/** An order as Twilio answers it, in JSON. */
export function portInJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    port_in_request_sid: KW,
    account_sid: AC,
    port_in_request_status: 'In review',
    losing_carrier_information: { customer_name: 'Acme LLC', address: { country: 'USA' } },
    phone_numbers: [numberJson()],
    documents: [RD],
    date_created: '2026-11-16T15:00:00Z',
    support_ticket_id: null,
    signature_request_url: null,
    ...changes,
  };
}

/** A number inside an order, in JSON. */
export function numberJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    phone_number: NUMBER,
    number_type: 'LOCAL',
    portable: true,
    port_in_phone_number_sid: PU,
    port_in_phone_number_status: 'In Review',
    port_date: null,
    ...changes,
  };
}

/** What is special about a test of operations. */
export interface Operating {
  readonly readDocument?: ReadDocument;
  readonly account?: Partial<TwilioAccount>;
  readonly call?: Partial<CallContext>;
}

/** Runs operations as the activity does, parsed first, against scripted answers. */
export function operating(answers: readonly (Answer | Error)[], special: Operating = {}) {
  const { transport, sent } = scripted(...answers);
  const provider = new TwilioProvider({ ...account, ...special.account }, transport, special.readDocument);
  const run = async <Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> => {
    const operation = provider.operations[name];
    if (operation === undefined) throw new Error(`Twilio has no ${name}.`);
    return operation.run(operation.input.parse(input), { ...call, ...special.call });
  };
  const bodies = () =>
    sent.map(({ body }) => (body === undefined ? undefined : (JSON.parse(body) as unknown)));
  const asked = () =>
    sent.map(({ method, url }) => `${method} ${url.replace('https://numbers.example', '')}`);
  return { run, sent, bodies, asked };
}
