import type { OrderOrDraftInput } from './order-operations';

/** Operations about documents. Their bytes travel between worker and provider only, never through Temporal. */

/** The document to upload. */
export interface UploadDocumentInput {
  /**
   * `file:` or `https:`, below a root that the worker may read (`PORTKEEPER_DOCUMENT_ROOTS`). It stays in the history
   * of the call, so it must hold no secret.
   */
  readonly uri: string;
  /** Its name at the provider; default: derived from its digest. */
  readonly friendlyName?: string | undefined;
}

/** A document that the provider has accepted. */
export interface UploadedDocument {
  /** The provider's id, for `documents[].providerId` of a port request. */
  readonly providerId: string;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
  /** Detected from its first bytes: `application/pdf`, `image/jpeg` or `image/png`. */
  readonly mimeType: string;
  /** The provider status, as received; empty if the provider sends none. */
  readonly status: string;
}

/** A document that the provider has with an order. */
export interface OrderDocument {
  /** The provider's id of the document. */
  readonly id: string;
  /** As the provider names it: `loa`, `invoice`, … */
  readonly type?: string;
  /** The provider's description, for example its file name. */
  readonly description?: string;
  /** RFC 3339. */
  readonly created?: string;
}

/** The document whose URL is wanted. */
export interface DocumentLinkInput extends OrderOrDraftInput {
  /** The id from `documents.list`. */
  readonly documentId: string;
}

/** A temporary URL of a document, usable by anyone who has it. */
export interface DocumentLink {
  /** A secret while it is valid. */
  readonly url: string;
  /** RFC 3339. */
  readonly expires: string;
}
