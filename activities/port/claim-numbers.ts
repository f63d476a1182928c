import { NUMBER_IN_FLIGHT } from '../../src/domain/facts/retry';
import type { ProviderProblem } from '../../src/domain/model/snapshot';
import { statusInWords, type NumberClaim, type NumberClaims } from '../../src/claims/number-claims';
import { mapConcurrently } from '../../src/providers/concurrently';
import type { ReleaseInput } from './port-activities';

/** The claims of the port that an activity runs for. */
export interface ClaimsOfPort {
  readonly claims: NumberClaims;
  readonly requestId: string;
}

/** How many claims of a port are released at the same time. */
const RELEASE_CONCURRENCY = 10;

/** How many numbers of other ports the message explains. */
const MAX_EXPLAINED = 3;

/** Other ports have some of the numbers. */
export interface ClaimConflict {
  readonly inFlight: ProviderProblem;
  /**
   * The port has claims of other numbers. They are not given back here: a canceled check may still run beside the next
   * one, and only the workflow knows which of the numbers were ever sent (workflows/port/release-claims.ts).
   */
  readonly isClaimed?: true;
}

/**
 * Claims numbers up to the first one that another port has. Every port claims its numbers one after the other and in
 * the same order, so of several ports with common numbers one always gets all of them (docs/decisions/0053).
 *
 * @param mayGoOn - throws when nothing more may be claimed, because the call was canceled
 */
export async function claimAll(
  { claims, requestId }: ClaimsOfPort,
  numbers: readonly string[],
  mayGoOn: () => void,
): Promise<ClaimConflict | undefined> {
  const made: string[] = [];
  const held = new Map<string, NumberClaim>();
  let hasOwn = false;
  try {
    for (const number of numbers.toSorted()) {
      mayGoOn();
      if (held.size > 0) {
        // Nothing more is claimed, but people learn of all numbers at once.
        const claim = await claims.find(number);
        if (claim?.requestId === requestId) hasOwn = true;
        else if (claim !== undefined) held.set(number, claim);
        continue;
      }
      const claimed = await claims.claim(number, requestId);
      if ('heldBy' in claimed) held.set(number, claimed.heldBy);
      else hasOwn = true;
      if ('isNew' in claimed && claimed.isNew) made.push(number);
    }
  } finally {
    // A canceled call runs on for some seconds. A port that has ended meanwhile releases nothing any more.
    if (made.length > 0 && (await claims.hasEnded(requestId)))
      await releaseNumbers({ claims, requestId }, { numbers: made });
  }
  if (held.size === 0) return undefined;
  const inFlight = {
    code: NUMBER_IN_FLIGHT,
    message: messageOf(held),
    outcome: 'unavailable',
    numbers: [...held.keys()],
  } as const;
  return { inFlight, ...(hasOwn && { isClaimed: true }) };
}

/** Releases claims of a port that has ended, or that waits for a number of another port. @returns how many there were */
export async function releaseNumbers(
  { claims, requestId }: ClaimsOfPort,
  { numbers, isWaiting }: ReleaseInput,
): Promise<number> {
  const reason =
    isWaiting === true ? 'Another port has a number of the same request.' : 'Its port has ended.';
  const released = await mapConcurrently(numbers, RELEASE_CONCURRENCY, (number) =>
    claims.release(number, requestId, reason),
  );
  return released.filter(Boolean).length;
}

/** Names the other ports, not the numbers: the attention lists these. */
function messageOf(held: ReadonlyMap<string, NumberClaim>): string {
  const texts = [...new Set([...held.values()].map(explained))];
  return texts.slice(0, MAX_EXPLAINED).join(' ');
}

function explained(claim: NumberClaim): string {
  const { requestId, portStatus } = claim;
  if (requestId === undefined) return 'Another port has the number; this worker cannot read which one.';
  if (portStatus === 'RUNNING')
    return `Port ${requestId} has the number: this one goes on when that one has ended. Cancel or abandon one of them.`;
  return (
    `Port ${requestId} had the number and is ${statusInWords(claim)}, so its order may still move it. When the provider confirms that it ` +
    'will not, release the number with `portkeeper release`.'
  );
}
