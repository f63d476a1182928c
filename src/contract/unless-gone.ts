import { WorkflowNotFoundError } from '@temporalio/common';

/** The code of gRPC: calls below Temporal's client fail with it. */
const GRPC_NOT_FOUND = 5;

/**
 * Calls Temporal about one workflow execution.
 *
 * @returns undefined: Temporal does not have the execution, or it has ended and the call needs a running one
 */
export async function unlessGone<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    if ((error as { readonly code?: unknown }).code === GRPC_NOT_FOUND) return undefined;
    throw error;
  }
}
