import type { AccountFields } from './account-fields';
import type { NumberFacts } from './numbering';

/** One number, as it was looked up. */
export interface LookedUpNumber {
  readonly phoneNumber: string;
  readonly facts: NumberFacts;
}

/** What is planned for the numbers of one losing carrier. */
export interface DraftSubRequest {
  readonly id: string;
  readonly carrier: string;
  readonly numbers: readonly LookedUpNumber[];
  fields: AccountFields;
}

/** A paper that belongs to a draft, and later to its port request. */
export interface SupportingDocument {
  readonly id: string;
  readonly fileName: string;
  readonly type: 'loa' | 'csr' | 'invoice' | 'other';
  readonly createdAt: number;
}

/** A port request that nobody has submitted yet. Instants are epoch milliseconds. */
export interface Draft {
  readonly id: string;
  readonly createdAt: number;
  readonly subRequests: readonly DraftSubRequest[];
  readonly documents: SupportingDocument[];
  /** Once it was submitted. Then nothing of it changes any more. */
  portRequestId: string | undefined;
}

export function numbersOf(draft: Draft): LookedUpNumber[] {
  return draft.subRequests.flatMap(({ numbers }) => numbers);
}
