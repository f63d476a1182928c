import type { RequestDocument } from '../domain/model/request';
import type { MissingField, StoredDocument } from '../domain/model/snapshot';
import type { Prepared } from './provider';
import { ProviderError } from './provider-error';

/**
 * Uploads the documents that a request names by URI and the provider does not have. A refused document is
 * reported as missing: a person has to give another one.
 *
 * @param upload - reads one document and gives it to the provider
 * @throws ProviderError while a document cannot be read or uploaded
 */
export async function uploadDocuments(
  documents: readonly RequestDocument[],
  upload: (document: RequestDocument & { readonly uri: string }) => Promise<Omit<StoredDocument, 'uri'>>,
): Promise<Prepared> {
  const missing: MissingField[] = [];
  const stored = new Map<string, StoredDocument>();
  for (const document of documents) {
    const { uri, providerId } = document;
    if (uri === undefined || providerId !== undefined || stored.has(uri)) continue;
    try {
      const { providerId: id, digest } = await upload({ ...document, uri });
      stored.set(uri, { uri, providerId: id, digest });
    } catch (error) {
      if (!(error instanceof ProviderError) || error.problem.outcome !== 'refused') throw error;
      missing.push({ field: 'documents', message: error.problem.message });
    }
  }
  return { missing, ...(stored.size > 0 && { documents: [...stored.values()] }) };
}
