import type { PortRequest } from '../../../../src/domain/model/request';
import type { HttpRequest } from '../../../../src/providers/http/transport';
import type { TelnyxV1Account } from '../../../../src/providers/telnyx-v1/account';
import { aRequest } from '../../domain/port-under-test';

export const PR = 'a1f0c9d2-0001';
export const PR2 = 'a1f0c9d2-0002';
export const SR = 'b2e1d8c3-0001';
export const SR2 = 'b2e1d8c3-0002';
export const DRAFT = 'c3d2e7b4-0001';

export const NUMBER = '+13125354200';
export const OTHER = '+13125354500';
export const NOW = Date.parse('2026-11-16T15:00:00Z');
export const call = { now: NOW };

export const account: TelnyxV1Account = {
  provider: 'telnyx-v1',
  name: 'default',
  credentials: { apiUser: 'ops@acme.example', apiToken: 's3cr3t' },
  baseUrl: 'https://telnyx.example',
  statusMap: {},
};

/** A request that lacks nothing. */
export function portRequest(changes: Partial<PortRequest> = {}): PortRequest {
  return aRequest([], {
    provider: 'telnyx-v1',
    numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }],
    subscriber: {
      type: 'business',
      name: 'Acme LLC',
      authorizedPerson: { name: 'Ada Moss', email: 'ada@acme.example' },
      accountNumber: 'A-991',
      billingPhoneNumber: '+13125354299',
      address: { street: '1 Main St', city: 'Chicago', region: 'IL', postalCode: '60601', country: 'US' },
    },
    schedule: { date: '2026-12-10', timeZone: 'America/Chicago' },
    providerOptions: { 'telnyx-v1': { connectionId: '1293384261075731499' } },
    ...changes,
  });
}

/** The request as it is planned in one order. */
export function planOf(request: PortRequest = portRequest()) {
  return {
    attemptKey: 'acme-42/1',
    request,
    numbers: request.numbers.map(({ phoneNumber }) => phoneNumber),
  };
}

/** What a sub request of the examples says of the losing account. */
const accountJson = {
  foc_date_requested_by_user: '2026-12-10T16:00:00Z',
  phone_number_count: 1,
  underlying_carrier_names: ['Old Carrier'],
  person_or_company_name: 'Acme LLC',
  auth_person_name: 'Ada Moss',
  billing_phone_number: '+13125354299',
  street_address: '1 Main St',
  extended_address: null,
  locality: 'Chicago',
  administrative_area: 'IL',
  postal_code: '60601',
  country_code: 'US',
  created_at: '2026-11-16T15:00:00Z',
  default_connection_id: '1293384261075731499',
  default_message_profile_id: null,
  porting_option: { type: 'full', remaining_numbers_action: null, new_billing_phone_number: null },
  pin_passcode: '0042',
  account_number: 'A-991',
  description: null,
  tax_identifier: null,
  business_identifier: null,
};

/** A number of a port request, in JSON. */
export function numberJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    phone_number: NUMBER,
    svtype: '0',
    carrier_name: 'Old Carrier',
    coverage_category: 'nanp_generic',
    sub_request_id: SR,
    sub_request_status: 'in-process',
    portability_status: 'confirmed',
    ...changes,
  };
}

/** A live sub request, in JSON. */
export function subRequestJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: SR,
    phone_numbers: [numberJson()],
    foc_date: null,
    status: 'in-process',
    support_key: 'sr_1a2b3c',
    updated_at: '2026-11-16T16:00:00Z',
    ...accountJson,
    customer_rating: null,
    customer_rating_comment: null,
    ...changes,
  };
}

/** A port request with one number in one sub request, in JSON. */
export function portRequestJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: PR,
    phone_numbers: [numberJson()],
    support_key: 'pr_9z8y7x',
    created_at: '2026-11-16T15:00:00Z',
    updated_at: '2026-11-16T16:00:00Z',
    phone_number_counts_by_status: [{ status: 'in-process', count: 1 }],
    sub_requests: [subRequestJson()],
    ...changes,
  };
}

/** A group of a draft, in JSON. */
export function draftSubRequestJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { sub_request_status: _, ...number } = numberJson();
  return { id: SR, complete: true, phone_numbers: [number], ...accountJson, ...changes };
}

/** A draft of one number, in JSON. */
export function draftJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const { sub_request_status: _, ...number } = numberJson();
  return {
    id: DRAFT,
    created_at: '2026-11-16T15:00:00Z',
    status: 'pending',
    phone_number_count: 1,
    phone_numbers: [number],
    sub_requests: [draftSubRequestJson()],
    port_request_id: null,
    ...changes,
  };
}

/** A comment, in JSON. */
export function commentJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'c1',
    body: 'The PIN is wrong.',
    sub_request_id: SR,
    user_id: 'u7',
    created_at: '2026-11-17T10:00:00Z',
    ...changes,
  };
}

/** What was asked, as `METHOD /path below the porting API`. */
export function asked(sent: readonly HttpRequest[]): string[] {
  return sent.map(
    ({ method, url }) => `${method} ${new URL(url).pathname.replace('/origination/porting', '')}`,
  );
}
