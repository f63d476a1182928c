import { hostname } from 'node:os';
import { fingerprintOf } from '../config/number-key';

/** What separates the usual identity of a worker from the fingerprint of its number key. */
const SEPARATOR = '#';

/**
 * The identity of a worker's processes at Temporal: process and host as usual, and the fingerprint of its number key.
 * `portkeeper doctor` compares the fingerprints of all workers that poll.
 */
export function workerIdentity(numberKey: Buffer | undefined): string {
  const usual = `${process.pid}@${hostname()}`;
  return numberKey === undefined ? usual : `${usual}${SEPARATOR}${fingerprintOf(numberKey)}`;
}

/** The fingerprint in a worker's identity; undefined if it has none, for example because it is the user's own. */
export function fingerprintIn(identity: string): string | undefined {
  return new RegExp(`${SEPARATOR}([0-9a-f]{8})$`).exec(identity)?.[1];
}
