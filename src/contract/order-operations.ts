/** Operations about one order at the provider, also one that no port made, and about the provider's drafts. */

export interface OrderInput {
  readonly orderRef: string;
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
