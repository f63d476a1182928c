/**
 * # model: what a port consists of
 *
 * This folder defines a port, its items, orders and attempts, its commands, its events, and the entries of its
 * timeline. It holds types, and the tables that belong to a type (the default policy, the remedy of each reason). It
 * computes nothing, so it imports no other folder.
 *
 * The main rule: a `Port` is the sum of its events and stores no conclusion. Phase, attentions, outcome and the next
 * wake are computed from it each time (../facts, ../attentions), so they cannot disagree with it. A new field
 * therefore holds a fact of an event, never a computed answer.
 *
 * A port is immutable and lives for weeks: as JSON from one run to the next (../handover), and by replay within a
 * run. Types here hold plain data only: no dates, no maps, no classes. An optional field is absent, never `undefined`
 * or null.
 */

import type { Attempt } from './attempt';
import type { Behavior } from './behavior';
import type { Capabilities } from './capabilities';
import type { Cause } from './cause';
import type { AskedCommand, DecidedCommand } from './commands';
import type { OrderItem } from './item';
import type { ProviderOrder } from './order';
import type { OrderAction } from './order-action';
import type { Ending, FinalPhase } from './outcome';
import type { Policy } from './policy';
import type { PortRequest } from './request';
import type { Failure, MissingField, Portability } from './snapshot';
import type { Instant, Milliseconds } from './time';
import type { Timeline } from './timeline';

/** The state of a port in one label, for operators. */
export type Phase =
  | 'draft'
  | 'submitting'
  | 'awaiting_signature'
  | 'waiting_for_foc'
  | 'foc_confirmed'
  | 'window_closed'
  | 'canceling'
  | 'action_required'
  | FinalPhase;

/**
 * The whole state of a port request. Phase, attentions and the next wake are computed from it and never stored in it,
 * so that they cannot disagree with it.
 */
export interface Port {
  /** The version of this shape: a newer release can read the state of an older one. */
  readonly stateVersion: 1;
  /** The version of the rules that apply. */
  readonly behavior: Behavior;
  readonly request: PortRequest;
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly country?: string;
  readonly createdAt: Instant;
  /** Moves this port's polls away from those of other ports, so that they do not all poll at once. */
  readonly pollJitter: Milliseconds;
  /** The instant of the newest event: attentions are computed for this time. */
  readonly asOf: Instant;
  /** The draft may be submitted: the command `submit` or the request itself says so. */
  readonly isSubmitApproved: boolean;
  readonly missing: readonly MissingField[];
  /** No worker with the account has prepared the port: policy and capabilities are placeholders. */
  readonly unprepared?: Unprepared;
  /** When the newest reset check of this run ended. */
  readonly resetCheckedAt?: Instant;
  /** Since when people are asked for missing fields; restarts when a person acts. */
  readonly missingSince?: Instant;
  /** The missing fields were reviewed since the draft last changed. */
  readonly isReviewed: boolean;
  /** Numbers are claimed for this port: they are released at its end. */
  readonly hasClaims?: true;
  /** The numbers whose PIN was given and is no longer kept. */
  readonly pinsGiven?: readonly string[];
  readonly check?: Check;
  /** The failure of the newest calls about the draft: prepare, review, check. */
  readonly draftFailure?: Failure;
  /** One per number and resubmission, in the order of the request. The current item of a number is not superseded. */
  readonly items: readonly OrderItem[];
  readonly orders: readonly ProviderOrder[];
  readonly attempts: readonly Attempt[];
  /** The newest searches of the provider for this port's orders. */
  readonly searched?: Searched;
  /** Drafts that this run may have sent without knowing it. They are searched for first. */
  readonly possiblySubmitted?: readonly string[];
  /** A reset created this run, and no search was made since: it may repeat a submission that it does not know of. */
  readonly mayHaveSubmitted?: boolean;
  readonly reading: Reading;
  /** The provider statuses that no table knows, each once. */
  readonly unknownStatuses: readonly string[];
  /** Commands that are not decided yet, oldest first. */
  readonly pendingCommands: readonly AskedCommand[];
  /** The newest decisions, so that the same command id gets the same answer. */
  readonly recentDecisions: readonly DecidedCommand[];
  readonly timeline: Timeline;
  /** The pending and refused order actions, oldest first; absent when there are none. */
  readonly orderActions?: readonly OrderAction[];
  /** When a person last acted on this port: the draft expiry counts from here. */
  readonly actedAt?: Instant;
  /** The expiry for which a reminder was sent. */
  readonly remindedFor?: Instant;
  /** The newest measured size exceeded the bound of a handover; absent when it fits. */
  readonly tooLarge?: { readonly since: Instant; readonly bytes: number };
  /** A person abandoned the whole port; it ends when each number has its outcome. */
  readonly abandoned?: { readonly by?: string };
  readonly ending?: Ending;
}

/** What was searched for in one run, and after one restore of Temporal's database. */
export interface Searched {
  readonly runId: string;
  /** The restore that the searches came after; absent: the workers knew of none. */
  readonly restoredAt?: Instant;
  readonly numbers: readonly string[];
}

/** The portability answers that a submission depends on. */
export interface Check {
  readonly at: Instant;
  readonly answers: readonly Portability[];
}

/** The state of the port's polls. */
export interface Reading {
  /** When the newest poll began, successful or not; a submission counts as a poll. */
  readonly lastPolledAt?: Instant;
  /** When the newest successful poll began. */
  readonly readAt?: Instant;
  /** The digest of the newest read, so that the next one can answer "unchanged". */
  readonly digest?: string;
  /** Why a read is wanted that has not begun. */
  readonly wanted?: Cause;
  /** When the newest hint reached the port. */
  readonly hintedAt?: Instant;
  /** A hint is newer than every read. */
  readonly ahead?: HintAhead;
  /** The orders whose newest read failed, by reference. What is known of them is from their last successful read. */
  readonly failures?: Readonly<Record<string, Failure>>;
}

/** Hints that are newer than the reads: a provider's reads can lag behind its webhooks. */
export interface HintAhead {
  /** The update time of each number, by the provider's clock. */
  readonly numbers: Readonly<Record<string, Instant>>;
  /** The orders that the provider's list does not show yet: the hints may be about any of them. */
  readonly orderRefs?: readonly string[];
  /** How many reads have not shown all of it. */
  readonly reads: number;
  /** When the next re-read is due; absent until the first read that does not show all of it. */
  readonly rereadAt?: Instant;
}

/**
 * The port began on a worker without its account: nothing is sent until a worker with the account reports its terms.
 */
export interface Unprepared {
  /** The policy that the request asks for, ISO 8601. The account's worker decides whether it is allowed. */
  readonly policy: { readonly cancellationWindow?: string; readonly notice?: string };
}
