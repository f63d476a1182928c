import type { OrderOrDraftInput } from './order-operations';

/** Operations about documents. Their bytes travel between worker and provider only, never through Temporal. */

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
  readonly mimeType: string;
  /** In the provider's words; empty where it does not say. */
  readonly status: string;
}

/** A document that the provider has with an order. */
export interface OrderDocument {
  readonly id: string;
  /** In the provider's words: `loa`, `invoice`, … */
  readonly type?: string;
  /** What the provider says of it, its file name for example. */
  readonly description?: string;
  /** RFC 3339. */
  readonly created?: string;
}

export interface DocumentLinkInput extends OrderOrDraftInput {
  /** As `documents.list` answered it. */
  readonly documentId: string;
}

/** Where a document can be had for a while, by anybody who knows the URL. */
export interface DocumentLink {
  readonly url: string;
  /** RFC 3339. */
  readonly expires: string;
}
