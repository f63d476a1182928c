import { rfc3339 } from '../rfc3339';
import { missingIn } from './account-fields';
import type { TelnyxBackend } from './backend';
import {
  numbersOf,
  type Draft,
  type DraftSubRequest,
  type LookedUpNumber,
  type SupportingDocument,
} from './draft';
import { CONFIRMED_ON_DAY } from './scenarios';
import type { FocWindow } from './foc-windows';
import type { Inclusion } from './inclusion';
import {
  providerStatusOf,
  type Comment,
  type LiveNumber,
  type PortRequest,
  type SubRequest,
} from './port-request';

// An undocumented key: a client must accept unknown keys.
const UNDOCUMENTED = { sandbox: true };

function renderNumber(
  backend: TelnyxBackend,
  { phoneNumber, facts }: LookedUpNumber,
  lookedUpAt: number,
  subRequestId: string | null,
) {
  const confirmed = backend.time.now() >= lookedUpAt + backend.time.days(CONFIRMED_ON_DAY);
  return {
    phone_number: phoneNumber,
    svtype: facts.svtype,
    carrier_name: facts.carrier,
    coverage_category: facts.coverage,
    sub_request_id: subRequestId,
    portability_status: confirmed ? 'confirmed' : 'pending',
  };
}

function renderLiveNumber(backend: TelnyxBackend, number: LiveNumber) {
  const { subRequest } = number;
  return {
    ...renderNumber(backend, number, number.lookedUpAt, subRequest?.id ?? null),
    sub_request_status: subRequest === undefined ? null : providerStatusOf(subRequest),
  };
}

/** A sub request of a draft. */
export function renderDraftSubRequest(backend: TelnyxBackend, draft: Draft, subRequest: DraftSubRequest) {
  const { id, fields, numbers, carrier } = subRequest;
  return {
    id,
    complete: missingIn(fields).length === 0,
    phone_numbers: numbers.map((number) => renderNumber(backend, number, draft.createdAt, id)),
    phone_number_count: numbers.length,
    underlying_carrier_names: [carrier],
    ...fields,
    description: null,
    created_at: rfc3339(draft.createdAt),
    ...UNDOCUMENTED,
  };
}

/** A draft. */
export function renderDraft(backend: TelnyxBackend, draft: Draft, included: Inclusion) {
  const { id, createdAt, subRequests, portRequestId } = draft;
  return {
    id,
    created_at: rfc3339(createdAt),
    status: portRequestId === undefined ? 'pending' : 'submitted',
    phone_number_count: numbersOf(draft).length,
    ...(included.phoneNumbers && {
      phone_numbers: subRequests.flatMap((subRequest) =>
        subRequest.numbers.map((number) => renderNumber(backend, number, createdAt, subRequest.id)),
      ),
    }),
    ...(included.subRequests && {
      sub_requests: subRequests.map((subRequest) => renderDraftSubRequest(backend, draft, subRequest)),
    }),
    port_request_id: portRequestId ?? null,
    ...UNDOCUMENTED,
  };
}

/** A submitted sub request. */
export function renderSubRequest(backend: TelnyxBackend, subRequest: SubRequest) {
  const { id, numbers, focDate, supportKey, fields, createdAt, updatedAt, rating, ratingComment } =
    subRequest;
  return {
    id,
    phone_numbers: numbers.map((number) => renderLiveNumber(backend, number)),
    foc_date: focDate === undefined ? null : rfc3339(focDate),
    status: providerStatusOf(subRequest),
    support_key: supportKey,
    phone_number_count: numbers.length,
    underlying_carrier_names: [...new Set(numbers.map(({ facts }) => facts.carrier))],
    ...fields,
    description: null,
    created_at: rfc3339(createdAt),
    updated_at: rfc3339(updatedAt),
    customer_rating: rating ?? null,
    customer_rating_comment: ratingComment ?? null,
    ...UNDOCUMENTED,
  };
}

/** A port request. */
export function renderPortRequest(backend: TelnyxBackend, portRequest: PortRequest, included: Inclusion) {
  const { id, numbers, supportKey, createdAt, updatedAt, subRequests } = portRequest;
  const counts = new Map<string, number>();
  for (const { subRequest } of numbers) {
    const providerStatus = subRequest === undefined ? 'unassigned' : providerStatusOf(subRequest);
    counts.set(providerStatus, (counts.get(providerStatus) ?? 0) + 1);
  }
  return {
    id,
    support_key: supportKey,
    created_at: rfc3339(createdAt),
    updated_at: rfc3339(updatedAt),
    phone_number_counts_by_status: [...counts].map(([status, count]) => ({ status, count })),
    ...(included.phoneNumbers && {
      phone_numbers: numbers.map((number) => renderLiveNumber(backend, number)),
    }),
    ...(included.subRequests && {
      sub_requests: subRequests.map((subRequest) => renderSubRequest(backend, subRequest)),
    }),
    ...UNDOCUMENTED,
  };
}

export function renderComment({ id, body, subRequestId, userId, createdAt }: Comment) {
  return { id, body, sub_request_id: subRequestId, user_id: userId, created_at: rfc3339(createdAt) };
}

export function renderDocument({ id, fileName, type, createdAt }: SupportingDocument) {
  return { id, body: fileName, document_type: type, created_at: rfc3339(createdAt) };
}

export function renderFocWindow({ start, end }: FocWindow) {
  return { start: rfc3339(start), end: rfc3339(end) };
}
