import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'node:querystring';

/** The values of one name in a form body; a name may come more than once. */
export type FormParams = ReadonlyMap<string, readonly string[]>;

/**
 * Twilio's signature: base64 of HMAC-SHA1 over the URL and, for form bodies, every name and value
 * (docs/reference/twilio.md#webhook-signature). The key is an auth token, never the secret of an API key.
 */
export function signatureOf(authToken: string, url: string, params: FormParams): string {
  return signatureOver(authToken, url, fieldsAsSigned(params));
}

function signatureOver(authToken: string, url: string, fields: string): string {
  return createHmac('sha1', authToken).update(url, 'utf8').update(fields, 'utf8').digest('base64');
}

/** Every name and value, in the order in which they are signed. */
function fieldsAsSigned(params: FormParams): string {
  return [...params.keys()]
    .sort()
    .flatMap((name) => [...new Set(params.get(name))].sort().map((value) => name + value))
    .join('');
}

/**
 * True when a signature fits any of the tokens. What Twilio signs may differ from the URL that arrives in the
 * standard port and in how the query is escaped, so twilio-node accepts four forms of it, and so do we.
 */
export function isSigned(
  signature: string,
  authTokens: readonly string[],
  url: string,
  params: FormParams,
): boolean {
  // Built once: it is the long part, and the same for every token and every form of the URL.
  const fields = fieldsAsSigned(params);
  return authTokens.some((token) =>
    formsOf(url).some((form) => areEqual(signature, signatureOver(token, form, fields))),
  );
}

/** Lower-case hex SHA-256, as Twilio appends it to the URL of a JSON webhook. */
export function sha256(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The hash of the body that the URL promises; absent for form bodies. */
export function promisedHash(url: string): string | undefined {
  try {
    return new URL(url).searchParams.get('bodySHA256') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether the body is the one whose hash was promised; twilio-node takes an empty body for `{}`. */
export function hasHash(body: Buffer, hash: string): boolean {
  return areEqual(hash.toLowerCase(), sha256(body.length > 0 ? body : '{}'));
}

/** The URL as it is, without a port and with the standard one, each also with the query escaped in the old way. */
function formsOf(url: string): string[] {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return [url];
  }
  const standardPort = parsed.protocol === 'https:' ? '443' : '80';
  const rest = `${parsed.pathname}${parsed.search}`;
  const withoutPort = `${origin(parsed, '')}${rest}`;
  const withPort = `${origin(parsed, parsed.port || standardPort)}${rest}`;
  return [...new Set([url, withoutPort, withPort, withLegacyQuery(withoutPort), withLegacyQuery(withPort)])];
}

function origin(url: URL, port: string): string {
  const user = url.username + (url.password ? `:${url.password}` : '');
  return `${url.protocol}//${user ? `${user}@` : ''}${url.hostname}${port ? `:${port}` : ''}`;
}

function withLegacyQuery(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? url : `${url.slice(0, mark)}?${stringify(parse(url.slice(mark + 1)))}`;
}

function areEqual(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}
