import type { AccountFields } from './account-fields';
import type { LookedUpNumber, SupportingDocument } from './draft';
import type { Complaint, Scenario } from './scenarios';
import type { SubRequestState } from './states';

/** One number of a port request. */
export interface LiveNumber extends LookedUpNumber {
  /** When it was looked up: how certain it is that it can be ported depends on that. */
  readonly lookedUpAt: number;
  readonly submittedAt: number;
  /** Undefined while it is `unassigned`. */
  subRequest: SubRequest | undefined;
}

/** Numbers of one losing carrier that move together. Instants are epoch milliseconds. */
export interface SubRequest {
  readonly id: string;
  readonly supportKey: string;
  readonly createdAt: number;
  readonly portRequest: PortRequest;
  readonly scenario: Scenario;
  numbers: readonly LiveNumber[];
  fields: AccountFields;
  state: SubRequestState;
  /** RawResponse instead of the word of the state, until the state changes. */
  unknownStatus: string | undefined;
  focDate: number | undefined;
  /** With state `exception`. */
  complaint: Complaint | undefined;
  /** Pushed by hand: its script is over. */
  pushed: boolean;
  rating: number | undefined;
  ratingComment: string | undefined;
  updatedAt: number;
}

/** What somebody wrote; without a sub request it is about the whole. */
export interface Comment {
  readonly id: string;
  readonly body: string;
  readonly subRequestId: string | null;
  readonly userId: string;
  readonly createdAt: number;
}

/** A submitted draft. */
export interface PortRequest {
  readonly id: string;
  readonly supportKey: string;
  readonly createdAt: number;
  readonly numbers: readonly LiveNumber[];
  readonly subRequests: SubRequest[];
  readonly comments: Comment[];
  readonly documents: readonly SupportingDocument[];
  updatedAt: number;
}

/** The word of a sub request as it reads now. */
export function wordOf(subRequest: SubRequest): string {
  return subRequest.unknownStatus ?? subRequest.state;
}

/** The control's name for an order. Numbers that are in no sub request yet go by the port request alone. */
export function refOf(of: SubRequest | PortRequest): string {
  return 'portRequest' in of ? `${of.portRequest.id}/${of.id}` : of.id;
}
