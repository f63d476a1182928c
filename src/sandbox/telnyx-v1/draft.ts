import type { AccountFields } from './account-fields';
import type { NumberFacts } from './numbering';

/** A number with the result of its lookup. */
export interface LookedUpNumber {
  readonly phoneNumber: string;
  readonly facts: NumberFacts;
}

/** The plan for the numbers of one losing carrier. */
export interface DraftSubRequest {
  readonly id: string;
  readonly carrier: string;
  readonly numbers: readonly LookedUpNumber[];
  fields: AccountFields;
}

/** A document that belongs to a draft, and later to its port request. */
export interface SupportingDocument {
  readonly id: string;
  readonly fileName: string;
  readonly type: 'loa' | 'csr' | 'invoice' | 'other';
  readonly createdAt: number;
}

/** A port request before its submission. Instants are epoch milliseconds. */
export interface Draft {
  readonly id: string;
  readonly createdAt: number;
  readonly subRequests: readonly DraftSubRequest[];
  readonly documents: SupportingDocument[];
  /** Set once it was submitted; the draft does not change any more. */
  portRequestId: string | undefined;
}

export function numbersOf(draft: Draft): LookedUpNumber[] {
  return draft.subRequests.flatMap(({ numbers }) => numbers);
}
