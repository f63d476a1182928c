import type { Answer, ProviderRequest } from '../http';
import { formParts } from '../multipart';
import type { TwilioBackend } from './backend';
import { badRequest } from './errors';
import type { TwilioRoute } from './routes';

/** Twilio's limit of 10 MB (docs/reference/twilio.md#documents). */
const MAX_BYTES = 10 * 1024 * 1024;

/** A PDF may have some bytes before its header. */
const MAX_PDF_HEADER_OFFSET = 1_024;

/** The first bytes of the accepted file types, one character per byte. */
const MAGIC_BYTES: Readonly<Record<string, string>> = {
  'application/pdf': '%PDF-',
  'image/jpeg': '\u00ff\u00d8\u00ff',
  'image/png': '\u0089PNG\r\n\u001a\n',
};

/**
 * Accepts a document and keeps nothing of it: an order is accepted whatever documents it names. Twilio's
 * refusal of a wrong document is not published; the sandbox answers 400.
 */
function upload(backend: TwilioBackend, { headers, body }: ProviderRequest): Answer {
  const parts = formParts(headers['content-type'], body);
  if (parts === undefined) return badRequest('body: must be multipart/form-data');
  const part = (name: string) => parts.find((candidate) => candidate.name === name);
  if (part('document_type')?.content !== 'utility_bill')
    return badRequest('document_type: must be utility_bill');
  const file = part('File');
  if (file?.fileName === undefined) return badRequest('File: is required');
  if (file.content.length > MAX_BYTES) return badRequest('File: must be at most 10 MB');
  const found = Object.entries(MAGIC_BYTES).find(([type, magic]) =>
    type === 'application/pdf'
      ? file.content.slice(0, MAX_PDF_HEADER_OFFSET + magic.length).includes(magic)
      : file.content.startsWith(magic),
  );
  // As at Twilio: a document without content is accepted, and only its empty type shows that.
  if (file.content !== '' && found === undefined) return badRequest('File: must be a PDF, JPG or PNG');
  return {
    status: 201,
    json: {
      sid: backend.ids.next('RD'),
      document_type: 'utility_bill',
      status: 'DRAFT',
      friendly_name: textOf(part('friendly_name')?.content),
      mime_type: found?.[0] ?? '',
    },
  };
}

/** Decodes a text part, which has one character per byte. */
function textOf(bytes: string | undefined): string | null {
  return bytes === undefined ? null : Buffer.from(bytes, 'latin1').toString('utf8');
}

export const documentRoutes: readonly TwilioRoute[] = [
  { method: 'POST', path: /^\/v1\/Documents$/, answer: upload },
];
