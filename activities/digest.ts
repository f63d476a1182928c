import { createHash } from 'node:crypto';
import type { OrderSnapshot, ReadResult } from '../src/domain/snapshot';

/**
 * The answer of a read: the orders, or only the word "unchanged" when they are what the caller knows. History keeps
 * every answer, and most reads find nothing new.
 */
export function changesSince(orders: readonly OrderSnapshot[], digest: string | undefined): ReadResult {
  const found = createHash('sha256').update(JSON.stringify(orders)).digest('base64url').slice(0, 22);
  return found === digest ? { kind: 'unchanged' } : { kind: 'changed', digest: found, orders };
}
