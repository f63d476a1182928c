import type { CommandCause } from './events';
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
  readonly country?: string;
  readonly createdAt: Instant;
  /** Moves this port's looks away from those of its neighbors, so that a fleet does not read at once. */
  readonly watchOffset: Milliseconds;
  /** The instant of the newest event: the time by which attentions are judged. */
  readonly asOf: Instant;
  /** Somebody, or the request itself, said that the draft may go out. */
  readonly isReleased: boolean;
  readonly missing: readonly MissingField[];
  readonly check?: Check;
  /** One per number and attempt; a number's newest is its current one. */
  readonly items: readonly OrderItem[];
  readonly orders: readonly ProviderOrder[];
  readonly attempts: readonly Attempt[];
  readonly reading: Reading;
  /** The provider's words that we did not know, each once. */
  readonly unknownWords: readonly string[];
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
  readonly foc?: Foc;
  /** How far the cancellation window of the present date has spoken; absent without a date. */
  readonly window?: WindowState;
  readonly rejection?: Rejection;
  /** Since when the provider says that data is missing for it. */
  readonly missingFieldsSince?: Instant;
  readonly type?: string;
  readonly country?: string;
  readonly contradiction?: Contradiction;
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
}

/**
 * `ready`: to be sent now. `delayed`: it certainly was not sent, and is tried again later. `unknown`: it may have
 * been sent, so it is never sent again by itself. `sent` and `refused` are over.
 */
export type AttemptState = 'ready' | 'delayed' | 'unknown' | 'sent' | 'refused';

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
  /** A hint came that no read has followed yet. */
  readonly isHinted: boolean;
  readonly hintedAt?: Instant;
  /** Somebody asked for a read. */
  readonly askedBy?: CommandCause;
  /** Checks, sends and reads that keep failing. */
  readonly failure?: Failure;
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
  return newest !== undefined && newest.state !== 'sent' && newest.state !== 'refused' ? newest : undefined;
}
