import type { AccountRef } from '../../src/contract/names';

/** What the workflow `providerCall` asks of the outside. Only this type reaches the workflow. */
export interface ProviderCallActivities {
  /**
   * Carries out one operation that is not a port, and answers as `ProviderOperations` says. Safe to repeat. Fails with
   * `invalid_request`, `not_supported`, or as the provider does.
   */
  readonly callProvider: (input: CallProviderInput) => Promise<unknown>;
}

export interface CallProviderInput extends AccountRef {
  readonly operation: string;
  readonly input?: unknown;
}
