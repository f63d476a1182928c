import { documentRefused } from '../../../src/providers/documents';
import type { ProviderError } from '../../../src/providers/provider-error';

/**
 * Twilio: at most 10 MB (docs/reference/twilio.md#documents). Which of the two megabytes is not said, so the larger
 * passes.
 */
export const MAX_BYTES = 10 * 1024 * 1024;

/** The error for a document that is larger. */
export function tooLarge(): ProviderError {
  return documentRefused('it is larger than 10 MB');
}

/**
 * Puts the chunks of a document together, and stops at the first byte too many: what a file or a server says of its own
 * size is not believed.
 *
 * @throws ProviderError `document_refused`
 */
export async function gathered(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > MAX_BYTES) throw tooLarge();
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
