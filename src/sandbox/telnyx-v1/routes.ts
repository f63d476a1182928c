import type { Answer, ProviderRequest } from '../http';
import type { Route } from '../routes';
import type { TelnyxBackend } from './backend';
import type { Draft, DraftSubRequest } from './draft';
import { notFound } from './errors';
import { refOf, type PortRequest, type SubRequest } from './port-request';

/** One operation of Telnyx's v1 API. */
export type TelnyxRoute = Route<TelnyxBackend>;

const BASE = '^/origination/porting';
const ID = '([^/]+)';

/** A path below the porting API; `{id}` stands for one segment. */
export function pathOf(pattern: string): RegExp {
  return new RegExp(`${BASE}${pattern.replaceAll('{id}', ID)}$`);
}

type Handler<Subject extends readonly unknown[]> = (
  backend: TelnyxBackend,
  request: ProviderRequest,
  ...subject: Subject
) => Answer;

/** Finds the draft in the path, or answers 404. The remaining groups are passed on. */
export const withDraft =
  (answer: Handler<[Draft, readonly string[]]>): TelnyxRoute['answer'] =>
  (backend, request, [id = '', ...others]) => {
    const draft = backend.findDraft(id);
    return draft === undefined ? notFound() : answer(backend, request, draft, others);
  };

/** Finds a sub request in its draft, or answers 404. */
export const withDraftSubRequest = (answer: Handler<[Draft, DraftSubRequest]>): TelnyxRoute['answer'] =>
  withDraft((backend, request, draft, [id]) => {
    const subRequest = draft.subRequests.find((candidate) => candidate.id === id);
    return subRequest === undefined ? notFound() : answer(backend, request, draft, subRequest);
  });

/** Finds the port request in the path, or answers 404. The remaining groups are passed on. */
export const withPortRequest =
  (answer: Handler<[PortRequest, readonly string[]]>): TelnyxRoute['answer'] =>
  (backend, request, [id = '', ...others]) => {
    const portRequest = backend.findPortRequest(id);
    if (portRequest === undefined) return { ...notFound(), orderRef: id };
    return { orderRef: id, ...answer(backend, request, portRequest, others) };
  };

/** Finds a sub request in its port request, or answers 404. */
export const withSubRequest = (answer: Handler<[SubRequest]>): TelnyxRoute['answer'] =>
  withPortRequest((backend, request, portRequest, [id]) => {
    const subRequest = portRequest.subRequests.find((candidate) => candidate.id === id);
    if (subRequest === undefined) return { ...notFound(), orderRef: `${portRequest.id}/${id ?? ''}` };
    return { ...answer(backend, request, subRequest), orderRef: refOf(subRequest) };
  });
