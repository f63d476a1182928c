import type { Foc } from './foc';
import type { CanonicalReason, Rejection } from './reasons';
import type { ProviderItemStatus } from './status';
import type { Instant } from './time';

/** A provider call that failed, and when it is tried again. */
export interface Failure {
  readonly problem: ProviderProblem;
  /** When it failed first. */
  readonly since: Instant;
  readonly count: number;
  readonly retryAt: Instant;
}

/** One number as a read found it. */
export interface ItemSnapshot {
  /** E.164. */
  readonly phoneNumber: string;
  /** The provider's id of the number inside its order, where it has one. */
  readonly ref?: string;
  /** Absent when the provider used a word that we do not know: the item then keeps its status. */
  readonly status?: ProviderItemStatus;
  /** The provider's word as received. */
  readonly providerStatus: string;
  /** When the provider last changed it, epoch milliseconds by its clock: comparable with its hints. */
  readonly updatedAt?: number;
  /** The confirmed date of the cutover. */
  readonly foc?: Foc;
  /** What the provider gave for a date where it cannot be read as one, clipped: shown to people, never believed. */
  readonly unreadableDate?: string;
  /** Present with status `rejected` and `not_portable`. */
  readonly rejection?: Rejection;
  /** The provider says that data is missing for this number. */
  readonly missingFields?: boolean;
  /** The kind of number, `local`, `mobile` or `toll_free` for example. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
}

/** One provider order as a read found it. */
export interface OrderSnapshot {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider's word for the whole order, as received. */
  readonly providerStatus: string;
  /** The word is none that we know. */
  readonly isStatusUnknown?: true;
  /** The order waits for a person, though perhaps none of its numbers says so. */
  readonly actionRequired: boolean;
  /** What the provider's people ask for. */
  readonly supportKey?: string;
  /** The ticket at the provider about the order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Why the provider ended the order, in its words. */
  readonly cancellationReason?: string;
  /** What was written about it at the provider, the newest last. */
  readonly comments?: readonly OrderComment[];
  /** The provider's words about a refusal, once for all numbers whose rejection says `isTextOfOrder`. */
  readonly rejectionText?: string;
  /** The numbers of the order. */
  readonly items: readonly ItemSnapshot[];
  /** `items` are all numbers of the order: one that is not among them is not in it any more. */
  readonly isComplete?: true;
}

/** An order that a read could not read. It hides nothing of the others. */
export interface OrderFailure {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** Why it could not be read. */
  readonly problem: ProviderProblem;
}

/** What a provider says of some orders: those that could be read, and those that could not. */
export interface OrdersRead {
  /** Those that could be read. */
  readonly orders: readonly OrderSnapshot[];
  /** Those that could not. */
  readonly failures: readonly OrderFailure[];
}

/** What somebody wrote about an order at the provider. */
export interface OrderComment {
  /** The provider's id of the comment. */
  readonly id: string;
  /** Epoch milliseconds, by the provider's clock. */
  readonly at: number;
  /** What was written. */
  readonly body: string;
  /** Who wrote it, as the provider names them. */
  readonly by?: string;
}

/** A span in which a provider can move the numbers of an order, epoch milliseconds. */
export interface DateWindow {
  /** The first moment of the span. */
  readonly from: number;
  /** The last moment of the span. */
  readonly until: number;
}

/**
 * What a read found: the orders that differ from what the caller knew, each with the numbers that differ, or nothing
 * new. What is left out is as it was at the read before.
 */
export type ReadResult = (
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly digest: string; readonly orders: readonly OrderSnapshot[] }
) & {
  /** The orders that could not be read: nothing is known of them. Absent: all could be. */
  readonly failures?: readonly OrderFailure[];
};

/** The answer to "can this number be moved to us?". */
export interface Portability {
  /** E.164. */
  readonly phoneNumber: string;
  /** Whether it can be moved to the account. */
  readonly portable: boolean;
  /** Why not, when it is not portable. */
  readonly rejection?: Rejection;
  /** The losing carrier wants a PIN and an account number (mobile numbers). */
  readonly pinAndAccountNumberRequired?: boolean;
  /** The kind of number, `local`, `mobile` or `toll_free` for example. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** Who has the number now, as the provider names it. */
  readonly carrier?: string;
  /** Who carries its messages, as the provider names it. */
  readonly messagingCarrier?: string;
  /** How sure the provider is, in its words. */
  readonly portabilityStatus?: string;
}

/** An input field that a submission needs and the request does not have. */
export interface MissingField {
  /** Path in the port request input, for example `subscriber.address.street`. */
  readonly field: string;
  /** What is wanted, as a sentence for a person. */
  readonly message: string;
  /** The numbers it concerns, when not all. */
  readonly numbers?: readonly string[];
}

/** A document that the provider has stored. */
export interface StoredDocument {
  /** Where it was read, as the request names it. */
  readonly uri: string;
  /** The provider's id of it. */
  readonly providerId: string;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
}

/** What happened to a provider call that failed. */
export interface ProviderProblem {
  /** Stable code of ours (docs/errors.md). */
  readonly code: string;
  /** For a person: what failed and what to do. */
  readonly message: string;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** The provider's own error code. */
  readonly providerCode?: string;
  /** What the provider's code means in our words, where it is known. */
  readonly reason?: CanonicalReason;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string;
  /** How long the provider asked us to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** `refused`: certainly not done. `unavailable`: certainly not sent. `unknown`: it may be done. */
  readonly outcome: 'refused' | 'unavailable' | 'unknown';
}
