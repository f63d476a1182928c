import type { Foc } from './foc';
import type { CanonicalReason, Rejection } from './reasons';
import type { ProviderItemStatus } from './status';
import type { Instant } from './time';

/** A failed provider call, and when it is retried. */
export interface Failure {
  readonly problem: ProviderProblem;
  /** When it first failed. */
  readonly since: Instant;
  readonly count: number;
  readonly retryAt: Instant;
}

/** One number in a read. */
export interface ItemSnapshot {
  /** E.164. */
  readonly phoneNumber: string;
  /** The provider's id of the number inside its order, where it has one. */
  readonly ref?: string;
  /** Absent when the provider status is unknown: the item then keeps its status. */
  readonly status?: ProviderItemStatus;
  /** The provider status as received. */
  readonly providerStatus: string;
  /** When the provider last changed it, epoch milliseconds by its clock: comparable with its hints. */
  readonly updatedAt?: number;
  /** The confirmed date of the cutover. */
  readonly foc?: Foc;
  /** The provider's date if it is unreadable, truncated: shown to people, never used. */
  readonly unreadableDate?: string;
  /** Present with status `rejected` and `not_portable`. */
  readonly rejection?: Rejection;
  /** The provider reports missing data for this number. */
  readonly missingFields?: boolean;
  /** The kind of number, for example `local`, `mobile` or `toll_free`. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
}

/** One provider order in a read. */
export interface OrderSnapshot {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider status of the whole order, as received. */
  readonly providerStatus: string;
  /** No table knows the provider status. */
  readonly isStatusUnknown?: true;
  /** The order needs a person, even if none of its numbers shows it. */
  readonly actionRequired: boolean;
  /** The key of the provider's support request about the order. */
  readonly supportKey?: string;
  /** The ticket at the provider about the order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Why the provider ended the order, as received. */
  readonly cancellationReason?: string;
  /** The comments on the order at the provider, newest last. */
  readonly comments?: readonly OrderComment[];
  /** The text of a rejection, once for all numbers whose rejection has `isTextOfOrder`. */
  readonly rejectionText?: string;
  /** The numbers of the order. */
  readonly items: readonly ItemSnapshot[];
  /** `items` lists all numbers of the order: a number that is absent is no longer in it. */
  readonly isComplete?: true;
}

/** An order that could not be read. Other orders of the same read are not affected. */
export interface OrderFailure {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** Why it could not be read. */
  readonly problem: ProviderProblem;
}

/** The result of reading some orders: those that were read, and those that failed. */
export interface OrdersRead {
  /** The orders that were read. */
  readonly orders: readonly OrderSnapshot[];
  /** The orders that could not be read. */
  readonly failures: readonly OrderFailure[];
}

/** A comment on an order at the provider. */
export interface OrderComment {
  /** The provider's id of the comment. */
  readonly id: string;
  /** Epoch milliseconds, by the provider's clock. */
  readonly at: number;
  /** The text. */
  readonly body: string;
  /** The author, as the provider names them. */
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
 * The result of a read: the orders that differ from the caller's state, each with the numbers that differ, or
 * `unchanged`. Omitted orders and numbers are as in the previous read.
 */
export type ReadResult = (
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly digest: string; readonly orders: readonly OrderSnapshot[] }
) & {
  /** The orders that could not be read; absent: all were read. */
  readonly failures?: readonly OrderFailure[];
  /** The orders that no read has shown yet: a provider's list can lag behind its submissions. Absent: none. */
  readonly unshown?: readonly string[];
};

/** The portability of one number. */
export interface Portability {
  /** E.164. */
  readonly phoneNumber: string;
  /** Whether it can be moved to the account. */
  readonly portable: boolean;
  /** Why the number is not portable. */
  readonly rejection?: Rejection;
  /** The losing carrier requires a PIN and an account number (mobile numbers). */
  readonly pinAndAccountNumberRequired?: boolean;
  /** The kind of number, for example `local`, `mobile` or `toll_free`. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** The current carrier, as the provider names it. */
  readonly carrier?: string;
  /** The carrier of its messages, as the provider names it. */
  readonly messagingCarrier?: string;
  /** The provider's confidence, as received. */
  readonly portabilityStatus?: string;
}

/** An input field that a submission needs and the request lacks. */
export interface MissingField {
  /** Path in the port request input, for example `subscriber.address.street`. */
  readonly field: string;
  /** What is needed, as a sentence for a person. */
  readonly message: string;
  /** The affected numbers, if not all. */
  readonly numbers?: readonly string[];
}

/** A document that the provider has stored. */
export interface StoredDocument {
  /** Where it was read, as the request names it. */
  readonly uri: string;
  /** The provider's id of the document. */
  readonly providerId: string;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
}

/** The problem of a failed provider call. */
export interface ProviderProblem {
  /** Portkeeper's stable code (docs/errors.md). */
  readonly code: string;
  /** For a person: what failed and what to do. */
  readonly message: string;
  /** The HTTP status, if there was a response. */
  readonly status?: number;
  /** The provider's own error code. */
  readonly providerCode?: string;
  /** The canonical reason of the provider's code, if known. */
  readonly reason?: CanonicalReason;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The numbers that caused it; absent: the whole call. */
  readonly numbers?: readonly string[];
  /** `refused`: certainly not done. `unavailable`: certainly not sent. `unknown`: possibly done. */
  readonly outcome: 'refused' | 'unavailable' | 'unknown';
}
