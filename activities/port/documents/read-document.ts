import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { DocumentRoots } from '../../../src/config/document-roots';
import { documentRefused, type ReadDocument } from '../../../src/providers/documents';
import { createAgent, type ProxySettings } from '../../../src/providers/http/egress';
import { recognized } from './document-type';
import { readFileDocument } from './file-document';
import { readWebDocument } from './web-document';

const CONNECT_TIMEOUT_MS = 10_000;

/** How documents of the web are requested. */
export interface WebAccess {
  /** The proxies of our own agent. */
  readonly proxy?: ProxySettings | undefined;
  /** Sends the requests instead of our own agent, for example in tests. */
  readonly dispatcher?: Dispatcher | undefined;
}

/**
 * Reads documents only from the roots that an operator has configured: a client that starts a port or a call can name
 * any URI, and must not get access to what the worker can read.
 */
export function documentReader(
  roots: DocumentRoots,
  { proxy = {}, dispatcher }: WebAccess = {},
): ReadDocument {
  const agent = dispatcher ?? createAgent(proxy, { connectTimeoutMs: CONNECT_TIMEOUT_MS });
  return async (uri, call) => {
    const url = URL.canParse(uri) ? new URL(uri) : undefined;
    const bytes =
      url?.protocol === 'file:'
        ? await readFileDocument(url, roots.folders)
        : url?.protocol === 'https:'
          ? await readWebDocument(url, roots.hosts, call, agent)
          : undefined;
    if (bytes === undefined) throw documentRefused('its URI must begin with file:/// or https://');
    if (bytes.length === 0) throw documentRefused('it is empty: a file without a single byte');
    const found = recognized(bytes);
    if (!found.ok) throw documentRefused(found.why);
    return { bytes, mimeType: found.mimeType, digest: createHash('sha256').update(bytes).digest('hex') };
  };
}
