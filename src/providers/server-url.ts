import { z } from 'zod';

/** Characters that URL parsers drop or replace silently. */
const NOT_IN_URL = /[\s\p{C}\\]/u;

/** Parses a server's URL; undefined if it is invalid or contains anything else. */
export function serverUrlOf(text: string): URL | undefined {
  if (NOT_IN_URL.test(text) || !/^https?:\/\/[^/]/i.test(text) || /[?#*]/.test(text)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || url.username !== '' || url.password !== '' || /\/\/[^/]*@/.test(text)
    ? undefined
    : url;
}

/**
 * The URL of a server: origin and path, without a trailing slash. A query, a fragment or credentials would be
 * lost or logged once paths are appended, so they are refused.
 */
export const serverUrl = z.string().transform((text, context) => {
  const url = serverUrlOf(text);
  if (url !== undefined) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  context.addIssue(
    'must be an http or https URL without query, fragment and credentials, blanks and wildcards',
  );
  return z.NEVER;
});
