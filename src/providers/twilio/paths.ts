import { ExchangeErrors } from '../http/exchange';
import { isSid, type SidKind } from './sids';
import { TWILIO_VOICE } from './error-format';

/** For what is refused before a client is asked. */
export const twilioErrors = new ExchangeErrors(TWILIO_VOICE);

/**
 * An identifier of Twilio's as one segment of a path.
 *
 * @throws ProviderError refused: a wrong identifier would address something else
 */
export function checkedSid(kind: SidKind, ref: string): string {
  if (isSid(kind, ref)) return ref;
  throw twilioErrors.notSendable(
    { what: 'address a Twilio resource', method: 'GET' },
    `the reference is not a ${kind} sid`,
  );
}
