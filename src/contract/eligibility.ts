/** Operations about hosting numbers: the provider carries their messages, and their calls stay where they are. */

/** Which numbers to check. */
export interface EligibilityInput {
  /** E.164. One is answered at once; several are looked into, and `eligibility.get` has the answers. */
  readonly numbers: readonly string[];
  /** The provider's id of the account that will host the numbers, where it is not the one that asks. */
  readonly hostingAccount?: string | undefined;
  /** A name for the check at the provider. */
  readonly friendlyName?: string | undefined;
}

/** Which check to look at. */
export interface EligibilityGetInput {
  /** As `eligibility` answered it. */
  readonly requestId: string;
}

/** A check of numbers, as far as it is. */
export interface EligibilityCheck {
  /** The provider's id of the check; absent when it was answered at once. */
  readonly requestId?: string;
  /** `unknown`: the provider says it with a word that we do not know. */
  readonly status: 'pending' | 'complete' | 'unknown';
  /** How far it is in the provider's words, where it says so. */
  readonly providerStatus?: string;
  /** Its name at the provider. */
  readonly friendlyName?: string;
  /** When it was asked for, as the provider writes it. */
  readonly created?: string;
  /** When it ended, as the provider writes it. */
  readonly completed?: string;
  /** The numbers that are answered so far. */
  readonly results: readonly Eligibility[];
}

/** The answer for one number, with the provider's words beside ours. What it does not say is absent. */
export interface Eligibility {
  /** As the provider writes it; empty where it does not say. */
  readonly phoneNumber: string;
  /** Absent when the provider says it with a word that we do not know. */
  readonly eligible?: boolean;
  /** In the provider's words. */
  readonly status?: string;
  /** In the provider's words. */
  readonly subStatus?: string;
  /** Why not. */
  readonly reason?: string;
  /** What the provider suggests to do. */
  readonly nextStep?: string;
  /** The kind of number, in the provider's words. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** When the provider looked, as it writes it. */
  readonly checked?: string;
  /** The provider's id of the account that would host it. */
  readonly hostingAccount?: string;
}
