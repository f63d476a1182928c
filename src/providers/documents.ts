import type { CallContext } from './call-context';
import { ProviderError } from './provider-error';

/** The document types that providers accept. */
export type DocumentType = 'application/pdf' | 'image/jpeg' | 'image/png';

/**
 * A document that was read and checked. Its bytes stay in the worker's memory and never pass through
 * Temporal.
 */
export interface ProviderDocument {
  /** The whole document. */
  readonly bytes: Buffer;
  /** Detected from the first bytes, not from the name. */
  readonly mimeType: DocumentType;
  /** SHA-256 of the bytes, in hex. */
  readonly digest: string;
}

/**
 * Reads the document at a URI. Only a worker does this, because it has the document roots.
 *
 * @throws ProviderError `document_refused`, `document_unavailable`
 */
export type ReadDocument = (uri: string, call: CallContext) => Promise<ProviderDocument>;

/** Reads nothing: no document roots are configured. */
export const readNoDocument: ReadDocument = () =>
  Promise.reject(
    documentRefused('documents are read by workers only, from what PORTKEEPER_DOCUMENT_ROOTS names'),
  );

/**
 * The error for a document that is refused; a retry does not help.
 *
 * @param why - completes "the document is refused: …"; never contains the path, which may hold a name
 */
export function documentRefused(why: string, options: ErrorOptions = {}): ProviderError {
  const message = `The document is refused: ${why}. Nothing was uploaded.`;
  return new ProviderError({ code: 'document_refused', outcome: 'refused', message }, options);
}

/** The error for a document that could not be read; a retry may help. */
export function documentUnavailable(why: string, options: ErrorOptions = {}): ProviderError {
  const message = `The document could not be read: ${why}. Nothing was uploaded; try again.`;
  return new ProviderError({ code: 'document_unavailable', outcome: 'unavailable', message }, options);
}
