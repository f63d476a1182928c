import { ExchangeErrors } from '../http/exchange';
import { TELNYX_V1_VOICE } from './error-format';

/** Everything about ports is below this path (docs/reference/telnyx-v1.md#operations). */
export const PORTING = '/origination/porting';

/** For what is refused before a client is asked. */
export const telnyxErrors = new ExchangeErrors(TELNYX_V1_VOICE);

const MAX_ID = 200;

/**
 * An id of Telnyx's as one segment of a path.
 *
 * @throws ProviderError refused: a wrong identifier would address something else
 */
export function segment(id: string): string {
  if (id.length > 0 && id.length <= MAX_ID && !/^\.+$|[\s/\\]/.test(id)) return encodeURIComponent(id);
  throw telnyxErrors.notSendable(
    { what: 'address a Telnyx resource', method: 'GET' },
    'the reference is not an id of Telnyx’s',
  );
}
