import { parseJson, type Answer } from '../http';
import { problemsIn } from '../problems';
import { draftUpdate, updated } from './account-fields';
import type { TelnyxBackend } from './backend';
import type { Draft, DraftSubRequest } from './draft';
import { unprocessable } from './errors';
import { allowedFocWindows, FOC_DATE_REFUSED, isAllowedFocDate } from './foc-windows';
import { renderDraftSubRequest, renderFocWindow } from './rendering';
import { pathOf, withDraft, withDraftSubRequest, type TelnyxRoute } from './routes';

function updateDraftSubRequest(
  backend: TelnyxBackend,
  draft: Draft,
  subRequest: DraftSubRequest,
  body: string,
): Answer {
  if (draft.portRequestId !== undefined) {
    return unprocessable('The draft port request was submitted: it can no longer be changed');
  }
  const parsed = draftUpdate.safeParse(parseJson(body));
  if (!parsed.success) return unprocessable(problemsIn(parsed.error));
  const { foc_date_requested_by_user: date } = parsed.data;
  if (date !== undefined && !isAllowedFocDate(date, backend.time.now()))
    return unprocessable(FOC_DATE_REFUSED);
  subRequest.fields = updated(subRequest.fields, parsed.data);
  return { status: 200, json: renderDraftSubRequest(backend, draft, subRequest) };
}

const ONE = '/draft_port_requests/{id}/sub_requests/{id}';

export const draftSubRequestRoutes: readonly TelnyxRoute[] = [
  {
    method: 'GET',
    path: pathOf('/draft_port_requests/{id}/sub_requests'),
    answer: withDraft((backend, _request, draft) => ({
      status: 200,
      json: draft.subRequests.map((subRequest) => renderDraftSubRequest(backend, draft, subRequest)),
    })),
  },
  {
    method: 'GET',
    path: pathOf(ONE),
    answer: withDraftSubRequest((backend, _request, draft, subRequest) => ({
      status: 200,
      json: renderDraftSubRequest(backend, draft, subRequest),
    })),
  },
  {
    method: 'PUT',
    path: pathOf(ONE),
    answer: withDraftSubRequest((backend, request, draft, subRequest) =>
      updateDraftSubRequest(backend, draft, subRequest, request.body),
    ),
  },
  {
    method: 'GET',
    path: pathOf(`${ONE}/allowed_foc_dates`),
    answer: withDraftSubRequest((backend) => ({
      status: 200,
      json: allowedFocWindows(backend.time.now()).map(renderFocWindow),
    })),
  },
];
