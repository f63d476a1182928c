import type { OrderOrDraftInput } from './order-operations';

/** Operations about documents. Their bytes travel between worker and provider only, never through Temporal. */

/** Which document to give to the provider. */
export interface UploadDocumentInput {
  /**
   * `file:` or `https:`, below a root that the worker may read (`PORTKEEPER_DOCUMENT_ROOTS`). It is kept in the history
   * of the call, so it should hold no secret.
   */
  readonly uri: string;
  /** A name for it at the provider; default: made of its digest. */
  readonly friendlyName?: string | undefined;
}

/** A document that the provider has taken. */
export interface UploadedDocument {
  /** The provider's id, for `documents[].providerId` of a port request. */
  readonly providerId: string;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
  /** As its first bytes say: `application/pdf`, `image/jpeg` or `image/png`. */
  readonly mimeType: string;
  /** In the provider's words; empty where it does not say. */
  readonly status: string;
}

/** A document that the provider has with an order. */
export interface OrderDocument {
  /** The provider's id of the document. */
  readonly id: string;
  /** In the provider's words: `loa`, `invoice`, … */
  readonly type?: string;
  /** What the provider says of it, its file name for example. */
  readonly description?: string;
  /** RFC 3339. */
  readonly created?: string;
}

/** Of which document a URL is wanted. */
export interface DocumentLinkInput extends OrderOrDraftInput {
  /** As `documents.list` answered it. */
  readonly documentId: string;
}

/** Where a document can be had for a while, by anybody who knows the URL. */
export interface DocumentLink {
  /** A secret while it holds. */
  readonly url: string;
  /** RFC 3339. */
  readonly expires: string;
}
