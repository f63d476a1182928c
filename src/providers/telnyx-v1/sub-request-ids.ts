import { HOUR } from '../../domain/model/time';
import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { parseOrderRef } from './order-ref';

/** When to try again what needs a sub request. How long Telnyx takes to group numbers is not published. */
const GROUPING_RETRY_AFTER = HOUR;

/** The two ids of a sub request. */
export interface SubRequestIds {
  readonly portRequestId: string;
  readonly subRequestId: string;
}

/**
 * The sub request that an order of ours is.
 *
 * @param what - what is to be done with it, as it completes "could not …"
 * @throws ProviderError unavailable, when the reference is of numbers that are in no sub request yet: Telnyx was not
 * asked, so nothing is refused, and what was accepted here is not to be forgotten until then
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

/** Whether an error is one of a provider's with one of these codes. */
export function isProviderError(error: unknown, ...codes: readonly ProviderErrorCode[]): boolean {
  return error instanceof ProviderError && codes.some((code) => code === error.problem.code);
}
