import type { UploadDocumentInput, UploadedDocument } from '../../contract/document-operations';
import type { CallContext } from '../call-context';
import type { ReadDocument } from '../documents';
import type { DocumentsClient } from './documents-client';

/** Enough of a digest to distinguish documents in Twilio's console. */
const SHOWN_DIGITS = 12;

/** Reads a document and uploads it to Twilio as a utility bill. */
export async function uploadDocument(
  { uri, friendlyName }: UploadDocumentInput,
  readDocument: ReadDocument,
  client: DocumentsClient,
  call: CallContext,
): Promise<UploadedDocument> {
  const document = await readDocument(uri, call);
  const { digest, mimeType } = document;
  const name = friendlyName ?? `utility bill ${digest.slice(0, SHOWN_DIGITS)}`;
  const { sid, status } = await client.upload(document, name, call);
  return { providerId: sid, digest, mimeType, status: status ?? '' };
}
