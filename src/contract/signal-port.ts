import { WorkflowNotFoundError, type SignalDefinition } from '@temporalio/common';
import { foldHints, signalsOf } from './fold-hints';
import { providerNotified, type Hint, type ProviderNotification } from './messages';

/** What is needed of `WorkflowClient` from @temporalio/client to signal a port. */
export interface PortSignaler {
  getHandle(workflowId: string): {
    signal(
      definition: SignalDefinition<[ProviderNotification]>,
      notification: ProviderNotification,
    ): Promise<void>;
  };
}

/**
 * Signals hints to a port: one signal for as many orders as it holds. It signals the workflow, never a run: a port that
 * continues as new is the same port.
 *
 * @returns whether the port is open; one that has ended needs no hint any more
 */
export async function signalPort(
  workflows: PortSignaler,
  workflowId: string,
  hints: readonly Hint[],
): Promise<boolean> {
  const port = workflows.getHandle(workflowId);
  try {
    for (const signal of signalsOf(foldHints(hints))) await port.signal(providerNotified, { hints: signal });
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
