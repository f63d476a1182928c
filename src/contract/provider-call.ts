import type { AccountRef } from './names';

/** The input of the workflow `providerCall`: one object, because the Temporal Web UI can send only one argument. */
export interface ProviderCallInput extends AccountRef {
  /** One of `ProviderOperations`; a provider may lack some. */
  readonly operation: string;
  /** The input of the operation; the provider's schema validates it. */
  readonly input?: unknown;
}

/** A summary for the Temporal Web UI without personal data: phone numbers are counted, not listed. */
export function callSummary({ provider, operation, input }: ProviderCallInput): string {
  const numbers = (input as { readonly numbers?: unknown } | undefined)?.numbers;
  const count = Array.isArray(numbers) ? numbers.length : 0;
  return [
    provider,
    operation,
    ...(count === 0 ? [] : [count === 1 ? '1 number' : `${String(count)} numbers`]),
  ].join(' · ');
}
