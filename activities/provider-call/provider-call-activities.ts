import type { AccountRef } from '../../src/contract/names';

/** The activity of the workflow `providerCall`. Only this type reaches the workflow. */
export interface ProviderCallActivities {
  /**
   * Runs one operation that is not a port, and returns its answer as in `ProviderOperations`. Safe to repeat. Fails
   * with `invalid_request`, `not_supported`, or the provider's failure.
   */
  readonly callProvider: (input: CallProviderInput) => Promise<unknown>;
}

export interface CallProviderInput extends AccountRef {
  readonly operation: string;
  readonly input?: unknown;
}
