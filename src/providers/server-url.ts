import { z } from 'zod';

/** What a URL must not hold before it is parsed: parsers drop or move it without a word. */
const NOT_IN_URL = /[\s\p{C}\\]/u;

/** What of a server's URL is of use; undefined when it is none, or holds anything else. */
export function serverUrlOf(text: string): URL | undefined {
  if (NOT_IN_URL.test(text) || !/^https?:\/\/[^/]/i.test(text) || /[?#*]/.test(text)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || url.username !== '' || url.password !== '' || /\/\/[^/]*@/.test(text)
    ? undefined
    : url;
}

/**
 * The URL of a server: its origin and path, without a slash at its end. A query, a fragment or credentials would be lost
 * or logged once paths are put behind it, so they are refused.
 */
export const serverUrl = z.string().transform((text, context) => {
  const url = serverUrlOf(text);
  if (url !== undefined) return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
  context.addIssue(
    'must be an http or https URL without query, fragment and credentials, blanks and wildcards',
  );
  return z.NEVER;
});
