import type { AccountRef } from './names';

/** What the workflow `providerCall` takes: one object, because the Temporal Web UI can send only one argument. */
export interface ProviderCallInput extends AccountRef {
  /** One of `ProviderOperations`; a provider may lack some. */
  readonly operation: string;
  /** What the operation takes; the provider's schema checks it. */
  readonly input?: unknown;
}

/** One line for the Temporal Web UI; no personal data: a phone number is counted, not named. */
export function callSummary({ provider, operation, input }: ProviderCallInput): string {
  const numbers = (input as { readonly numbers?: unknown } | undefined)?.numbers;
  const count = Array.isArray(numbers) ? numbers.length : 0;
  return [
    provider,
    operation,
    ...(count === 0 ? [] : [count === 1 ? '1 number' : `${String(count)} numbers`]),
  ].join(' · ');
}
