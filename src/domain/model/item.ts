import type { Foc } from './foc';
import type { NumberOutcome } from './outcome';
import type { Rejection } from './reasons';
import type { Failure, ItemSnapshot } from './snapshot';
import type { ItemStatus } from './status';
import type { Instant } from './time';

/** One number in one provider order in one attempt. */
export interface OrderItem {
  readonly phoneNumber: string;
  /** 1 for a number's first item, one more for each resubmission of it. */
  readonly attempt: number;
  readonly status: ItemStatus;
  /** When the status, the date or the provider's word last changed, as far as we saw. */
  readonly changedAt: Instant;
  readonly orderRef?: string;
  /** The provider's id of the number inside its order. */
  readonly ref?: string;
  /** The provider's word, as received. */
  readonly providerStatus?: string;
  /** When the provider last changed it, by its clock. */
  readonly updatedAt?: Instant;
  readonly foc?: Foc;
  /** How far the cancellation window of the present date has spoken; absent without a date. */
  readonly window?: WindowState;
  readonly rejection?: Rejection;
  /** Since when the provider says that data is missing for it. */
  readonly missingFieldsSince?: Instant;
  /** What the provider gave for a date, where it cannot be read as one. */
  readonly unreadableDate?: string;
  /** Since when its order no longer lists it. */
  readonly unlistedSince?: Instant;
  readonly type?: string;
  readonly country?: string;
  readonly contradiction?: Contradiction;
  /** Somebody here wants the number out, or it is to make room. */
  readonly cancel?: CancelRequest;
  /** When a person last did something about it: the time to answer begins anew from here. */
  readonly answeredAt?: Instant;
  /** There is time to answer until then: a person asked for it, or a reminder came late. */
  readonly extendedUntil?: Instant;
  /** The end of the time to answer of which people were reminded. */
  readonly remindedFor?: Instant;
  /** A newer item took its place. */
  readonly superseded?: Superseded;
  /** Nobody here goes on with the number. */
  readonly givenUp?: GivenUp;
  /** A person said what became of the number. */
  readonly settled?: Settlement;
}

/** A newer item took this one's place; it is canceled at the provider, and its end is waited for. */
export interface Superseded {
  readonly at: Instant;
  /** How it stood then. */
  readonly status: ItemStatus;
  /** The newer one does not wait for it any more: a person said so, or the number moved by one of them. */
  readonly isConfirmed?: true;
  /** When a read showed it alive again. */
  readonly revivedAt?: Instant;
}

/** Nobody goes on with a number: what the provider still has of it is canceled, and the provider's word awaited. */
export interface GivenUp {
  readonly at: Instant;
  readonly because: 'abandoned' | 'answer_by';
  /** What became of the number before; absent: what the provider says in the end. */
  readonly outcome?: NumberOutcome;
}

/** What a person knows to have become of a number, though the provider does not say it. */
export interface Settlement {
  readonly as: NumberOutcome;
  readonly at: Instant;
  /** How the number stood then: what differs from both later contradicts the verdict. */
  readonly status: ItemStatus;
}

/** A cancel that was accepted. `asked`: to be sent. `sent`: the provider took it. `refused`: it did not. */
export interface CancelRequest {
  readonly askedAt: Instant;
  readonly state: 'asked' | 'sent' | 'refused';
  /** When the provider took it first. */
  readonly takenAt?: Instant;
  /** When it took it last, and how often it did: a cancel is sent again while it is not carried out. */
  readonly taken?: { readonly at: Instant; readonly times: number };
  /** The newest failure to send it, or the provider's refusal. */
  readonly failure?: Failure;
  /** The deadline for which it was told that the cancel is not confirmed in time. */
  readonly lateNotifiedFor?: Instant;
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
