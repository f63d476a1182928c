import {
  isGrpcDeadlineError,
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
} from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/common';
import { BEING_PREPARED } from '../contract/messages';
import { missingKeyIn, unreadableIn } from '../encryption/unreadable-payload';
import { PortingError } from './porting-error';

const GRPC_CANCELLED = 1;
const GRPC_UNAVAILABLE = 14;
const GRPC_FAILED_PRECONDITION = 9;

/** Runs a call to Temporal and turns its errors into `PortingError`s that say what to do. */
export async function withPortingErrors<T>(requestId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asPortingError(requestId, error);
  }
}

function asPortingError(requestId: string, error: unknown): unknown {
  if (error instanceof PortingError) return error;
  const unreadable = unreadableError(error);
  if (unreadable !== undefined) return unreadable;
  if (error instanceof WorkflowNotFoundError) {
    return new PortingError('port_not_found', `There is no port ${requestId} in this namespace.`, {
      cause: error,
    });
  }
  if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) {
    // A worker could not decrypt the port.
    const missing = missingKeyIn(error.message);
    if (missing !== undefined) return new PortingError('encryption_key_missing', missing, { cause: error });
    // The workflow's message has the reason, for example an invalid request.
    return new PortingError('port_failed', `Port ${requestId} has no state to show: ${error.message}`, {
      cause: error,
    });
  }
  if (isUnanswered(error)) {
    return new PortingError('temporal_unreachable', 'Temporal did not answer in time; try again later.', {
      cause: error,
    });
  }
  if (isUnreachable(error)) {
    return new PortingError('temporal_unreachable', 'Temporal cannot be reached; try again later.', {
      cause: error,
    });
  }
  return error;
}

/** The error for a payload that this process cannot read; undefined for other errors. It says nothing about the port. */
export function unreadableError(error: unknown): PortingError | undefined {
  const unreadable = unreadableIn(error);
  return unreadable && new PortingError(unreadable.type, unreadable.message, { cause: error });
}

/** Whether Temporal got no answer from a worker: none came in time, or no worker polls now. */
export function isUnanswered(error: unknown): boolean {
  const code = codeOf(error);
  // At its deadline a call may also fail with CANCELLED; there is no other source of that code here.
  return isGrpcDeadlineError(error) || code === GRPC_CANCELLED || code === GRPC_FAILED_PRECONDITION;
}

/** Whether Temporal itself is unreachable. */
export function isUnreachable(error: unknown): boolean {
  return codeOf(error) === GRPC_UNAVAILABLE;
}

/** Whether a query came before the port's first step was done. Servers wrap the query's error differently. */
export function isBeingPrepared(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(BEING_PREPARED) || isBeingPrepared(error.cause);
}

function codeOf(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) ? cause.code : undefined;
}
