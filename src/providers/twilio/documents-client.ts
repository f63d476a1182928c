import type { CallContext } from '../call-context';
import type { DocumentType, ProviderDocument } from '../documents';
import type { Operation, ProviderConnection } from '../http/connection';
import { sid, text } from './schemas';
import { Blob } from 'node:buffer';
import { FormData } from 'undici';
import { z } from 'zod';

/** Allows 10 MB on a slow connection. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** The file name that Twilio gets: the real one may contain a person's name. */
const FILE_NAMES: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'document.pdf',
  'image/jpeg': 'document.jpg',
  'image/png': 'document.png',
};

/** An uploaded document. An empty `mime_type` means no content (docs/reference/twilio.md#documents). */
const documentSchema = z
  .object({ sid: sid('RD'), status: text, mime_type: z.unknown().optional() })
  .transform(({ mime_type, ...document }) => ({ ...document, hasContent: mime_type !== '' }));

export type TwilioDocument = z.output<typeof documentSchema>;

/** Client of Twilio's documents, at the upload host. */
export class DocumentsClient {
  readonly #connection: ProviderConnection;

  constructor(connection: ProviderConnection) {
    this.#connection = connection;
  }

  /**
   * Uploads a utility bill. If the answer is lost, the document may exist all the same. A document has no
   * effect until an order names it, so a second one does no harm.
   */
  async upload(
    { bytes, mimeType }: Pick<ProviderDocument, 'bytes' | 'mimeType'>,
    friendlyName: string,
    call: CallContext,
  ): Promise<TwilioDocument> {
    const form = new FormData();
    form.set('document_type', 'utility_bill');
    form.set('friendly_name', friendlyName);
    form.set('File', new Blob([bytes], { type: mimeType }), FILE_NAMES[mimeType]);
    const operation: Operation = {
      what: 'upload the document',
      method: 'POST',
      path: '/v1/Documents',
      form,
      timeoutMs: UPLOAD_TIMEOUT_MS,
      secrets: [friendlyName],
    };
    const document = await this.#connection.json(operation, documentSchema, call);
    if (!document.hasContent) {
      const ifRefused = 'Check the file, and upload it again.';
      throw this.#connection.errors.notSendable(
        { ...operation, ifRefused },
        'Twilio stored it without its content',
      );
    }
    return document;
  }
}
