import type { Foc } from './foc';
import type { NumberOutcome } from './outcome';
import type { Rejection } from './reasons';
import type { Failure, ItemSnapshot } from './snapshot';
import type { ItemStatus } from './status';
import type { Instant } from './time';

/**
 * One number in one provider order in one attempt. A read clears a field by setting it to `undefined`; a stored item
 * has no such fields.
 */
export interface OrderItem {
  readonly phoneNumber: string;
  /** 1 for a number's first item, one more for each resubmission of it. */
  readonly attempt: number;
  readonly status: ItemStatus;
  /** When a read last changed the status, the date or the provider status. */
  readonly changedAt: Instant;
  readonly orderRef?: string;
  /** The provider's id of the number inside its order. */
  readonly ref?: string | undefined;
  /** The provider status, as received. */
  readonly providerStatus?: string | undefined;
  /** When the provider last changed it, by its clock. */
  readonly updatedAt?: Instant | undefined;
  readonly foc?: Foc | undefined;
  /** How far the cancellation window of the current date has progressed; absent without a date. */
  readonly window?: WindowState | undefined;
  readonly rejection?: Rejection | undefined;
  /** Since when the provider reports missing data for it. */
  readonly missingFieldsSince?: Instant | undefined;
  /** The provider's date, if it is unreadable. */
  readonly unreadableDate?: string | undefined;
  /** Since when its order does not list it. */
  readonly unlistedSince?: Instant | undefined;
  readonly type?: string | undefined;
  readonly country?: string | undefined;
  readonly contradiction?: Contradiction | undefined;
  /** A cancel was requested by a command, or because a newer item supersedes it. */
  readonly cancel?: CancelRequest;
  /** When a person last acted on it: the answer-by restarts here. */
  readonly answeredAt?: Instant;
  /** The extended answer-by: a person extended it, or a reminder was late. */
  readonly extendedUntil?: Instant;
  /** The answer-by for which a reminder was sent. */
  readonly remindedFor?: Instant;
  /** A newer item replaced it. */
  readonly superseded?: Superseded;
  /** The port does not go on with the number. */
  readonly givenUp?: GivenUp;
  /** A person recorded the outcome of the number. */
  readonly settled?: Settlement;
}

/** A newer item replaced this one. It is canceled at the provider, and the port waits for its end. */
export interface Superseded {
  readonly at: Instant;
  /** The status at that time. */
  readonly status: ItemStatus;
  /** The newer item does not wait for it any more: a person decided so, or one of the items moved the number. */
  readonly isConfirmed?: true;
  /** When a read showed it active again. */
  readonly revivedAt?: Instant;
}

/**
 * The port does not go on with the number: its open order is canceled, and the provider's confirmation is awaited.
 */
export interface GivenUp {
  readonly at: Instant;
  readonly because: 'abandoned' | 'answer_by';
  /** The outcome that was known before; absent: the final provider status decides. */
  readonly outcome?: NumberOutcome;
}

/** An outcome that a person recorded because the provider does not report it. */
export interface Settlement {
  readonly as: NumberOutcome;
  readonly at: Instant;
  /** The status at that time: a later status that differs from both contradicts the settlement. */
  readonly status: ItemStatus;
}

/** An accepted cancel. `asked`: to be sent. `sent`: the provider accepted it. `refused`: the provider refused it. */
export interface CancelRequest {
  readonly askedAt: Instant;
  readonly state: 'asked' | 'sent' | 'refused';
  /** When the provider first accepted it. */
  readonly takenAt?: Instant;
  /** When the provider last accepted it, and how often: a cancel without effect is sent again. */
  readonly taken?: { readonly at: Instant; readonly times: number };
  /** The newest failure to send it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The deadline for which the timeline records the cancel as late. */
  readonly lateNotifiedFor?: Instant;
}

/** A read that contradicts a final status and waits for a second read that confirms it. */
export interface Contradiction {
  readonly status: ItemStatus;
  /** When it was first seen. */
  readonly at: Instant;
  /** The newest read, applied if the contradiction lasts. */
  readonly shown: ItemSnapshot;
}

/** `open`: no warning yet. `closing`: the warning was recorded. `closed`: too late to cancel. */
export type WindowState = 'open' | 'closing' | 'closed';
