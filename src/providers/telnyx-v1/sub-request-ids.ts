import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { parseOrderRef } from './order-ref';
import { telnyxErrors } from './paths';

/** The two ids of a sub request. */
export interface SubRequestIds {
  readonly portRequestId: string;
  readonly subRequestId: string;
}

/**
 * The sub request that an order of ours is.
 *
 * @param what - what is to be done with it, as it completes "could not …"
 * @throws ProviderError refused, when the reference is of numbers that are in no sub request yet
 */
export function subRequestOf(orderRef: string, what: string): SubRequestIds {
  const { portRequestId, subRequestId } = parseOrderRef(orderRef);
  if (subRequestId !== undefined) return { portRequestId, subRequestId };
  const ifRefused = 'Nothing was done. Wait until Telnyx has grouped the numbers, or ask it by a comment.';
  throw telnyxErrors.notSendable(
    { what, method: 'POST', ifRefused },
    'Telnyx has put these numbers into no sub request yet',
  );
}

/** Whether an error is one of a provider's with one of these codes. */
export function isProviderError(error: unknown, ...codes: readonly ProviderErrorCode[]): boolean {
  return error instanceof ProviderError && codes.some((code) => code === error.problem.code);
}
