/** Operations about one order at the provider, including orders without a port, and about the provider's drafts. */
import type { ProviderItemStatus } from '../domain/model/status';
import type { Rejection } from '../domain/model/reasons';

/** The order. */
export interface OrderInput {
  /** The provider's reference of the order. */
  readonly orderRef: string;
}

/** An order or a draft. */
export interface OrderOrDraftInput extends OrderInput {
  /** `orderRef` is a draft: `<draft>`, or `<draft>/<group>` for one of its groups. */
  readonly isDraft?: boolean | undefined;
}

/** An order as it is at the provider now. Fields that the provider does not send are absent. */
export interface OrderDetail {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider status, as received. */
  readonly status: string;
  /** Why the provider ended it, as received. */
  readonly cancellationReason?: string;
  /** The key of the provider's support request. */
  readonly supportKey?: string;
  /** The ticket at the provider about this order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Its numbers, as far as the provider lists them. */
  readonly numbers: readonly OrderNumber[];
  /** The raw response. */
  readonly raw: RawResponse;
}

/** One number of an order. */
export interface OrderNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** The item status; absent if the provider status is not known. */
  readonly status?: ProviderItemStatus;
  /** The provider status, as received. */
  readonly providerStatus: string;
  /** The firm order commitment: when the number moves, RFC 3339. With precision `instant` both are the same. */
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: 'instant' | 'date' };
  /** Why it was refused. */
  readonly rejection?: Rejection;
  /** The kind of number; the provider's own value if it is not known. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
}

/**
 * The provider's response under its own field names, as far as it is kept (docs/providers.md): without PINs, and
 * without our webhook URLs, which give access to anyone who has them.
 */
export type RawResponse = Readonly<Record<string, unknown>>;

/** The order or the numbers to cancel. */
export interface CancelOrderInput extends OrderInput {
  /** E.164; absent: the whole order. */
  readonly numbers?: readonly string[] | undefined;
}

/** The result of a cancel request. An accepted cancel is not final: `order.get` shows its effect. */
export interface OrderCancel {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The numbers that are canceled or being canceled, by this request or an earlier one. */
  readonly taken: readonly string[];
  /** With Portkeeper's code, or the provider's answer as such a code (docs/errors.md). */
  readonly refused: readonly {
    readonly phoneNumber: string;
    readonly code: string;
    readonly message: string;
  }[];
}

/** A span in which the provider can move the numbers of an order; RFC 3339. */
export interface AllowedDates {
  /** The beginning of the span. */
  readonly from: string;
  /** Its end. */
  readonly until: string;
}

/** A comment to write. */
export interface AddCommentToOrderInput extends OrderInput {
  /** At most 5,000 characters. */
  readonly body: string;
}

/** A comment on an order at the provider. */
export interface CommentRow {
  /** The provider's id of the comment. */
  readonly id: string;
  /** RFC 3339; absent if the provider sends none. */
  readonly at?: string;
  /** The text. */
  readonly body: string;
  /** The author, as the provider names them. */
  readonly by?: string;
  /** The order, if the comment is not about a whole port request. */
  readonly orderRef?: string;
}

/** A rating to send. */
export interface RateOrderInput extends OrderInput {
  /** 1 to 5. */
  readonly stars: number;
  /** At most 5,000 characters. */
  readonly comment?: string | undefined;
}

/** The rating that the provider has now. */
export interface OrderRating {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** 1 to 5. */
  readonly stars: number;
}

/** Which drafts to list. */
export interface DraftsInput {
  /** Only those with this provider status. */
  readonly status?: string | undefined;
  /** Only those with this number, E.164. */
  readonly number?: string | undefined;
  /** The most drafts to list; default 100. */
  readonly limit?: number | undefined;
}

/** The drafts. */
export interface DraftList {
  /** In the provider's sequence. */
  readonly drafts: readonly DraftRow[];
  /** False if the limit left some out. */
  readonly isComplete: boolean;
}

/** One draft in the provider's list. */
export interface DraftRow {
  /** The provider's reference of the draft. */
  readonly ref: string;
  /** The provider status, as received. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  /** How many numbers it has. */
  readonly numbers: number;
  /** How many groups its numbers are in. */
  readonly groups: number;
  /** How many groups are complete for the provider. */
  readonly completeGroups: number;
  /** The order of a submitted draft. */
  readonly orderRef?: string;
}

/** The draft. */
export interface DraftInput {
  /** The provider's reference of the draft. */
  readonly draftRef: string;
}

/** A draft with all its data. */
export interface DraftDetail {
  /** The provider's reference of the draft. */
  readonly ref: string;
  /** The provider status, as received. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  /** The order of a submitted draft. */
  readonly orderRef?: string;
  /** The future orders. */
  readonly groups: readonly DraftGroup[];
  /** Numbers without a group. */
  readonly unassigned: readonly string[];
}

/** Numbers of a draft that will form one order. */
export interface DraftGroup {
  /** `<draft>/<group>`, for operations on drafts. */
  readonly ref: string;
  /** It is complete for the provider. */
  readonly isComplete: boolean;
  /** E.164. */
  readonly numbers: readonly string[];
  /** The raw response. */
  readonly raw: RawResponse;
}
