import type { OrderSnapshot, OrdersRead } from '../domain/model/snapshot';
import type { CallContext } from './call-context';
import { mapConcurrently } from './concurrently';
import { forPort } from './port-snapshot';
import { ProviderError } from './provider-error';

/** One request for one order, or for several that are read together. */
export interface ReadOfOrders<T> {
  /** The orders that it is for: all of them fail with it. */
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

/** What came of several reads: each has an answer or fails for itself. */
export interface ReadsMade<T> {
  /** Of the reads that have one. */
  readonly answers: readonly T[];
  /** The orders of the others. */
  readonly failed: readonly FailedRead[];
}

/**
 * Makes several reads, at most `limit` at a time. One that fails hides nothing of another.
 *
 * @throws ProviderError when the call is called off: that is no failure of any order
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
 * The answer of a read: the orders that could be read, and a failure for each that could not.
 *
 * @param asked - the references that were asked for
 * @throws ProviderError when none of them could be read: the failure that another attempt mends soonest
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
