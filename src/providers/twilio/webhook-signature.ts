import { createHash, createHmac } from 'node:crypto';
import { parse, stringify } from 'node:querystring';
import { isSameSecret } from '../../security/constant-time';

/** The values of each name in a form body; a name may be repeated. */
export type FormParams = ReadonlyMap<string, readonly string[]>;

/**
 * Computes Twilio's signature: base64 of HMAC-SHA1 over the URL and, for form bodies, every name and value
 * (docs/reference/twilio.md#webhook-signature). The key is an auth token, never the secret of an API key.
 */
export function signatureOf(authToken: string, url: string, params: FormParams): string {
  return signatureOver(authToken, url, fieldsAsSigned(params));
}

function signatureOver(authToken: string, url: string, fields: string): string {
  return createHmac('sha1', authToken).update(url, 'utf8').update(fields, 'utf8').digest('base64');
}

/** Every name and value, in signing order. */
function fieldsAsSigned(params: FormParams): string {
  return [...params.keys()]
    .sort()
    .flatMap((name) => [...new Set(params.get(name))].sort().map((value) => name + value))
    .join('');
}

/**
 * Whether a signature is valid for any of the tokens. The signed URL may differ from the received one in the
 * standard port and in the escaping of the query, so twilio-node accepts four forms of it, and so does
 * Portkeeper.
 */
export function isSigned(
  signature: string,
  authTokens: readonly string[],
  url: string,
  params: FormParams,
): boolean {
  // Built once: it is the long part, and equal for every token and every form of the URL.
  const fields = fieldsAsSigned(params);
  return authTokens.some((token) =>
    formsOf(url).some((form) => isSameSecret(signatureOver(token, form, fields), signature)),
  );
}

/** Lower-case hex SHA-256, as Twilio appends it to the URL of a JSON webhook. */
export function sha256(body: Buffer | string): string {
  return createHash('sha256').update(body).digest('hex');
}

/** The hash of the body in the URL; undefined for form bodies. */
export function promisedHash(url: string): string | undefined {
  try {
    return new URL(url).searchParams.get('bodySHA256') ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether the body has the hash; twilio-node reads an empty body as `{}`. */
export function hasHash(body: Buffer, hash: string): boolean {
  return isSameSecret(sha256(body.length > 0 ? body : '{}'), hash.toLowerCase());
}

/**
 * The URL unchanged, without a port and with the standard port, the latter two also with legacy escaping of
 * the query.
 */
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
