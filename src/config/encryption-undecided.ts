import { ConfigurationError } from './configuration-error';

/** The variable that allows Temporal to store payloads readable. */
export const PLAINTEXT = 'PORTKEEPER_ALLOW_PLAINTEXT';

/** The problem, with its remedy, if no variable decides whether payloads are encrypted. */
export const UNDECIDED =
  'is not set, and no key either; set PORTKEEPER_ENCRYPTION_KEYS to id:base64, for example k1: followed by the output ' +
  'of openssl rand -base64 32, or set this to 1 if it is acceptable that Temporal stores payloads readable';

/** The error of a client without a decision on encryption. */
export function encryptionUndecided(): ConfigurationError {
  return new ConfigurationError([`${PLAINTEXT}: ${UNDECIDED}`]);
}
