/** One part of a `multipart/form-data` body. */
export interface FormPart {
  readonly name: string;
  /** Present for files. */
  readonly fileName?: string;
  /** In lower case; absent if the part has no type. */
  readonly type?: string;
  /** One character per byte. */
  readonly content: string;
}

/**
 * Parses a `multipart/form-data` body (RFC 7578), as far as clients of providers use the format.
 *
 * @param body - one character per byte
 * @returns undefined if it is not such a body
 */
export function formParts(contentType: string | undefined, body: string): FormPart[] | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\s*;.*?\bboundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType ?? '') ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const sections = `\r\n${body}`.split(`\r\n--${boundary}`);
  // Anything before the first boundary is ignored; the last boundary ends with two dashes.
  if (sections.length < 3 || sections.at(-1)?.startsWith('--') !== true) return undefined;
  const parts = sections.slice(1, -1).map(partOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function partOf(section: string): FormPart | undefined {
  const end = section.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const head = section.slice(0, end);
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(head)?.[1] ?? '';
  const name = /\bname="([^"]*)"/i.exec(disposition)?.[1];
  const fileName = /\bfilename="([^"]*)"/i.exec(disposition)?.[1];
  const type = /^content-type:\s*(\S+)/im.exec(head)?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  return {
    name,
    ...(fileName !== undefined && { fileName }),
    ...(type !== undefined && { type }),
    content: section.slice(end + 4),
  };
}
