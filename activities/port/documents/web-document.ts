import { request, type Dispatcher } from 'undici';
import { documentRefused, documentUnavailable } from '../../../src/providers/documents';
import { proxyRefusal } from '../../../src/providers/http/egress';
import { USER_AGENT } from '../../../src/providers/http/user-agent';
import type { CallContext } from '../../../src/providers/call-context';
import { ProviderError } from '../../../src/providers/provider-error';
import { collected, MAX_BYTES, tooLarge } from './document-size';
import { beginningOf, whyRefused } from './expired-link';

/** The limit for the whole document, including its last byte. */
const TIMEOUT_MS = 60_000;

const MAX_REDIRECTS = 3;

/** Statuses that may be temporary. */
const PASSING = (status: number) => status === 408 || status === 425 || status === 429 || status >= 500;

/**
 * Downloads a document from one of the hosts.
 *
 * @param hosts - origins: scheme, host and port must all match
 * @throws ProviderError `document_refused`, `document_unavailable`
 */
export async function readWebDocument(
  url: URL,
  hosts: readonly string[],
  call: CallContext,
  dispatcher: Dispatcher,
): Promise<Buffer> {
  if (url.username !== '' || url.password !== '') {
    throw documentRefused(
      'its URI holds a user or a password, which would be kept in the history of the call',
    );
  }
  if (!hosts.includes(url.origin)) {
    throw documentRefused(
      `its host is none that this worker may ask; add ${url.origin} to PORTKEEPER_DOCUMENT_ROOTS of the worker`,
    );
  }
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = call.signal ? AbortSignal.any([timeout, call.signal]) : timeout;
  try {
    return await download(url, { dispatcher, signal }, call.now);
  } catch (error) {
    if (error instanceof ProviderError) throw error;
    const why = timeout.aborted ? 'its host takes too long' : unreachable(error);
    throw documentUnavailable(why, { cause: error });
  }
}

async function download(
  first: URL,
  options: { readonly dispatcher: Dispatcher; readonly signal: AbortSignal },
  now: number,
): Promise<Buffer> {
  let url = first;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const headers = { accept: 'application/pdf, image/jpeg, image/png', 'user-agent': USER_AGENT };
    const { statusCode: status, headers: answered, body } = await request(url, { ...options, headers });
    try {
      if (status === 200) {
        if (Number(answered['content-length']) > MAX_BYTES) throw tooLarge();
        return await collected(body as AsyncIterable<Buffer>);
      }
      if (PASSING(status)) throw documentUnavailable(`its host answers HTTP ${status}`);
      const { location } = answered;
      if (status < 300 || status >= 400 || typeof location !== 'string') {
        throw documentRefused(whyRefused(status, await beginningOf(body as AsyncIterable<Buffer>), url, now));
      }
      url = redirected(url, location);
    } finally {
      // An unread body is destroyed: the connection is closed, not drained.
      body.on('error', () => undefined).destroy();
    }
  }
  throw documentRefused('its host redirects again and again; name the URL at which it really is');
}

/** An allowed host could redirect anywhere, for example to a server inside our own network. */
function redirected(from: URL, location: string): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
  if (to?.origin === from.origin) return to;
  const where = to === undefined ? 'nowhere' : `to another host (${to.host})`;
  throw documentRefused(
    `its host redirects ${where}, which is not followed; name the URL at which it really is, with its host in ` +
      'PORTKEEPER_DOCUMENT_ROOTS of the worker',
  );
}

function unreachable(error: unknown): string {
  const refusedWith = proxyRefusal(error);
  if (refusedWith === undefined) return `its host cannot be reached (${codeOf(error)})`;
  return `the proxy opens no connection to its host (HTTP ${String(refusedWith)})`;
}

/** The messages of such errors can contain addresses. */
function codeOf(error: unknown): string {
  const { code, name } = typeof error === 'object' && error !== null ? (error as NodeJS.ErrnoException) : {};
  return code ?? name ?? 'unknown error';
}
