import type { Port } from './port';
import type { RequestDocument } from './request';
import type { StoredDocument } from './snapshot';

/** The port with the provider's ids of documents that were uploaded: they are not uploaded again. */
export function withDocuments(port: Port, stored: readonly StoredDocument[] = []): Port {
  if (stored.length === 0) return port;
  const byUri = new Map(stored.map((document) => [document.uri, document]));
  const documents = port.request.documents.map((document): RequestDocument => {
    const found = document.providerId === undefined ? byUri.get(document.uri ?? '') : undefined;
    return found === undefined
      ? document
      : { ...document, providerId: found.providerId, digest: found.digest };
  });
  return { ...port, request: { ...port.request, documents } };
}
