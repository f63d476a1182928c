import { z } from 'zod';
import { parseJson } from '../http';
import { problemsIn } from '../problems';
import { CUSTOMER } from './backend';
import { unprocessable } from './errors';
import { renderComment } from './rendering';
import { pathOf, withPortRequest, type TelnyxRoute } from './routes';

const commentBody = z.object({
  body: z.string().regex(/\S/, 'must not be blank'),
  sub_request_id: z.string().nullish(),
});

const PATH = pathOf('/port_requests/{id}/comments');

export const commentRoutes: readonly TelnyxRoute[] = [
  {
    method: 'GET',
    path: PATH,
    answer: withPortRequest((_backend, _request, { comments }) => ({
      status: 200,
      json: comments.map(renderComment).reverse(),
    })),
  },
  {
    method: 'POST',
    path: PATH,
    answer: withPortRequest((backend, request, portRequest) => {
      const parsed = commentBody.safeParse(parseJson(request.body));
      if (!parsed.success) return unprocessable(problemsIn(parsed.error));
      const { body, sub_request_id: id } = parsed.data;
      const subRequest = portRequest.subRequests.find((candidate) => candidate.id === id);
      if (id != null && subRequest === undefined) {
        return unprocessable('sub_request_id: there is no such sub request in this port request');
      }
      return { status: 201, json: renderComment(backend.comment(portRequest, subRequest, body, CUSTOMER)) };
    }),
  },
];
