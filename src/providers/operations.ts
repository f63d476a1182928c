import type { OperationAnswer, OperationInput, OperationName } from '../contract/provider-operations';
import type { CallContext } from './call-context';
import type { z } from 'zod';

/** The operations with one implementation for all providers (activities/). */
export type SharedOperationName = 'dryRun' | 'order.cancel';

/** The operations that each provider implements. */
export type OwnOperationName = Exclude<OperationName, SharedOperationName>;

/**
 * The implementation of one operation beside ports. It must be safe to repeat, whatever the result of an
 * earlier run.
 */
export interface ProviderOperation<Name extends OperationName> {
  /**
   * The schema of its input. Anybody with access to Temporal may call it, so `run` gets only parsed input.
   */
  readonly input: z.ZodType<OperationInput<Name>>;
  /**
   * Runs the operation.
   *
   * @throws ProviderError
   */
  run(input: OperationInput<Name>, call: CallContext): Promise<OperationAnswer<Name>>;
}

/** The operations of a provider. To add one: its types in the contract, and a row here. */
export type ProviderOperationTable = { readonly [Name in OwnOperationName]?: ProviderOperation<Name> };
