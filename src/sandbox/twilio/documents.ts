import type { Answer, ProviderRequest } from '../http';
import { formParts } from '../multipart';
import type { PortingDesk } from './backend';
import { badRequest } from './errors';
import type { TwilioRoute } from './routes';

/** Twilio: at most 10 MB (docs/reference/twilio.md#documents). */
const MAX_BYTES = 10 * 1024 * 1024;

/** A PDF may have something before its header, as everywhere. */
const MAX_PDF_HEADER_OFFSET = 1_024;

/** How the files begin that Twilio takes, one character for each byte. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  'application/pdf': '%PDF-',
  'image/jpeg': '\u00ff\u00d8\u00ff',
  'image/png': '\u0089PNG\r\n\u001a\n',
};

/**
 * Takes a document. Nothing of it is kept: an order is taken whatever documents it names. How Twilio refuses a wrong one
 * is not published; here with 400.
 */
function upload(backend: PortingDesk, { headers, body }: ProviderRequest): Answer {
  const parts = formParts(headers['content-type'], body);
  if (parts === undefined) return badRequest('body: must be multipart/form-data');
  const part = (name: string) => parts.find((candidate) => candidate.name === name);
  if (part('document_type')?.content !== 'utility_bill')
    return badRequest('document_type: must be utility_bill');
  const file = part('File');
  if (file?.fileName === undefined) return badRequest('File: is required');
  if (file.content.length > MAX_BYTES) return badRequest('File: must be at most 10 MB');
  const found = Object.entries(BEGINNINGS).find(([type, beginning]) =>
    type === 'application/pdf'
      ? file.content.slice(0, MAX_PDF_HEADER_OFFSET + beginning.length).includes(beginning)
      : file.content.startsWith(beginning),
  );
  // As Twilio's: a document without content is taken, and its empty type is all that tells of it.
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

/** A part that is text, from one character for each byte. */
function textOf(bytes: string | undefined): string | null {
  return bytes === undefined ? null : Buffer.from(bytes, 'latin1').toString('utf8');
}

export const documentRoutes: readonly TwilioRoute[] = [
  { method: 'POST', path: /^\/v1\/Documents$/, answer: upload },
];
