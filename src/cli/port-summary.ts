import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import { PortingError } from '../client/porting-error';
import { listedPort, type ListedPort } from '../client/list-ports';
import { portWorkflowId } from '../contract/names';

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
