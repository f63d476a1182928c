import type { Answer } from '../http';
import { missingIn, type AccountFields } from './account-fields';
import type { PortingDesk } from './desk';
import { numbersOf, type Draft, type LookedUpNumber } from './draft';
import { unprocessable } from './errors';
import { fateOf } from './fates';
import { FOC_DATE_REFUSED, isAllowedFocDate } from './foc-windows';
import type { LiveNumber, PortRequest } from './port-request';
import { renderDraft } from './rendering';
import { USUALLY_INCLUDED } from './inclusion';
import { assign } from './assignment';

/**
 * Commits a draft. Takes it also when its numbers are in another port request already: Telnyx knows no better key
 * than the draft.
 */
export function submit(desk: PortingDesk, draft: Draft): Answer {
  const refusal = refusalOf(desk, draft);
  if (refusal !== undefined) return unprocessable(refusal);
  const losesAnswer = numbersOf(draft).some(
    ({ phoneNumber }) =>
      fateOf(phoneNumber).losesAnswerOfSubmit === true && desk.placesOf(phoneNumber).length === 0,
  );
  const portRequest = portRequestOf(desk, draft);
  return {
    status: 201,
    json: renderDraft(desk, draft, USUALLY_INCLUDED),
    orderRef: portRequest.id,
    ...(losesAnswer && { fault: { kind: 'drop' } }),
  };
}

function refusalOf(desk: PortingDesk, draft: Draft): string | undefined {
  if (draft.portRequestId !== undefined) return 'The draft port request was submitted already';
  const missing = draft.subRequests.map(({ fields }) => missingIn(fields)).find((names) => names.length > 0);
  if (missing !== undefined) return `A sub request is not complete, it lacks ${missing.join(', ')}`;
  const now = desk.time.now();
  const stale = draft.subRequests.some(
    ({ fields: { foc_date_requested_by_user: date } }) => date !== null && !isAllowedFocDate(date, now),
  );
  return stale ? FOC_DATE_REFUSED : undefined;
}

function portRequestOf(desk: PortingDesk, draft: Draft): PortRequest {
  const now = desk.time.now();
  const id = desk.ids.nextUuid();
  const number = ({ phoneNumber, facts }: LookedUpNumber): LiveNumber => ({
    phoneNumber,
    facts,
    submittedAt: now,
    lookedUpAt: draft.createdAt,
    subRequest: undefined,
  });
  const groups = draft.subRequests.map(({ fields, numbers }) => ({ fields, numbers: numbers.map(number) }));
  draft.documents.push({ id: desk.ids.nextUuid(), fileName: 'loa.pdf', type: 'loa', createdAt: now });
  const portRequest: PortRequest = {
    id,
    supportKey: desk.supportKey('pr', id),
    createdAt: now,
    numbers: groups.flatMap(({ numbers }) => numbers),
    subRequests: [],
    comments: [],
    documents: draft.documents,
    updatedAt: now,
  };
  draft.portRequestId = id;
  desk.filePortRequest(portRequest);
  for (const { fields, numbers } of groups) {
    const late = numbers.filter(({ phoneNumber }) => fateOf(phoneNumber).assignedOnDay !== undefined);
    const atOnce = numbers.filter((candidate) => !late.includes(candidate));
    if (atOnce.length > 0) assign(desk, portRequest, atOnce, { fields });
    assignLater(desk, portRequest, late, fields);
  }
  return portRequest;
}

/** Fate 21: numbers that wait `unassigned` for their sub request. */
function assignLater(
  desk: PortingDesk,
  portRequest: PortRequest,
  numbers: readonly LiveNumber[],
  fields: AccountFields,
): void {
  const [first] = numbers;
  if (first === undefined) return;
  const day = fateOf(first.phoneNumber).assignedOnDay ?? 0;
  desk.time.schedule(portRequest.createdAt + desk.time.days(day), () => {
    const waiting = numbers.filter(({ subRequest }) => subRequest === undefined);
    if (waiting.length > 0) assign(desk, portRequest, waiting, { fields });
  });
}
