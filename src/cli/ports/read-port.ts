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

/** A port as Temporal itself knows it: for when no worker can be asked, and to see that something changed. */
export interface PortSummary extends ListedPort {
  readonly runId: string;
  /** How the workflow stands: `RUNNING`, `COMPLETED`, `FAILED`, … */
  readonly execution: string;
  /** How many events its history holds. */
  readonly historyLength: number;
}

/** Describes a port's workflow. It needs no worker and is not billed. @throws PortingError `port_not_found` */
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

/** What a person needs of a summary. */
export function listedPartOf(summary: PortSummary): ListedPort {
  const { runId: _r, execution: _e, historyLength: _h, ...listed } = summary;
  return listed;
}

/**
 * The view of a port; for a port that failed, the reason.
 *
 * @throws PortingError `invalid_request` when its worker refused it, `no_worker`, `port_not_found`, `port_failed`
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

/** Why a port's workflow failed. The one legal reason is a request that its worker found to be invalid. */
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

/** Entries that came after the one with this sequence. A port that was refused has none to tell. */
export async function newEntries(
  ask: () => Promise<TimelineEntryView[]>,
  told: number,
): Promise<TimelineEntryView[]> {
  try {
    return (await ask()).filter(({ sequence }) => sequence > told);
  } catch (error) {
    if (error instanceof PortingError && error.code === 'port_failed') return [];
    throw error;
  }
}
