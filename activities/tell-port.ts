import type { WorkflowClient } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { foldHints, signalsOf } from '../src/contract/fold-hints';
import { providerNotified, type Hint } from '../src/contract/messages';

/**
 * Gives hints to a port, one signal for as many as it holds. Signals the workflow, never a run: a port that continues as
 * new is the same port.
 *
 * @returns whether the port is open; one that has ended needs no hint any more
 */
export async function tellPort(
  client: WorkflowClient,
  workflowId: string,
  hints: readonly Hint[],
): Promise<boolean> {
  const port = client.getHandle(workflowId);
  try {
    for (const signal of signalsOf(foldHints(hints))) await port.signal(providerNotified, { hints: signal });
    return true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
