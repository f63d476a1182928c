import type { Answer, ProviderRequest } from '../http';
import { rfc3339 } from '../rfc3339';
import type { TelnyxBackend } from './backend';
import type { SupportingDocument } from './draft';
import { notFound } from './errors';
import { renderDocument } from './rendering';
import { pathOf, withDraft, withPortRequest, type TelnyxRoute } from './routes';

/** A link works for an hour (docs/reference/telnyx-v1.md#documents); in the sandbox it leads nowhere. */
const LINK_LIFETIME_MS = 3_600_000;

type Holder = { readonly documents: readonly SupportingDocument[] };
type WithHolder = (
  answer: (
    backend: TelnyxBackend,
    request: ProviderRequest,
    holder: Holder,
    others: readonly string[],
  ) => Answer,
) => TelnyxRoute['answer'];

/** The three operations that exist below a draft and below a port request. */
function routesBelow(parent: string, withHolder: WithHolder): TelnyxRoute[] {
  const withDocument = (answer: (backend: TelnyxBackend, document: SupportingDocument) => Answer) =>
    withHolder((backend, _request, { documents }, [id]) => {
      const document = documents.find((candidate) => candidate.id === id);
      return document === undefined ? notFound() : answer(backend, document);
    });
  return [
    {
      method: 'GET',
      path: pathOf(`${parent}/supporting_documents`),
      answer: withHolder((_backend, _request, { documents }) => ({
        status: 200,
        json: documents.map(renderDocument),
      })),
    },
    {
      method: 'GET',
      path: pathOf(`${parent}/supporting_documents/{id}`),
      answer: withDocument((_backend, document) => ({ status: 200, json: renderDocument(document) })),
    },
    {
      method: 'POST',
      path: pathOf(`${parent}/supporting_documents/{id}/download_links`),
      answer: withDocument((backend, { id, fileName }) => {
        const expires = encodeURIComponent(rfc3339(backend.time.now() + LINK_LIFETIME_MS));
        const url = `https://documents.sandbox.example/${id}/${fileName}?expires=${expires}`;
        return { status: 201, json: { url } };
      }),
    },
  ];
}

export const documentRoutes: readonly TelnyxRoute[] = [
  ...routesBelow('/draft_port_requests/{id}', withDraft),
  ...routesBelow('/port_requests/{id}', withPortRequest),
];
