import type { Capabilities } from './capabilities';
import type { AskedCommand, DecidedCommand } from './commands';
import type { Cause } from './events';
import type { Foc } from './foc';
import type { ItemStatus } from './item-status';
import type { Ending } from './outcome';
import type { Policy } from './policy';
import type { Rejection } from './reasons';
import type { PortRequest } from './request';
import type { ItemSnapshot, MissingField, Portability, ProviderProblem } from './snapshot';
import type { Instant, Milliseconds } from './time';
import type { Timeline } from './timeline';

/**
 * Everything that a port request knows about itself. Phase, attentions and the next wake are computed from it,
 * never stored in it, so that they cannot disagree with it.
 */
export interface Port {
  /** The shape of this state: a newer release can read what an older one carried over. */
  readonly stateVersion: 1;
  readonly request: PortRequest;
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly country?: string;
  readonly createdAt: Instant;
  /** Moves this port's looks away from those of its neighbors, so that a fleet does not read at once. */
  readonly watchOffset: Milliseconds;
  /** The instant of the newest event: the time by which attentions are judged. */
  readonly asOf: Instant;
  /** Somebody, or the request itself, said that the draft may go out. */
  readonly isReleased: boolean;
  readonly missing: readonly MissingField[];
  /** What is missing was looked at since the draft last changed. */
  readonly isReviewed: boolean;
  readonly check?: Check;
  /** One per number and attempt; a number's newest is its current one. */
  readonly items: readonly OrderItem[];
  readonly orders: readonly ProviderOrder[];
  readonly attempts: readonly Attempt[];
  /** The newest run in which the provider was searched for an order of ours. */
  readonly searchedInRun?: string;
  /** It comes from a run that a reset made and that did not search: it may have sent what it does not know of. */
  readonly mayHaveForgotten?: boolean;
  readonly reading: Reading;
  /** The provider's words that we did not know, each once. */
  readonly unknownWords: readonly string[];
  /** Commands that wait to be decided, the oldest first. */
  readonly asked: readonly AskedCommand[];
  /** The newest decisions, so that the same command id gets the same answer. */
  readonly decided: readonly DecidedCommand[];
  readonly timeline: Timeline;
  readonly ending?: Ending;
}

/** The portability answers that a submission rests on. */
export interface Check {
  readonly at: Instant;
  readonly answers: readonly Portability[];
}

/** One number in one provider order in one attempt. */
export interface OrderItem {
  readonly phoneNumber: string;
  readonly attempt: number;
  readonly status: ItemStatus;
  /** When the status, the date or the provider's word last changed, as far as we saw. */
  readonly changedAt: Instant;
  readonly orderRef?: string;
  /** The provider's id of the number inside its order. */
  readonly ref?: string;
  /** The provider's word, as received. */
  readonly word?: string;
  /** When the provider last changed it, by its clock. */
  readonly updatedAt?: Instant;
  readonly foc?: Foc;
  /** How far the cancellation window of the present date has spoken; absent without a date. */
  readonly window?: WindowState;
  readonly rejection?: Rejection;
  /** Since when the provider says that data is missing for it. */
  readonly missingFieldsSince?: Instant;
  readonly type?: string;
  readonly country?: string;
  readonly contradiction?: Contradiction;
  /** Somebody here wants the number out. */
  readonly cancel?: CancelRequest;
}

/** A cancel that was accepted. `asked`: to be sent. `sent`: the provider took it. `refused`: it did not. */
export interface CancelRequest {
  readonly askedAt: Instant;
  readonly state: 'asked' | 'sent' | 'refused';
  /** The newest failure to send it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The deadline for which it was told that the cancel is not confirmed in time. */
  readonly toldLateFor?: Instant;
}

/** A read that contradicted a final status, and waits for a second one to say the same. */
export interface Contradiction {
  readonly status: ItemStatus;
  /** When it was seen first. */
  readonly at: Instant;
  /** What the newest read showed: believed if it lasts. */
  readonly shown: ItemSnapshot;
}

/** `open`: nothing said yet. `closing`: people were told that it closes. `closed`: the time to cancel is over. */
export type WindowState = 'open' | 'closing' | 'closed';

/** What the provider made of a submission. */
export interface ProviderOrder {
  readonly ref: string;
  /** The provider's word for the order, as received. */
  readonly word: string;
  readonly actionRequired: boolean;
  /** When the provider began to ask for a person. */
  readonly actionRequiredSince?: Instant;
  readonly supportKey?: string;
  readonly supportTicket?: string;
  readonly signatureUrl?: string;
  readonly cancellationReason?: string;
}

/** One submission: what was sent, when, and what came of it. */
export interface Attempt {
  readonly number: number;
  /** `<requestId>/<number>`: computed, so that a crash or a reset does not change it. */
  readonly key: string;
  readonly numbers: readonly string[];
  /** The references of the documents that went with it. */
  readonly documents: readonly string[];
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly sentAt?: Instant;
  readonly orderRefs: readonly string[];
  readonly failure?: Failure;
  /** While the outcome is unknown: how the provider is searched for the order. */
  readonly search?: Search;
}

/**
 * `ready`: to be sent now. `delayed`: it certainly was not sent, and is tried again later. `unknown`: it may have
 * been sent, so the provider is searched before anything else. The others are over: `sent` and `refused` by the
 * provider, `lost` when two searches found nothing, `withdrawn` by a cancel or a newer check before it was sent.
 */
export type AttemptState = 'ready' | 'delayed' | 'unknown' | 'sent' | 'refused' | 'lost' | 'withdrawn';

/** The search for an order that may have been made. */
export interface Search {
  /** Searches that found nothing. */
  readonly done: number;
  /** When the next one is due; absent when only a person can go on. */
  readonly nextAt?: Instant;
  /** Searches that keep failing. */
  readonly failure?: Failure;
  /** Numbers that the check called ours already: when no order is found, they are not portable. */
  readonly suspects?: readonly Portability[];
}

/** A provider call that failed, and when it is tried again. */
export interface Failure {
  readonly problem: ProviderProblem;
  /** When it failed first. */
  readonly since: Instant;
  readonly count: number;
  readonly retryAt: Instant;
}

/** How the port looks at its provider. */
export interface Reading {
  /** When the newest look began, successful or not; a submission is a look too. */
  readonly lookedAt?: Instant;
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
  /** Checks, sends and reads that keep failing. */
  readonly failure?: Failure;
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

/** Each number's current item, in the order of the request. */
export function currentItems(port: Port): OrderItem[] {
  const current = new Map<string, OrderItem>();
  for (const item of port.items) {
    const other = current.get(item.phoneNumber);
    if (other === undefined || item.attempt >= other.attempt) current.set(item.phoneNumber, item);
  }
  return [...current.values()];
}

/** The attempt that has begun and is not over. */
export function openAttempt(port: Port): Attempt | undefined {
  const newest = port.attempts.at(-1);
  const isOpen = newest?.state === 'ready' || newest?.state === 'delayed' || newest?.state === 'unknown';
  return isOpen ? newest : undefined;
}

/** Nothing of this port can be at a provider. */
export function wasNeverSent(port: Port): boolean {
  return port.attempts.every((attempt) => attempt.state === 'withdrawn');
}
