import type { DocumentType } from '../../../src/providers/documents';
import { pdfFault } from './pdf';

/** The type of a document, or why it is refused, to complete "the document is refused: …". */
export type RecognizedDocument =
  { readonly ok: true; readonly mimeType: DocumentType } | { readonly ok: false; readonly why: string };

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** The maximum offset of the header of a PDF, as in common viewers. */
const MAX_HEADER_OFFSET = 1_024;

const NOT_SUPPORTED = 'neither a PDF nor a JPEG or PNG picture';

/** Common unsupported types by their first bytes, each with the remedy. */
const OTHERS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s, 'a HEIC photo: save it as JPEG'],
  [/^.{4}ftypavi[fs]/s, 'an AVIF picture: save it as JPEG'],
  [/^.{4}ftyp/s, 'a video: save a picture of it as JPEG'],
  [/^RIFF.{4}WEBP/s, 'a WebP picture: save it as JPEG or PNG'],
  [/^(?:II\*\0|MM\0\*|II\+\0|MM\0\+)/, 'a TIFF picture, as faxes are: save it as PDF'],
  [/^GIF8[79]a/, 'a GIF picture: save it as PNG'],
  [/^BM.{4}\0{4}/s, 'a BMP picture: save it as PNG'],
  [/^(?:\0\0\0\x0cjP |\xff\x0a|\0\0\0\x0cJXL )/, 'a picture in a form that is not taken: save it as JPEG'],
  [/^8BPS/, 'a Photoshop picture: save it as PDF'],
  [/^PK\x03\x04/, 'an Office document or a ZIP archive: save the document itself as PDF'],
  [/^\xd0\xcf\x11\xe0/, 'an Office document: save it as PDF'],
  [/^(?:7z\xbc\xaf|Rar!|\x1f\x8b)/, 'an archive: take the document out of it'],
  [/^\{\\rtf/, 'a text in RTF: save it as PDF'],
  [/^%!PS/, 'PostScript: save it as PDF'],
];

const MARKUP: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^<svg[\s>]|^<\?xml[^]{0,500}<svg[\s>]/i, 'an SVG drawing: save it as PDF'],
  [
    /^<(?:!doctype\s+html|html|head|body|script|title|meta|!--)/i,
    'a web page (HTML), perhaps one to sign in: save it as PDF',
  ],
  [/^<(?:\?xml|[a-z])/i, 'an XML text: save the document itself as PDF'],
];

/** Detects the type from the bytes. The file name is not trusted: anyone can choose it. */
export function recognized(bytes: Buffer): RecognizedDocument {
  if (startsWith(bytes, JPEG)) return { ok: true, mimeType: 'image/jpeg' };
  if (startsWith(bytes, PNG)) return { ok: true, mimeType: 'image/png' };
  const beginning = bytes.subarray(0, MAX_HEADER_OFFSET + 4).toString('latin1');
  const other = OTHERS.find(([pattern]) => pattern.test(beginning));
  // A web page may begin with a byte order mark and blanks.
  const text = beginning.replace(/^(?:\xef\xbb\xbf)?\s*/, '');
  const what = (other ?? MARKUP.find(([pattern]) => pattern.test(text)))?.[1];
  if (what !== undefined) return { ok: false, why: `it is ${NOT_SUPPORTED}, but ${what}` };
  if (!beginning.includes('%PDF-')) return { ok: false, why: `it is ${NOT_SUPPORTED}, by its first bytes` };
  const why = pdfFault(bytes);
  return why === undefined ? { ok: true, mimeType: 'application/pdf' } : { ok: false, why };
}

function startsWith(bytes: Buffer, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
