import type { CallContext } from '../call-context';
import type { ProviderConnection } from '../http/connection';
import { segment } from './paths';
import {
  downloadLinkSchema,
  supportingDocumentListSchema,
  supportingDocumentSchema,
  type TelnyxDocument,
} from './schemas';

/**
 * Client of the supporting documents of a port request or draft. v1 has no upload
 * (docs/reference/telnyx-v1.md#operations).
 */
export class DocumentsClient {
  readonly #connection: ProviderConnection;
  readonly #parent: string;

  /** @param parent - the path of the collection that contains the owners of the documents */
  constructor(connection: ProviderConnection, parent: string) {
    this.#connection = connection;
    this.#parent = parent;
  }

  /** Lists the documents of one owner. */
  async list(ownerId: string, call: CallContext): Promise<TelnyxDocument[]> {
    const what = 'list the supporting documents';
    const path = this.#path(ownerId);
    return this.#connection.json({ what, method: 'GET', path }, supportingDocumentListSchema, call);
  }

  /** Reads the metadata of one document; `link` gives access to its content. */
  async get(ownerId: string, documentId: string, call: CallContext): Promise<TelnyxDocument> {
    const what = 'read the supporting document';
    const path = `${this.#path(ownerId)}/${segment(documentId)}`;
    return this.#connection.json({ what, method: 'GET', path }, supportingDocumentSchema, call);
  }

  /** Makes a URL of a document that works for one hour (docs/reference/telnyx-v1.md#documents). */
  async link(ownerId: string, documentId: string, call: CallContext): Promise<string> {
    const what = 'make a link to the supporting document';
    const path = `${this.#path(ownerId)}/${segment(documentId)}/download_links`;
    const { url } = await this.#connection.json({ what, method: 'POST', path }, downloadLinkSchema, call);
    return url;
  }

  #path(ownerId: string): string {
    return `${this.#parent}/${segment(ownerId)}/supporting_documents`;
  }
}
