import { BUILT_IN_PROVIDERS, type BuiltInProvider } from '../../src/providers/registry';

/** The name of a provider that is always there: what tests have a row for each of. */
export type ProviderName = BuiltInProvider;

/** Their names, in the order in which they are offered. */
export const PROVIDERS: readonly ProviderName[] = [...BUILT_IN_PROVIDERS.keys()];
