import type { QueryDefinition, SignalDefinition } from '@temporalio/common';

/**
 * Definitions like those of `@temporalio/workflow`. The client sends them too, and a service with only the client has
 * no `@temporalio/workflow`.
 */
export function defineSignal<Args extends unknown[]>(name: string): SignalDefinition<Args> {
  return { type: 'signal', name } as SignalDefinition<Args>;
}

/** A query of a workflow; see {@link defineSignal}. */
export function defineQuery<Result>(name: string): QueryDefinition<Result> {
  return { type: 'query', name } as QueryDefinition<Result>;
}
