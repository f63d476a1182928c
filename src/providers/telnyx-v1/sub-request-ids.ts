import { HOUR } from '../../domain/model/time';
import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { parseOrderRef } from './order-ref';

/** When to retry a call that needs a sub request. How long Telnyx takes to group numbers is not published. */
const GROUPING_RETRY_AFTER = HOUR;

/** The two ids of a sub request. */
export interface SubRequestIds {
  readonly portRequestId: string;
  readonly subRequestId: string;
}

/**
 * Returns the sub request of an order.
 *
 * @param what - the intended operation, completing "could not …"
 * @throws ProviderError unavailable, if the numbers are in no sub request yet: Telnyx was not called, so
 * nothing is refused, and the accepted command stays pending until then
 */
export function subRequestOf(orderRef: string, what: string): SubRequestIds {
  const { portRequestId, subRequestId } = parseOrderRef(orderRef);
  if (subRequestId !== undefined) return { portRequestId, subRequestId };
  throw new ProviderError(
    {
      code: 'provider_unavailable',
      outcome: 'unavailable',
      message:
        `Telnyx: could not ${what}: it has put these numbers into no sub request yet. Nothing was done. ` +
        'It is tried again when they are grouped; a comment may hurry Telnyx.',
    },
    { retryAfterMs: GROUPING_RETRY_AFTER },
  );
}

/** Whether an error is a provider error with one of these codes. */
export function isProviderError(error: unknown, ...codes: readonly ProviderErrorCode[]): boolean {
  return error instanceof ProviderError && codes.some((code) => code === error.problem.code);
}
