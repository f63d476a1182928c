import { ConfigurationError } from './configuration-error';

/** The variable that says that Temporal may store payloads readable. */
export const PLAINTEXT = 'PORTKEEPER_ALLOW_PLAINTEXT';

/** What is missing when no variable says what becomes of payloads, and what to do. */
export const UNDECIDED =
  'is not set, and no key either; set PORTKEEPER_ENCRYPTION_KEYS to id:base64, for example k1: followed by the output ' +
  'of openssl rand -base64 32, or set this to 1 if it is acceptable that Temporal stores payloads readable';

/** The error of a client that was told neither how to encrypt nor that it need not. */
export function encryptionUndecided(): ConfigurationError {
  return new ConfigurationError([`${PLAINTEXT}: ${UNDECIDED}`]);
}
