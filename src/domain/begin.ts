import type { Policy } from './policy';
import type { Port } from './port';
import type { PortRequest } from './request';
import type { MissingField } from './snapshot';
import { EMPTY_TIMELINE, record } from './timeline';
import type { Instant, Milliseconds } from './time';

/** What must be known before a port can begin; all of it is recorded in the workflow's history. */
export interface PreparedRequest {
  readonly request: PortRequest;
  readonly policy: Policy;
  /** ISO 3166 code of the first number. */
  readonly country?: string;
  readonly missing: readonly MissingField[];
  /** Fingerprint of the request as given, to tell a repeated start from a conflicting one. */
  readonly requestDigest: string;
}

/** A port at its first instant. */
export function begin(prepared: PreparedRequest, at: Instant, watchOffset: Milliseconds): Port {
  const { request, policy, country, missing } = prepared;
  const numbers = request.numbers.map((number) => number.phoneNumber);
  return {
    stateVersion: 1,
    request,
    policy,
    ...(country !== undefined && { country }),
    createdAt: at,
    watchOffset,
    asOf: at,
    isReleased: request.submit === 'when_ready',
    missing,
    items: numbers.map((phoneNumber) => ({ phoneNumber, attempt: 1, status: 'draft', changedAt: at })),
    orders: [],
    attempts: [],
    reading: { isHinted: false },
    unknownWords: [],
    timeline: record(EMPTY_TIMELINE, at, { kind: 'start' }, [{ kind: 'created', numbers }]),
  };
}

/** A number between 0 and `every`, the same for the same name: spreads the looks of many ports over time. */
export function offsetFor(name: string, every: Milliseconds): Milliseconds {
  let hash = 0;
  for (const character of name) hash = (hash * 31 + character.charCodeAt(0)) >>> 0;
  return hash % every;
}
