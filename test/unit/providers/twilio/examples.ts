import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import type { PortRequest } from '../../../../src/domain/model/request';
import type { ReadDocument } from '../../../../src/providers/documents';
import type { OwnOperationName } from '../../../../src/providers/operations';
import type { CallContext } from '../../../../src/providers/call-context';
import type { TwilioAccount } from '../../../../src/providers/twilio/account';
import type { HttpRequest, HttpResponse, HttpTransport } from '../../../../src/providers/http/transport';
import { ProviderError } from '../../../../src/providers/provider-error';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';

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
  return {
    requestId: 'acme-42',
    provider: 'twilio',
    account: 'default',
    numbers: [{ phoneNumber: NUMBER, pin: '0042' }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      accountNumber: 'A-991',
      billingPhoneNumber: '+12125550199',
      address: { street: '1 Main St', city: 'New York', region: 'NY', postalCode: '10001', country: 'US' },
    },
    portScope: { type: 'full' },
    schedule: { date: '2026-12-10', timeZone: 'America/New_York' },
    documents: [{ type: 'utility_bill', providerId: RD }],
    notificationEmails: ['ops@acme.example'],
    providerOptions: {},
    submit: 'when_ready',
    onNotPortable: 'hold',
    ...changes,
  };
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

/** One answer of a scripted transport. */
export type Answer = Partial<HttpResponse> & { readonly json?: unknown };

/** A transport that answers what it is told, one answer after the other, and remembers what it was asked. */
export function scripted(...answers: (Answer | Error)[]): {
  transport: HttpTransport;
  sent: HttpRequest[];
} {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = (request) => {
    const answer = answers[sent.length];
    sent.push(request);
    if (answer === undefined) throw new Error(`No answer for ${request.method} ${request.url}.`);
    if (answer instanceof Error) return Promise.reject(answer);
    const body = answer.body ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
    return Promise.resolve({ status: answer.status ?? 200, headers: answer.headers ?? {}, body });
  };
  return { transport, sent };
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

/** The `ProviderError` that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const outcome: unknown = await promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (outcome instanceof ProviderError) return outcome;
  throw new Error(`Expected a ProviderError, got ${String(outcome)}`);
}
