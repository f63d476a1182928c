import type { OrderSnapshot, OrdersRead } from '../domain/model/snapshot';
import type { CallContext } from './call-context';
import { mapConcurrently } from './concurrently';
import { forPort } from './port-snapshot';
import { ProviderError } from './provider-error';

/** One read of one order, or of several that are read together. */
export interface ReadOfOrders<T> {
  /** The orders it reads: if it fails, all of them fail. */
  readonly refs: readonly string[];
  /** Makes the request. */
  readonly read: () => Promise<T>;
}

/** An order that could not be read, and why. */
export interface FailedRead {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** Why it could not be read. */
  readonly error: ProviderError;
}

/** The results of several reads. Each read succeeds or fails independently. */
export interface ReadsMade<T> {
  /** The results of the successful reads. */
  readonly answers: readonly T[];
  /** The orders of the failed reads. */
  readonly failed: readonly FailedRead[];
}

/**
 * Runs several reads, at most `limit` at a time. A failed read does not affect the others.
 *
 * @throws ProviderError if the call is aborted, which is not a failure of any order
 */
export async function makeReads<T>(
  reads: readonly ReadOfOrders<T>[],
  limit: number,
  { signal }: Pick<CallContext, 'signal'>,
): Promise<ReadsMade<T>> {
  const failed: FailedRead[] = [];
  const answers = await mapConcurrently(reads, limit, async ({ refs, read }): Promise<readonly T[]> => {
    try {
      return [await read()];
    } catch (error) {
      if (!(error instanceof ProviderError) || signal?.aborted === true) throw error;
      failed.push(...refs.map((ref) => ({ ref, error })));
      return [];
    }
  });
  return { answers: answers.flat(), failed };
}

/**
 * Builds the result of a read: the orders that could be read, and a failure for each of the others.
 *
 * @param asked - the requested references
 * @throws ProviderError if no order could be read: the failure that a retry can fix soonest
 */
export function ordersRead(
  asked: readonly string[],
  orders: readonly OrderSnapshot[],
  failed: readonly FailedRead[],
): OrdersRead {
  const byRef = new Map(failed.map((failure) => [failure.ref, failure]));
  const [first, ...others] = asked.flatMap((ref) => byRef.get(ref) ?? []);
  if (first !== undefined && asked.every((ref) => byRef.has(ref))) {
    throw others.reduce((best, { error }) => (isSooner(error, best) ? error : best), first.error);
  }
  return {
    orders: forPort(orders),
    failures: [...byRef.values()].map(({ ref, error: { problem } }) => ({ ref, problem })),
  };
}

function isSooner(error: ProviderError, other: ProviderError): boolean {
  if (error.isTransient !== other.isTransient) return error.isTransient;
  return (error.retryAfterMs ?? 0) < (other.retryAfterMs ?? 0);
}
