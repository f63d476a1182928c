import { documentRefused } from '../../../src/providers/documents';
import type { ProviderError } from '../../../src/providers/provider-error';

/**
 * Twilio: at most 10 MB (docs/reference/twilio.md#documents). The unit is not defined, so the larger megabyte counts.
 */
export const MAX_BYTES = 10 * 1024 * 1024;

/** The error for a larger document. */
export function tooLarge(): ProviderError {
  return documentRefused('it is larger than 10 MB');
}

/**
 * Collects the chunks of a document and stops at the first byte over the limit: the size that a file or a server
 * claims is not trusted.
 *
 * @throws ProviderError `document_refused`
 */
export async function collected(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge();
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
