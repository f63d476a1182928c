import { NUMBER_IN_FLIGHT } from '../../src/domain/facts/retry';
import type { ProviderProblem } from '../../src/domain/model/snapshot';
import type { NumberClaim, NumberClaims } from '../../src/claims/number-claims';
import { mapConcurrently } from '../../src/providers/concurrently';

/** The claims of the port that an activity runs for. */
export interface ClaimsOfPort {
  readonly claims: NumberClaims;
  readonly requestId: string;
}

/** How many claims of a port are released at the same time. */
const RELEASE_CONCURRENCY = 10;

/** How many numbers of other ports the message explains. */
const MAX_EXPLAINED = 3;

/**
 * Claims all numbers, or none that this port did not have before. Every port claims its numbers one after the other
 * and in the same order, so of several ports with common numbers one always gets all of them.
 *
 * @returns the problem if other ports have some of the numbers
 */
export async function claimAll(
  { claims, requestId }: ClaimsOfPort,
  numbers: readonly string[],
): Promise<ProviderProblem | undefined> {
  const made: string[] = [];
  const held = new Map<string, NumberClaim>();
  for (const number of numbers.toSorted()) {
    if (held.size > 0) {
      // Nothing more is claimed, but people learn of all numbers at once.
      const claim = await claims.find(number);
      if (claim !== undefined && claim.requestId !== requestId) held.set(number, claim);
      continue;
    }
    const claimed = await claims.claim(number, requestId);
    if ('heldBy' in claimed) held.set(number, claimed.heldBy);
    else if (claimed.isNew) made.push(number);
  }
  if (held.size === 0) return undefined;
  await releaseAll({ claims, requestId }, made, 'Another port has a number of the same request.');
  return {
    code: NUMBER_IN_FLIGHT,
    message: messageOf(held),
    outcome: 'unavailable',
    numbers: [...held.keys()],
  };
}

/** Releases the claims of a port. @returns how many there were */
export async function releaseAll(
  { claims, requestId }: ClaimsOfPort,
  numbers: readonly string[],
  reason: string,
): Promise<number> {
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

function explained({ requestId, portStatus }: NumberClaim): string {
  if (requestId === undefined) return 'Another port has the number; this worker cannot read which one.';
  if (portStatus === 'RUNNING')
    return `Port ${requestId} has the number: this one goes on when that one has ended. Cancel or abandon one of them.`;
  const end =
    portStatus === undefined ? 'no longer known to Temporal' : portStatus.toLowerCase().replaceAll('_', ' ');
  return (
    `Port ${requestId} had the number and is ${end}, so its order may still move it. When the provider confirms that it ` +
    'will not, release the number with `portkeeper release`.'
  );
}
