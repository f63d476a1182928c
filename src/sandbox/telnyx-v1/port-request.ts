import type { AccountFields } from './account-fields';
import type { LookedUpNumber, SupportingDocument } from './draft';
import type { Complaint, Scenario } from './scenarios';
import type { SubRequestState } from './states';

/** One number of a port request. */
export interface LiveNumber extends LookedUpNumber {
  /** When it was looked up; the certainty of its portability depends on that. */
  readonly lookedUpAt: number;
  readonly submittedAt: number;
  /** Undefined while the number is `unassigned`. */
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
  /** An unknown status that replaces the state, until the state changes. */
  unknownStatus: string | undefined;
  focDate: number | undefined;
  /** Set in state `exception`. */
  complaint: Complaint | undefined;
  /** Pushed manually: its script has ended. */
  pushed: boolean;
  rating: number | undefined;
  ratingComment: string | undefined;
  updatedAt: number;
}

/** A comment; without a sub request it is about the whole port request. */
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

/** The current provider status of a sub request. */
export function providerStatusOf(subRequest: SubRequest): string {
  return subRequest.unknownStatus ?? subRequest.state;
}

/**
 * The control API's reference of an order. Numbers in no sub request have the reference of their port
 * request.
 */
export function refOf(of: SubRequest | PortRequest): string {
  return 'portRequest' in of ? `${of.portRequest.id}/${of.id}` : of.id;
}
