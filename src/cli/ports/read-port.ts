import {
  ApplicationFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
} from '@temporalio/client';
import { listedPort, type ListedPort } from '../../client/list-ports';
import type { PortHandle } from '../../client/port-handle';
import { PortingError } from '../../client/porting-error';
import { portWorkflowId } from '../../contract/names';
import type { PortView, TimelineEntryView } from '../../contract/port-view';

/** A port as Temporal describes it. It needs no worker, and it shows that something changed. */
export interface PortSummary extends ListedPort {
  readonly runId: string;
  /** The status of the workflow execution: `RUNNING`, `COMPLETED`, `FAILED`, … */
  readonly execution: string;
  /** The number of events in its history. */
  readonly historyLength: number;
}

/**
 * Describes a port's workflow. It needs no worker and is not billed.
 *
 * @throws PortingError `port_not_found`
 */
export async function summaryOf(client: Client, requestId: string): Promise<PortSummary> {
  try {
    const found = await client.workflow.getHandle(portWorkflowId(requestId)).describe();
    return {
      ...listedPort(found),
      runId: found.runId,
      execution: found.status.name,
      historyLength: found.historyLength,
    };
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    throw new PortingError('port_not_found', `There is no port ${requestId} in this namespace.`, {
      cause: error,
    });
  }
}

/** The part of a summary that is shown to people. */
export function listedPartOf(summary: PortSummary): ListedPort {
  const { runId: _r, execution: _e, historyLength: _h, ...listed } = summary;
  return listed;
}

/**
 * The view of a port. For a port that failed, it throws the reason.
 *
 * @throws PortingError `invalid_request` if its worker refused the request, `no_worker`, `port_not_found`,
 * `port_failed`
 */
export async function viewOf(client: Client, port: PortHandle): Promise<PortView> {
  try {
    return await port.view();
  } catch (error) {
    if (!(error instanceof PortingError) || error.code !== 'port_failed') throw error;
    const { execution } = await summaryOf(client, port.requestId);
    throw execution === 'RUNNING' ? error : await failureOfPort(port, error);
  }
}

/**
 * The reason why a port's workflow failed. The only expected one is a request that its worker found invalid.
 *
 * @param otherwise - returned if the workflow did not fail
 */
export async function failureOfPort(port: PortHandle, otherwise: unknown): Promise<unknown> {
  try {
    await port.result();
    return otherwise;
  } catch (error) {
    const failure = error instanceof Error ? error.cause : undefined;
    const cause = failure instanceof WorkflowFailedError ? failure.cause : undefined;
    const code = cause instanceof ApplicationFailure ? cause.type : undefined;
    if (cause === undefined || (code !== 'invalid_request' && code !== 'request_too_large')) return error;
    return new PortingError(code, `Port ${port.requestId} was refused. ${cause.message}`, {
      cause: error,
    });
  }
}

/** Timeline entries after a sequence number. A port whose request was refused has none. */
export async function newEntries(
  readTimeline: () => Promise<TimelineEntryView[]>,
  lastSequence: number,
): Promise<TimelineEntryView[]> {
  try {
    return (await readTimeline()).filter(({ sequence }) => sequence > lastSequence);
  } catch (error) {
    if (error instanceof PortingError && error.code === 'port_failed') return [];
    throw error;
  }
}
