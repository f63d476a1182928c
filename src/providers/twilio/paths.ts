import { ExchangeErrors } from '../http/exchange';
import { isSid, type SidKind } from './sids';
import { TWILIO_ERROR_FORMAT } from './error-format';

/** Errors of requests that are refused before they are sent. */
export const twilioErrors = new ExchangeErrors(TWILIO_ERROR_FORMAT);

/**
 * Validates a Twilio identifier for use as a path segment.
 *
 * @throws ProviderError refused: an invalid identifier would address another resource
 */
export function checkedSid(kind: SidKind, ref: string): string {
  if (isSid(kind, ref)) return ref;
  throw twilioErrors.notSendable(
    { what: 'address a Twilio resource', method: 'GET' },
    `the reference is not a ${kind} sid`,
  );
}
