import { attentionEntries } from '../attentions/attention-entries';
import { attentionsOf } from '../attentions/attentions';
import { EMPTY_TIMELINE, record } from '../changes/timeline';
import type { Behavior } from '../model/behavior';
import type { AccountTerms } from '../model/events';
import { DEFAULT_POLICY } from '../model/policy';
import type { Port, Unprepared } from '../model/port';
import type { PortRequest } from '../model/request';
import type { Instant, Milliseconds } from '../model/time';
import type { NewEntry } from '../model/timeline';

/** The input of a new port; all of it is recorded in the workflow's history. */
export interface PreparedRequest extends AccountTerms {
  /** The version of the rules on the build that prepared it. */
  readonly behavior: Behavior;
  readonly request: PortRequest;
  /** ISO 3166 code of the first number. */
  readonly country?: string;
  /** The worker that prepared the request lacks its account: another worker must report the terms. */
  readonly unprepared?: Unprepared;
  /** The digest of the request as given, to distinguish a repeated start from a conflicting one. */
  readonly requestDigest: string;
}

/**
 * The placeholder for the account's terms until they are known. Only the wait itself and reset recovery use it, so it
 * assumes the least that any provider can do.
 */
export const UNKNOWN_TERMS: AccountTerms = {
  policy: DEFAULT_POLICY,
  capabilities: {
    afterUnknownSend: 'ask_person',
    cancel: 'ticket',
    numbersPerOrder: 1,
    edits: false,
    comments: false,
    ratings: false,
    mixesAccounts: false,
  },
  missing: [],
};

/** A new port. */
export function begin(prepared: PreparedRequest, at: Instant, pollJitter: Milliseconds): Port {
  const { behavior, request, policy, capabilities, country, missing, unprepared } = prepared;
  const numbers = request.numbers.map((number) => number.phoneNumber);
  const port: Port = {
    stateVersion: 1,
    behavior,
    request,
    policy,
    capabilities,
    ...(country !== undefined && { country }),
    createdAt: at,
    pollJitter,
    asOf: at,
    isSubmitApproved: request.submit === 'when_ready',
    missing,
    ...(missing.length > 0 && { missingSince: at }),
    ...(unprepared !== undefined && { unprepared }),
    isReviewed: unprepared === undefined,
    items: numbers.map((phoneNumber) => ({ phoneNumber, attempt: 1, status: 'draft', changedAt: at })),
    orders: [],
    attempts: [],
    reading: {},
    pendingCommands: [],
    recentDecisions: [],
    unknownStatuses: [],
    timeline: EMPTY_TIMELINE,
  };
  const newEntries: NewEntry[] = [{ kind: 'created', numbers }, ...attentionEntries([], attentionsOf(port))];
  return { ...port, timeline: record(EMPTY_TIMELINE, at, { kind: 'start' }, newEntries) };
}

/** A number between 0 and `every`, the same for the same name: spreads the polls of many ports over time. */
export function offsetFor(name: string, every: Milliseconds): Milliseconds {
  let hash = 0;
  for (const character of name) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0;
  // Names of a fleet differ only in their last characters: mixing makes these count as much as the first.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % every;
}
