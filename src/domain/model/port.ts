/**
 * # model: what a port is made of
 *
 * This room says what there is: a port, its items, orders and attempts, the commands that it takes, the events that
 * change it, and the words of its timeline. It holds types, and the tables that belong to a type (the default policy, the
 * remedy of each reason). It asks nothing and changes nothing, so it imports from no other room.
 *
 * The hard idea is that a `Port` is the sum of its events and stores no conclusion. Phase, attentions, outcome and the
 * next wake are computed from it each time (../facts, ../attentions), so they cannot disagree with it. A new field is
 * therefore a fact that an event brought, never an answer to a question.
 *
 * A port is immutable and survives for weeks: as JSON from one run to the next (../handover), and by replay within a run.
 * Types here hold plain data only: no dates, no maps, no classes. An optional field is absent, never `undefined` or null.
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

/** Where a port stands, as an operator reads it first. */
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
 * Everything that a port request knows about itself. Phase, attentions and the next wake are computed from it,
 * never stored in it, so that they cannot disagree with it.
 */
export interface Port {
  /** The shape of this state: a newer release can read what an older one carried over. */
  readonly stateVersion: 1;
  /** By which rules it behaves. */
  readonly behavior: Behavior;
  readonly request: PortRequest;
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly country?: string;
  readonly createdAt: Instant;
  /** Moves this port's looks away from those of its neighbors, so that a fleet does not read at once. */
  readonly pollJitter: Milliseconds;
  /** The instant of the newest event: the time by which attentions are judged. */
  readonly asOf: Instant;
  /** Somebody, or the request itself, said that the draft may go out. */
  readonly isSubmitApproved: boolean;
  readonly missing: readonly MissingField[];
  /** No worker that has the account has seen the port yet: policy and capabilities stand in for the account's. */
  readonly unprepared?: Unprepared;
  /** When it was last asked whether this run has forgotten a submission. */
  readonly resetCheckedAt?: Instant;
  /** Since when people are asked for what is missing; somebody who works on it has more time again. */
  readonly missingSince?: Instant;
  /** What is missing was looked at since the draft last changed. */
  readonly isReviewed: boolean;
  readonly check?: Check;
  /** Calls about the draft that keep failing: to prepare it, to review it, to check it. */
  readonly draftFailure?: Failure;
  /** One per number and resubmission, in the order of the request; a number's current one is not superseded. */
  readonly items: readonly OrderItem[];
  readonly orders: readonly ProviderOrder[];
  readonly attempts: readonly Attempt[];
  /** The newest run in which the provider was searched for orders of ours, and the numbers that were searched for. */
  readonly searched?: { readonly runId: string; readonly numbers: readonly string[] };
  /** Drafts that this run may have sent without knowing it: they are searched for before anything else. */
  readonly possiblySubmitted?: readonly string[];
  /** It comes from a run that a reset made and that did not search: it may have sent what it does not know of. */
  readonly mayHaveSubmitted?: boolean;
  readonly reading: Reading;
  /** The provider's words that we did not know, each once. */
  readonly unknownStatuses: readonly string[];
  /** Commands that wait to be decided, the oldest first. */
  readonly pendingCommands: readonly AskedCommand[];
  /** The newest decisions, so that the same command id gets the same answer. */
  readonly recentDecisions: readonly DecidedCommand[];
  readonly timeline: Timeline;
  /** What the provider is still to be told, oldest first; absent when there is nothing. */
  readonly orderActions?: readonly OrderAction[];
  /** When a person last did something for this port: a draft expires only a while after that. */
  readonly actedAt?: Instant;
  /** The expiry of the draft of which people were reminded. */
  readonly remindedFor?: Instant;
  /** More than one run may hand to the next, when it was measured last; absent when it fits. */
  readonly tooLarge?: { readonly since: Instant; readonly bytes: number };
  /** Somebody gave the whole port up; it ends when each number has its outcome. */
  readonly abandoned?: { readonly by?: string };
  readonly ending?: Ending;
}

/** The portability answers that a submission rests on. */
export interface Check {
  readonly at: Instant;
  readonly answers: readonly Portability[];
}

/** How the port looks at its provider. */
export interface Reading {
  /** When the newest look began, successful or not; a submission is a look too. */
  readonly lastPolledAt?: Instant;
  /** When the newest successful look began. */
  readonly readAt?: Instant;
  /** What the newest successful read showed, so that the next one can answer "unchanged". */
  readonly digest?: string;
  /** Why a read is wanted that has not begun yet. */
  readonly wanted?: Cause;
  /** When the newest hint reached the port. */
  readonly hintedAt?: Instant;
  /** A hint tells of something newer than any read has shown. */
  readonly ahead?: HintAhead;
  /**
   * The orders that could not be read when they were read last, by their references. What is known of them is as old as
   * their newest good read.
   */
  readonly failures?: Readonly<Record<string, Failure>>;
}

/** Hints that are newer than what reads show: the provider's reads lag behind its webhooks. */
export interface HintAhead {
  /** When something happened to a number, by the provider's clock. */
  readonly numbers: Readonly<Record<string, Instant>>;
  /** How many reads have not shown all of it. */
  readonly reads: number;
  /** When to read again; absent until the first read that does not show all of it. */
  readonly rereadAt?: Instant;
}

/** A port has begun on a worker that lacks its account: nothing is sent until one that has it says the account's terms. */
export interface Unprepared {
  /** The policy that the request asks for, ISO 8601: the account's worker decides whether it may. */
  readonly policy: { readonly cancellationWindow?: string; readonly notice?: string };
}
