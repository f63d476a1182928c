import type { OperationAnswer, OperationInput, OperationName } from '../contract/provider-operations';
import type { CallContext } from './call-context';
import type { z } from 'zod';

/** The operations that are the same for all providers (activities/). */
export type SharedOperationName = 'dryRun' | 'order.cancel';

/** The operations that each provider does in its own way. */
export type OwnOperationName = Exclude<OperationName, SharedOperationName>;

/** How one operation is done that is not a port. Safe to repeat, whatever became of it before. */
export interface ProviderOperation<Name extends OperationName> {
  /** What it takes. Anybody with access to Temporal may call it, so nothing unparsed reaches `run`. */
  readonly input: z.ZodType<OperationInput<Name>>;
  /**
   * Does it.
   *
   * @throws ProviderError
   */
  run(input: OperationInput<Name>, call: CallContext): Promise<OperationAnswer<Name>>;
}

/** The operations that a provider can do. To add one: its types in the contract, a row here. */
export type ProviderOperationTable = { readonly [Name in OwnOperationName]?: ProviderOperation<Name> };
