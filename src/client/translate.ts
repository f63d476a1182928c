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

/** Runs a call to Temporal and turns what can go wrong into `PortingError`s that say what to do. */
export async function withPortingErrors<T>(requestId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw translated(requestId, error);
  }
}

function translated(requestId: string, error: unknown): unknown {
  if (error instanceof PortingError) return error;
  const unreadable = unreadableError(error);
  if (unreadable !== undefined) return unreadable;
  if (error instanceof WorkflowNotFoundError) {
    return new PortingError('port_not_found', `There is no port ${requestId} in this namespace.`, {
      cause: error,
    });
  }
  if (error instanceof QueryNotRegisteredError || error instanceof QueryRejectedError) {
    // A worker could not read the port.
    const missing = missingKeyIn(error.message);
    if (missing !== undefined) return new PortingError('encryption_key_missing', missing, { cause: error });
    // The workflow says itself why, for example that its request was invalid.
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

/** What a payload that cannot be read here comes to: its port was not looked at, and nothing is said about it. */
export function unreadableError(error: unknown): PortingError | undefined {
  const unreadable = unreadableIn(error);
  return unreadable && new PortingError(unreadable.type, unreadable.message, { cause: error });
}

/** Whether Temporal had no answer of a worker: none came in time, or it knows that none can come now. */
export function isUnanswered(error: unknown): boolean {
  const code = codeOf(error);
  // At its deadline a call may end as canceled too: nobody else cancels one.
  return isGrpcDeadlineError(error) || code === GRPC_CANCELLED || code === GRPC_FAILED_PRECONDITION;
}

/** Whether Temporal itself does not answer. */
export function isUnreachable(error: unknown): boolean {
  return codeOf(error) === GRPC_UNAVAILABLE;
}

/** Whether a query came before the port's first step was over. Servers differ in how they wrap what it answered. */
export function isBeingPrepared(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.message.includes(BEING_PREPARED) || isBeingPrepared(error.cause);
}

function codeOf(error: unknown): number | undefined {
  if (isGrpcServiceError(error)) return error.code;
  const cause = error instanceof Error ? error.cause : undefined;
  return isGrpcServiceError(cause) ? cause.code : undefined;
}
