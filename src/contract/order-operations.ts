/** Operations about one order at the provider, also one that no port made, and about the provider's drafts. */
import type { Foc } from '../domain/model/foc';
import type { ProviderItemStatus } from '../domain/model/status';
import type { Rejection } from '../domain/model/reasons';

export interface OrderInput {
  readonly orderRef: string;
}

/** An order, or a draft of one. */
export interface OrderOrDraftInput extends OrderInput {
  /** `orderRef` names a draft: `<draft>`, or `<draft>/<group>` where a group of it is meant. */
  readonly isDraft?: boolean | undefined;
}

/** An order as it is at the provider now. What the provider does not say is absent. */
export interface OrderDetail {
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** Why the provider ended it, in its words. */
  readonly cancellationReason?: string;
  readonly supportKey?: string;
  readonly supportTicket?: string;
  /** Where the account holder signs the LOA. */
  readonly signatureUrl?: string;
  readonly numbers: readonly OrderNumber[];
  readonly said: Said;
}

/** One number of an order. */
export interface OrderNumber {
  readonly phoneNumber: string;
  /** In our words; absent when the provider says it with a word that we do not know. */
  readonly status?: ProviderItemStatus;
  /** In the provider's words. */
  readonly word: string;
  readonly foc?: { readonly from: string; readonly until: string; readonly precision: Foc['precision'] };
  readonly rejection?: Rejection;
  readonly type?: string;
  readonly country?: string;
}

/**
 * What the provider says, under its own names, as far as it is kept (docs/providers.md): no PIN, and no webhook URL of
 * ours, which lets in whoever knows it.
 */
export type Said = Readonly<Record<string, unknown>>;

export interface CancelOrderInput extends OrderInput {
  /** E.164; absent: the whole order. */
  readonly numbers?: readonly string[] | undefined;
}

/** What became of a cancel. That it was taken is not the end: `order.get` shows what came of it. */
export interface OrderCancel {
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
  readonly from: string;
  readonly until: string;
}

export interface AddCommentToOrderInput extends OrderInput {
  /** At most 5,000 characters. */
  readonly body: string;
}

/** What somebody wrote about an order at the provider. */
export interface CommentRow {
  readonly id: string;
  /** RFC 3339; absent where the provider does not say. */
  readonly at?: string;
  readonly body: string;
  /** Who wrote it, as the provider names them. */
  readonly by?: string;
  /** The order that it is about, where it is not about all of a port request. */
  readonly orderRef?: string;
}

export interface RateOrderInput extends OrderInput {
  /** 1 to 5. */
  readonly stars: number;
  /** At most 5,000 characters. */
  readonly comment?: string | undefined;
}

/** The rating that the provider has now. */
export interface OrderRating {
  readonly orderRef: string;
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

export interface DraftList {
  readonly drafts: readonly DraftRow[];
  /** False when the limit left some out. */
  readonly isComplete: boolean;
}

/** One draft of an order as the provider's list shows it. */
export interface DraftRow {
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  readonly numbers: number;
  /** Into how many groups the provider has put its numbers. */
  readonly groups: number;
  /** How many of the groups have all that the provider wants. */
  readonly completeGroups: number;
  /** What the draft has become, once it was submitted. */
  readonly orderRef?: string;
}

export interface DraftInput {
  readonly draftRef: string;
}

/** A draft of an order with all that was filled in. */
export interface DraftDetail {
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** RFC 3339. */
  readonly created?: string;
  /** What the draft has become, once it was submitted. */
  readonly orderRef?: string;
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
  readonly numbers: readonly string[];
  readonly said: Said;
}
