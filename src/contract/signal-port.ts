import { WorkflowNotFoundError, type SignalDefinition } from '@temporalio/common';
import { foldHints, signalsOf } from './fold-hints';
import { providerNotified, type Hint, type ProviderNotification } from './messages';

/** The part of `WorkflowClient` from @temporalio/client that signals a port. */
export interface PortSignaler {
  getHandle(workflowId: string): {
    signal(
      definition: SignalDefinition<[ProviderNotification]>,
      notification: ProviderNotification,
    ): Promise<void>;
  };
}

/**
 * Signals hints to a port: as few signals as their size allows. Signals the workflow, never a run: a port that
 * continues as new is the same port.
 *
 * @returns whether the port is open; an ended port needs no hint
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
