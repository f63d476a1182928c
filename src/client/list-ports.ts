import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { PORT_REQUEST, requestIdOf } from '../contract/names';
import {
  PortAccount,
  PortActionRequired,
  PortCancelBy,
  PortFocAt,
  PortPhase,
  PortProvider,
} from '../contract/search-attributes';
import type { Phase } from '../domain/phase';

/** Which ports to list; all of them without a filter. */
export interface ListFilter {
  readonly phase?: Phase;
}

/** A port as the index knows it. Instants are RFC 3339 in UTC. */
export interface ListedPort {
  readonly requestId: string;
  readonly workflowId: string;
  readonly phase: string;
  readonly provider: string;
  readonly account: string;
  readonly actionRequired: boolean;
  readonly focAt?: string;
  readonly cancelBy?: string;
  readonly startedAt: string;
}

/** Lists ports from the index, the newest first. */
export async function* listPorts(client: Client, filter: ListFilter): AsyncIterable<ListedPort> {
  const conditions = [`WorkflowType = '${PORT_REQUEST}'`];
  if (filter.phase !== undefined) conditions.push(`${PortPhase.name} = '${filter.phase}'`);
  for await (const execution of client.workflow.list({ query: conditions.join(' AND ') })) {
    // A run that continued as new is not a port of its own: its successor is.
    if (execution.status.name !== 'CONTINUED_AS_NEW') yield listedPort(execution);
  }
}

/** The row of one port. */
export function listedPort(execution: Omit<WorkflowExecutionInfo, 'raw'>): ListedPort {
  const attributes = execution.typedSearchAttributes;
  const focAt = attributes.get(PortFocAt);
  const cancelBy = attributes.get(PortCancelBy);
  return {
    requestId: requestIdOf(execution.workflowId) ?? execution.workflowId,
    workflowId: execution.workflowId,
    phase: attributes.get(PortPhase) ?? 'unknown',
    provider: attributes.get(PortProvider) ?? 'unknown',
    account: attributes.get(PortAccount) ?? 'unknown',
    actionRequired: attributes.get(PortActionRequired) ?? false,
    ...(focAt !== undefined && { focAt: focAt.toISOString() }),
    ...(cancelBy !== undefined && { cancelBy: cancelBy.toISOString() }),
    startedAt: execution.startTime.toISOString(),
  };
}
