import type { CallContext } from '../call-context';
import type { DocumentType, ProviderDocument } from '../documents';
import type { Operation, ProviderConnection } from '../http/connection';
import { sid, text } from './schemas';
import { Blob } from 'node:buffer';
import { FormData } from 'undici';
import { z } from 'zod';

/** 10 MB on a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

/** The name that the file has for Twilio: the real one may name a person. */
const FILE_NAMES: Readonly<Record<DocumentType, string>> = {
  'application/pdf': 'document.pdf',
  'image/jpeg': 'document.jpg',
  'image/png': 'document.png',
};

/** A document that Twilio has taken. An empty `mime_type` means no content (docs/reference/twilio.md#documents). */
const documentSchema = z
  .object({ sid: sid('RD'), status: text, mime_type: z.unknown().optional() })
  .transform(({ mime_type, ...document }) => ({ ...document, hasContent: mime_type !== '' }));

export type TwilioDocument = z.output<typeof documentSchema>;

/** Twilio's documents, at the host that takes uploads. */
export class DocumentsClient {
  readonly #connection: ProviderConnection;

  constructor(connection: ProviderConnection) {
    this.#connection = connection;
  }

  /**
   * Uploads a utility bill. One whose answer is lost may be there all the same: nothing is done with a document until an
   * order names it, so a second one harms nobody.
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
      const ifRefused = 'Look at the file, and upload it again.';
      throw this.#connection.errors.notSendable(
        { ...operation, ifRefused },
        'Twilio took it without its content',
      );
    }
    return document;
  }
}
