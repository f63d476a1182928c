import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Problems } from './configuration-error';
import { readVariable, type Environment } from './variables';

/** The variable with the key that hides numbers in the ids of their claims. */
export const NUMBER_KEY = 'PORTKEEPER_NUMBER_KEY';

const MIN_BYTES = 32;

/** The remedy if there is no key, to complete a sentence about the variable. */
export const WITHOUT_NUMBER_KEY =
  'is not set, so two ports can submit the same number; set it to the output of openssl rand -base64 32, the same for ' +
  'all processes of the installation, for good';

const numberKey = z.string().transform((text, context): Buffer => {
  const key = Buffer.from(text, 'base64');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && key.length >= MIN_BYTES) return key;
  context.addIssue(
    `must be at least ${MIN_BYTES} bytes in base64; make one with: openssl rand -base64 ${MIN_BYTES}`,
  );
  return z.NEVER;
});

/**
 * The key of the claims of numbers. It is one for the life of an installation and never rotated: under another key, the
 * claims of running ports are not found.
 *
 * @returns undefined: numbers are not claimed, because nothing would hide them in the ids
 */
export function readNumberKey(env: Environment, problems: Problems): Buffer | undefined {
  return readVariable(env, NUMBER_KEY, numberKey, problems);
}

/** Identifies a key without disclosing it, so that processes can be compared. */
export function fingerprintOf(key: Buffer): string {
  return createHash('sha256').update('portkeeper number key').update(key).digest('hex').slice(0, 8);
}
