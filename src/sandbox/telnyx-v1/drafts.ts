import { parseJson, type Answer, type ProviderRequest } from '../http';
import { problemsIn } from '../problems';
import { NO_FIELDS } from './account-fields';
import type { TelnyxBackend } from './backend';
import { numbersOf, type Draft, type LookedUpNumber } from './draft';
import { unprocessable } from './errors';
import { DRAFT_LIFETIME_DAYS } from './scenarios';
import { inclusionOf, DEFAULT_INCLUSION } from './inclusion';
import { factsOf } from './numbering';
import { hasDigits, pageOf } from './paging';
import { numbersBody, reasonOf } from './portability';
import { renderDraft } from './rendering';
import { pathOf, withDraft, type TelnyxRoute } from './routes';
import { submit } from './submit';

/** Creates a draft for every valid request, even if a number is already in one. */
function createDraft(backend: TelnyxBackend, body: string): Answer {
  const parsed = numbersBody.safeParse(parseJson(body));
  if (!parsed.success) return unprocessable(problemsIn(parsed.error));
  const byCarrier = new Map<string, LookedUpNumber[]>();
  const seen = new Set<string>();
  for (const { phone_number: raw } of parsed.data.phone_numbers) {
    const facts = factsOf(raw);
    const { e164, carrier } = facts;
    const reason = reasonOf(facts);
    if (e164 === null || carrier === null || reason !== undefined) {
      return unprocessable(`phone_numbers: ${raw} is not portable: ${reason ?? 'unknown'}`);
    }
    if (seen.has(e164)) return unprocessable(`phone_numbers: ${e164} is there twice (80200)`);
    seen.add(e164);
    const group = byCarrier.get(carrier);
    if (group === undefined) byCarrier.set(carrier, [{ phoneNumber: e164, facts }]);
    else group.push({ phoneNumber: e164, facts });
  }
  const now = backend.time.now();
  const draft: Draft = {
    id: backend.ids.nextUuid(),
    createdAt: now,
    subRequests: [...byCarrier].map(([carrier, numbers]) => ({
      id: backend.ids.nextUuid(),
      carrier,
      numbers,
      fields: NO_FIELDS,
    })),
    // v1 documents no upload, so a document exists as if uploaded in the portal.
    documents: [{ id: backend.ids.nextUuid(), fileName: 'invoice.pdf', type: 'invoice', createdAt: now }],
    portRequestId: undefined,
  };
  backend.addDraft(draft);
  backend.time.schedule(now + backend.time.days(DRAFT_LIFETIME_DAYS), () => {
    if (draft.portRequestId === undefined) backend.removeDraft(draft);
  });
  return { status: 201, json: renderDraft(backend, draft, DEFAULT_INCLUSION) };
}

/** The drafts that match a query, the newest first; a new one becomes visible after the lag. */
function listDrafts(backend: TelnyxBackend, query: ProviderRequest['query']): Answer {
  const { search, status } = query;
  if (status !== undefined && status !== 'pending' && status !== 'submitted') {
    return unprocessable('status must be pending or submitted');
  }
  const included = inclusionOf(query);
  if (typeof included === 'string') return unprocessable(included);
  const visibleBefore = backend.time.now() - backend.settings.listLagMs;
  const found = backend
    .drafts()
    .filter(
      (draft) =>
        draft.createdAt <= visibleBefore &&
        (status === undefined || (status === 'pending') === (draft.portRequestId === undefined)) &&
        (search === undefined || numbersOf(draft).some(({ phoneNumber }) => hasDigits(phoneNumber, search))),
    )
    .reverse();
  return pageOf(found, query, (draft) => renderDraft(backend, draft, included));
}

export const draftRoutes: readonly TelnyxRoute[] = [
  {
    method: 'GET',
    path: pathOf('/draft_port_requests'),
    answer: (backend, request) => listDrafts(backend, request.query),
  },
  {
    method: 'POST',
    path: pathOf('/draft_port_requests'),
    answer: (backend, request) => createDraft(backend, request.body),
  },
  {
    method: 'GET',
    path: pathOf('/draft_port_requests/{id}'),
    answer: withDraft((backend, { query }, draft) => {
      const included = inclusionOf(query);
      if (typeof included === 'string') return unprocessable(included);
      return { status: 200, json: renderDraft(backend, draft, included) };
    }),
  },
  {
    method: 'POST',
    path: pathOf('/draft_port_requests/{id}/submit'),
    answer: withDraft((backend, _request, draft) => submit(backend, draft)),
  },
];
