import type { Answer } from '../http';
import { missingIn, type AccountFields } from './account-fields';
import type { TelnyxBackend } from './backend';
import { numbersOf, type Draft, type LookedUpNumber } from './draft';
import { unprocessable } from './errors';
import { scenarioOf } from './scenarios';
import { FOC_DATE_REFUSED, isAllowedFocDate } from './foc-windows';
import type { LiveNumber, PortRequest } from './port-request';
import { renderDraft } from './rendering';
import { DEFAULT_INCLUSION } from './inclusion';
import { assign } from './assignment';

/**
 * Commits a draft. It is accepted even if its numbers are in another port request, because Telnyx has no
 * other key than the draft.
 */
export function submit(backend: TelnyxBackend, draft: Draft): Answer {
  const refusal = refusalOf(backend, draft);
  if (refusal !== undefined) return unprocessable(refusal);
  const losesAnswer = numbersOf(draft).some(
    ({ phoneNumber }) =>
      scenarioOf(phoneNumber).losesAnswerOfSubmit === true && backend.placesOf(phoneNumber).length === 0,
  );
  const portRequest = portRequestOf(backend, draft);
  return {
    status: 201,
    json: renderDraft(backend, draft, DEFAULT_INCLUSION),
    orderRef: portRequest.id,
    ...(losesAnswer && { fault: { kind: 'drop' } }),
  };
}

function refusalOf(backend: TelnyxBackend, draft: Draft): string | undefined {
  if (draft.portRequestId !== undefined) return 'The draft port request was submitted already';
  const missing = draft.subRequests.map(({ fields }) => missingIn(fields)).find((names) => names.length > 0);
  if (missing !== undefined) return `A sub request is not complete, it lacks ${missing.join(', ')}`;
  const now = backend.time.now();
  const stale = draft.subRequests.some(
    ({ fields: { foc_date_requested_by_user: date } }) => date !== null && !isAllowedFocDate(date, now),
  );
  return stale ? FOC_DATE_REFUSED : undefined;
}

function portRequestOf(backend: TelnyxBackend, draft: Draft): PortRequest {
  const now = backend.time.now();
  const id = backend.ids.nextUuid();
  const number = ({ phoneNumber, facts }: LookedUpNumber): LiveNumber => ({
    phoneNumber,
    facts,
    submittedAt: now,
    lookedUpAt: draft.createdAt,
    subRequest: undefined,
  });
  const groups = draft.subRequests.map(({ fields, numbers }) => ({ fields, numbers: numbers.map(number) }));
  draft.documents.push({ id: backend.ids.nextUuid(), fileName: 'loa.pdf', type: 'loa', createdAt: now });
  const portRequest: PortRequest = {
    id,
    supportKey: backend.supportKey('pr', id),
    createdAt: now,
    numbers: groups.flatMap(({ numbers }) => numbers),
    subRequests: [],
    comments: [],
    documents: draft.documents,
    updatedAt: now,
  };
  draft.portRequestId = id;
  backend.addPortRequest(portRequest);
  for (const { fields, numbers } of groups) {
    const unassigned = numbers.filter(
      ({ phoneNumber }) => scenarioOf(phoneNumber).assignedOnDay !== undefined,
    );
    const assigned = numbers.filter((candidate) => !unassigned.includes(candidate));
    if (assigned.length > 0) assign(backend, portRequest, assigned, { fields });
    scheduleAssignment(backend, portRequest, unassigned, fields);
  }
  return portRequest;
}

/** Scenario 21: numbers that stay `unassigned` for a while. */
function scheduleAssignment(
  backend: TelnyxBackend,
  portRequest: PortRequest,
  numbers: readonly LiveNumber[],
  fields: AccountFields,
): void {
  const [first] = numbers;
  if (first === undefined) return;
  const day = scenarioOf(first.phoneNumber).assignedOnDay ?? 0;
  backend.time.schedule(portRequest.createdAt + backend.time.days(day), () => {
    const waiting = numbers.filter(({ subRequest }) => subRequest === undefined);
    if (waiting.length > 0) assign(backend, portRequest, waiting, { fields });
  });
}
