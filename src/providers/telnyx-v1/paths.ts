import { ExchangeErrors } from '../http/exchange';
import { TELNYX_V1_ERROR_FORMAT } from './error-format';

/** The path prefix of all porting resources (docs/reference/telnyx-v1.md#operations). */
export const PORTING = '/origination/porting';

/** Errors of requests that are refused before they are sent. */
export const telnyxErrors = new ExchangeErrors(TELNYX_V1_ERROR_FORMAT);

const MAX_ID = 200;

/**
 * Encodes a Telnyx id as one path segment.
 *
 * @throws ProviderError refused: an invalid identifier would address another resource
 */
export function segment(id: string): string {
  if (id.length > 0 && id.length <= MAX_ID && !/^\.+$|[\s/\\]/.test(id)) return encodeURIComponent(id);
  throw telnyxErrors.notSendable(
    { what: 'address a Telnyx resource', method: 'GET' },
    'the reference is not an id of Telnyx’s',
  );
}
