/** Operations about one order at the provider, also one that no port made, and about the provider's drafts. */
import type { ProviderItemStatus } from '../domain/model/status';
import type { Rejection } from '../domain/model/reasons';

/** Which order is meant. */
export interface OrderInput {
  /** The provider's reference of the order. */
  readonly orderRef: string;
}

/** An order, or a draft of one. */
export interface OrderOrDraftInput extends OrderInput {
  /** `orderRef` names a draft: `<draft>`, or `<draft>/<group>` where a group of it is meant. */
  readonly isDraft?: boolean | undefined;
}

/** An order as it is at the provider now. What the provider does not say is absent. */
export interface OrderDetail {
  /** The provider's reference of the order. */
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** Why the provider ended it, in its words. */
  readonly cancellationReason?: string;
  /** What the provider's people ask for. */
  readonly supportKey?: string;
  /** The ticket at the provider about this order. */
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  /** Its numbers, as far as the provider names them. */
  readonly numbers: readonly OrderNumber[];
  /** All that the provider says of it. */
  readonly raw: RawResponse;
}

/** One number of an order. */
export interface OrderNumber {
  /** E.164. */
  readonly phoneNumber: string;
  /** In our words; absent when the provider says it with a word that we do not know. */
  readonly status?: ProviderItemStatus;
  /** In the provider's words. */
  readonly providerStatus: string;
  /** The firm order commitment: when the number moves, RFC 3339. With precision `instant` both are the same. */
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: 'instant' | 'date' };
  /** Why it was refused. */
  readonly rejection?: Rejection;
  /** The kind of number, in our words where we know the provider's. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
}

/**
 * What the provider says, under its own names, as far as it is kept (docs/providers.md): no PIN, and no webhook URL of
 * ours, which lets in whoever knows it.
 */
export type RawResponse = Readonly<Record<string, unknown>>;

/** What to cancel. */
export interface CancelOrderInput extends OrderInput {
  /** E.164; absent: the whole order. */
  readonly numbers?: readonly string[] | undefined;
}

/** What became of a cancel. That it was taken is not the end: `order.get` shows what came of it. */
export interface OrderCancel {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The numbers that are canceled or being canceled: asked for now, or earlier. */
  readonly taken: readonly string[];
  /** With our code, or the provider's answer in ours (docs/errors.md). */
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

/** What to write about an order. */
export interface AddCommentToOrderInput extends OrderInput {
  /** At most 5,000 characters. */
  readonly body: string;
}

/** What somebody wrote about an order at the provider. */
export interface CommentRow {
  /** The provider's id of the comment. */
  readonly id: string;
  /** RFC 3339; absent where the provider does not say. */
  readonly at?: string;
  /** What was written. */
  readonly body: string;
  /** Who wrote it, as the provider names them. */
  readonly by?: string;
  /** The order that it is about, where it is not about all of a port request. */
  readonly orderRef?: string;
}

/** How content one is with an order. */
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
  /** Only those with this status, in the provider's words. */
  readonly status?: string | undefined;
  /** Only those with this number, E.164. */
  readonly number?: string | undefined;
  /** The most drafts to list; default 100. */
  readonly limit?: number | undefined;
}

/** The drafts that were found. */
export interface DraftList {
  /** As the provider orders them. */
  readonly drafts: readonly DraftRow[];
  /** False when the limit left some out. */
  readonly isComplete: boolean;
}

/** One draft of an order as the provider's list shows it. */
export interface DraftRow {
  /** The provider's reference of the draft. */
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  /** How many numbers it has. */
  readonly numbers: number;
  /** Into how many groups the provider has put its numbers. */
  readonly groups: number;
  /** How many of the groups have all that the provider wants. */
  readonly completeGroups: number;
  /** What the draft has become, once it was submitted. */
  readonly orderRef?: string;
}

/** Which draft is meant. */
export interface DraftInput {
  /** The provider's reference of the draft. */
  readonly draftRef: string;
}

/** A draft of an order with all that was filled in. */
export interface DraftDetail {
  /** The provider's reference of the draft. */
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  /** What the draft has become, once it was submitted. */
  readonly orderRef?: string;
  /** The orders that it will become. */
  readonly groups: readonly DraftGroup[];
  /** Numbers that the provider has put into no group yet. */
  readonly unassigned: readonly string[];
}

/** Numbers of a draft that will be one order. */
export interface DraftGroup {
  /** `<draft>/<group>`: what operations on drafts take. */
  readonly ref: string;
  /** It has all that the provider wants. */
  readonly isComplete: boolean;
  /** E.164. */
  readonly numbers: readonly string[];
  /** All that the provider says of it. */
  readonly raw: RawResponse;
}
