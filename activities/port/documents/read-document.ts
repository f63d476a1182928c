import { createHash } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { DocumentRoots } from '../../../src/config/document-roots';
import { documentRefused, type ReadDocument } from '../../../src/providers/documents';
import { recognized } from './document-type';
import { readFileDocument } from './file-document';
import { readWebDocument } from './web-document';

/**
 * Reads documents only from the roots that an operator has configured: a client that starts a port or a call can name
 * any URI, and must not get access to what the worker can read.
 *
 * @param dispatcher - sends the requests instead of our own agent, for example in tests
 */
export function documentReader(roots: DocumentRoots, dispatcher?: Dispatcher): ReadDocument {
  return async (uri, call) => {
    const url = URL.canParse(uri) ? new URL(uri) : undefined;
    const bytes =
      url?.protocol === 'file:'
        ? await readFileDocument(url, roots.folders)
        : url?.protocol === 'https:'
          ? await readWebDocument(url, roots.hosts, call, dispatcher)
          : undefined;
    if (bytes === undefined) throw documentRefused('its URI must begin with file:/// or https://');
    if (bytes.length === 0) throw documentRefused('it is empty: a file without a single byte');
    const found = recognized(bytes);
    if (!found.ok) throw documentRefused(found.why);
    return { bytes, mimeType: found.mimeType, digest: createHash('sha256').update(bytes).digest('hex') };
  };
}
