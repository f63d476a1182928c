import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Compares a secret with a given text. The time tells neither where they differ nor how long the secret is, because
 * digests are compared.
 */
export function isSameSecret(secret: string, given: string): boolean {
  return timingSafeEqual(digestOf(secret), digestOf(given));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
