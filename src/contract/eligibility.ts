/**
 * Operations about hosting numbers: the provider carries their messages, and their calls stay with the current
 * carrier.
 */

/** The numbers to check. */
export interface EligibilityInput {
  /**
   * E.164. One number is answered at once; several are checked in the background, and `eligibility.get` has the
   * answers.
   */
  readonly numbers: readonly string[];
  /** The provider's id of the account that will host the numbers, if it is not the calling one. */
  readonly hostingAccount?: string | undefined;
  /** A name for the check at the provider. */
  readonly friendlyName?: string | undefined;
}

/** The check to read. */
export interface EligibilityGetInput {
  /** The id from `eligibility`. */
  readonly requestId: string;
}

/** The state of a check of numbers. */
export interface EligibilityCheck {
  /** The provider's id of the check; absent if it was answered at once. */
  readonly requestId?: string;
  /** `unknown`: the provider status is not known. */
  readonly status: 'pending' | 'complete' | 'unknown';
  /** The provider status, if the provider sends one. */
  readonly providerStatus?: string;
  /** Its name at the provider. */
  readonly friendlyName?: string;
  /** When it was requested, as the provider writes it. */
  readonly created?: string;
  /** When it ended, as the provider writes it. */
  readonly completed?: string;
  /** The answers so far. */
  readonly results: readonly Eligibility[];
}

/** The answer for one number, with the provider's own values. Fields that the provider does not send are absent. */
export interface Eligibility {
  /** As the provider writes it; empty if the provider sends none. */
  readonly phoneNumber: string;
  /** Absent if the provider status is not known. */
  readonly eligible?: boolean;
  /** The provider status, as received. */
  readonly status?: string;
  /** The provider's sub status, as received. */
  readonly subStatus?: string;
  /** Why the number is not eligible. */
  readonly reason?: string;
  /** The provider's suggestion. */
  readonly nextStep?: string;
  /** The kind of number, as received. */
  readonly type?: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** When the provider checked it, as it writes it. */
  readonly checked?: string;
  /** The provider's id of the hosting account. */
  readonly hostingAccount?: string;
}
