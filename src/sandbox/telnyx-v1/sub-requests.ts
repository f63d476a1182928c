import { cancelSubRequest } from './cancel';
import { editSubRequest } from './edit';
import { unprocessable } from './errors';
import { allowedFocWindows } from './foc-windows';
import { renderFocWindow, renderSubRequest } from './rendering';
import { pathOf, withPortRequest, withSubRequest, type TelnyxRoute } from './routes';
import { isClosed } from './states';

const ONE = '/port_requests/{id}/sub_requests/{id}';

export const subRequestRoutes: readonly TelnyxRoute[] = [
  {
    method: 'GET',
    path: pathOf('/port_requests/{id}/sub_requests'),
    answer: withPortRequest((backend, _request, portRequest) => ({
      status: 200,
      json: portRequest.subRequests.map((subRequest) => renderSubRequest(backend, subRequest)),
    })),
  },
  {
    method: 'GET',
    path: pathOf(ONE),
    // The published examples of "get" and "edit" show a list of one, that of the cancellation does not
    // (docs/reference/telnyx-v1.md#resources).
    answer: withSubRequest((backend, _request, subRequest) => ({
      status: 200,
      json: [renderSubRequest(backend, subRequest)],
    })),
  },
  {
    method: 'PUT',
    path: pathOf(ONE),
    answer: withSubRequest((backend, request, subRequest) =>
      editSubRequest(backend, subRequest, request.body),
    ),
  },
  {
    method: 'GET',
    path: pathOf(`${ONE}/allowed_foc_dates`),
    answer: withSubRequest((backend, _request, { state }) => {
      if (isClosed(state)) return unprocessable(`The sub request is ${state}: it has no FOC dates any more`);
      return { status: 200, json: allowedFocWindows(backend.time.now()).map(renderFocWindow) };
    }),
  },
  {
    // The end of the path is not published; this is the name of its page
    // (docs/reference/telnyx-v1.md#cancellation-path).
    method: 'POST',
    path: pathOf(`${ONE}/cancellation`),
    answer: withSubRequest((backend, _request, subRequest) => cancelSubRequest(backend, subRequest)),
  },
];
