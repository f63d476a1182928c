import {
  WorkflowFailedError,
  type WorkflowExecutionDescription,
  type WorkflowHandle,
} from '@temporalio/client';
import { MAX_SHOWN_ORDERS, clippedLine } from './clipped-line';
import { ERASED_PORT } from '../contract/names';
import { PortOrderIds } from '../contract/search-attributes';
import { PortingError } from './porting-error';

type Description = Pick<WorkflowExecutionDescription, 'status' | 'type' | 'typedSearchAttributes'>;

/** How a port's workflow can stop without completing, as the end of a sentence about the port. */
const STOPPED: Readonly<Record<string, string>> = {
  FAILED: 'failed',
  TERMINATED: 'was terminated',
  TIMED_OUT: 'timed out',
  CANCELLED: 'was canceled from outside',
};

/** Whether a port's workflow has stopped without completing. Nothing happens to such a port any more. */
export function hasStopped({ status }: Pick<Description, 'status'>): boolean {
  return STOPPED[status.name] !== undefined;
}

/** Builds `port_failed`: how and why the workflow of a port stopped, and what to do; or `port_erased`. */
export async function portFailed(
  requestId: string,
  workflow: WorkflowHandle,
  { status, type, typedSearchAttributes }: Description,
): Promise<PortingError> {
  if (type === ERASED_PORT)
    return new PortingError(
      'port_erased',
      `Port ${requestId} was erased after its end. Its request id cannot be used again; nothing else is known of it.`,
    );
  const cause = await reasonOf(workflow);
  const why = cause instanceof WorkflowFailedError ? (cause.cause?.message ?? cause.message) : undefined;
  const orders = typedSearchAttributes.get(PortOrderIds) ?? [];
  const named = orders.slice(0, MAX_SHOWN_ORDERS).join(', ');
  const remedy =
    orders.length === 0
      ? 'Its request id cannot be used again: start the request under another id.'
      : `The provider may go on with its orders (${named}): check there first. Its request id cannot be used again; numbers that ` +
        'are still to move need another one.';
  return new PortingError(
    'port_failed',
    `Port ${requestId} ${STOPPED[status.name] ?? status.name}${why === undefined ? '' : `: ${clippedLine(why)}`}. ${remedy}`,
    { cause },
  );
}

/** The failure of a closed workflow. */
async function reasonOf(workflow: WorkflowHandle): Promise<unknown> {
  try {
    await workflow.result();
    return undefined;
  } catch (error) {
    return error;
  }
}
