import type { CallContext } from './call-context';
import { ProviderError } from './provider-error';

/** What providers take as a document. */
export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png';

/** A document that was read and checked. Its bytes stay in the worker's memory: they never go through Temporal. */
export interface ProviderDocument {
  /** The whole document. */
  readonly bytes: Buffer;
  /** As its first bytes say, whatever its name. */
  readonly mimeType: DocumentType;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
}

/**
 * Reads the document at a URI. Only a worker can: it knows what may be read.
 *
 * @throws ProviderError `document_refused`, `document_unavailable`
 */
export type ReadDocument = (uri: string, call: CallContext) => Promise<ProviderDocument>;

/** Where nobody has said what may be read. */
export const readNoDocument: ReadDocument = () =>
  Promise.reject(
    documentRefused('documents are read by workers only, from what PORTKEEPER_DOCUMENT_ROOTS names'),
  );

/**
 * The error for a document that is not read, however often it is tried.
 *
 * @param why - as it completes "the document is refused: …"; never with its path, which may hold a name
 */
export function documentRefused(why: string, options: ErrorOptions = {}): ProviderError {
  const message = `The document is refused: ${why}. Nothing was uploaded.`;
  return new ProviderError({ code: 'document_refused', outcome: 'refused', message }, options);
}

/** The error for a document that could not be read this time. */
export function documentUnavailable(why: string, options: ErrorOptions = {}): ProviderError {
  const message = `The document could not be read: ${why}. Nothing was uploaded; try again.`;
  return new ProviderError({ code: 'document_unavailable', outcome: 'unavailable', message }, options);
}
