import type { PortRequest } from '../../../../src/domain/model/request';
import type { FoneDynamicsAccount } from '../../../../src/providers/fone-dynamics/account';
import { createBody, type CreateBody } from '../../../../src/providers/fone-dynamics/create-body';
import type { HttpRequest } from '../../../../src/providers/http/transport';
import type { OrderPlan } from '../../../../src/providers/provider';
import { aRequest } from '../../domain/port-under-test';

/** Identifiers of Fone Dynamics' form. */
export const ACCOUNT_SID = `A${'5EQ'.repeat(10)}Z`;
export const PROPERTY_SID = `S${'6QW'.repeat(10)}Y`;
export const OTHER_PROPERTY_SID = `S${'7RX'.repeat(10)}X`;

export const NUMBER = '+61255501200';
export const OTHER = '+61255501201';
export const NOW = Date.parse('2026-11-16T03:00:00Z');
export const call = { now: NOW };
export const KEY = 'acme-42/1';

export const account: FoneDynamicsAccount = {
  provider: 'fone-dynamics',
  name: 'default',
  credentials: { accountSid: ACCOUNT_SID, token: 's3cr3t' },
  propertySid: PROPERTY_SID,
  baseUrl: 'https://api.example',
  timeZone: 'Australia/Sydney',
  statusMap: {
    Submitted: 'submitted',
    Accepted: 'foc_confirmed',
    Completed: 'ported',
    Rejected: 'rejected',
    Cancelled: 'canceled',
    Reversed: 'reversed',
  },
  scope: 'property',
};

/** A request that lacks nothing. */
export function portRequest(changes: Partial<PortRequest> = {}): PortRequest {
  return aRequest([], {
    provider: 'fone-dynamics',
    reference: 'CRM-7781',
    numbers: [{ phoneNumber: NUMBER }],
    subscriber: {
      type: 'business',
      name: 'Acme Pty Ltd',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example', phone: '+61255501999' },
      carrier: 'Old Telco',
      accountNumber: 'A-991',
      address: {
        street: '123 Example St',
        street2: 'Level 10',
        city: 'Spring Hill',
        region: 'QLD',
        postalCode: '4000',
        country: 'AU',
      },
    },
    schedule: { date: '2026-12-10' },
    providerOptions: {
      'fone-dynamics': { incomingAction: { type: 'answering_point', answerPoint: '+61255501888' } },
    },
    ...changes,
  });
}

/** A port planned as one order. */
export function plan(request: PortRequest = portRequest()): OrderPlan {
  return { attemptKey: KEY, request, numbers: request.numbers.map(({ phoneNumber }) => phoneNumber) };
}

/** What is sent for a plan that can be sent. */
export function bodyOf(planned: OrderPlan): CreateBody {
  const built = createBody(planned, account);
  if (built.ok) return built.body;
  throw new Error(`Not to be sent: ${built.wrong.join(', ')}`);
}

/** A porting request as Fone Dynamics answers it (docs/reference/fone-dynamics.md#status-list), in JSON. */
export function requestJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    PortingNo: 'P-000002',
    AccountSid: ACCOUNT_SID,
    PropertySid: PROPERTY_SID,
    CustomerDescription: `CRM-7781 ${KEY}`,
    AuthorisedContactName: 'Ada Moss',
    WebHookURL: 'https://hooks.example/t0ken',
    Created: 1_794_800_000,
    Status: 'Queued',
    PortingNumbers: [numberJson()],
    ...changes,
  };
}

/** A number inside it, in JSON. */
export function numberJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    PortType: 'Cat-A',
    Number: NUMBER,
    Status: 'Queued',
    StatusHistory: [changeJson()],
    ...changes,
  };
}

/** A change of a number's status, in JSON. */
export function changeJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    FdxStatusFrom: 'Received',
    FdxStatusTo: 'Queued',
    CarrierPortingStatusFrom: '1',
    CarrierPortingStatusTo: '1',
    Created: 1_794_800_100,
    ...changes,
  };
}

/** A page of the status list, in JSON; the token is there as in the published example. */
export function pageJson(requests: readonly unknown[], total: number = requests.length): unknown {
  return { PortingRequests: requests, TotalCount: total, NextPageToken: '1' };
}

/** The query of a request that was sent. */
export function queryOf(request: HttpRequest | undefined): URLSearchParams {
  return new URL(request!.url).searchParams;
}
