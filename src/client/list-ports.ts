import type { Client, WorkflowExecutionInfo, WorkflowExecutionStatusName } from '@temporalio/client';
import { PORT_REQUEST, requestIdOf } from '../contract/names';
import {
  PortAccount,
  PortActionRequired,
  PortAttentions,
  PortCancelBy,
  PortFocAt,
  PortPhase,
  PortProvider,
  PortReference,
  PortTenant,
} from '../contract/search-attributes';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { AttentionCause } from '../domain/model/attention';
import type { Phase } from '../domain/model/port';

/** In place of an attention: the port cannot raise one, because its workflow task fails again and again. */
export const STUCK = 'port_stuck';

/** What Temporal itself notes of a workflow whose task keeps failing; not every server does. */
const ReportedProblems = defineSearchAttributeKey(
  'TemporalReportedProblems',
  SearchAttributeType.KEYWORD_LIST,
);
const IS_STUCK =
  `${ReportedProblems.name} IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')` +
  " AND ExecutionStatus = 'Running'";

/** Which ports to list: those for which all of this is so. All of them without a filter. */
export interface ListFilter {
  /** In this phase. */
  readonly phase?: Phase;
  /** Somebody is needed, for this reason among others; `any`: for whatever reason. */
  readonly attention?: AttentionCause | 'port_stuck' | 'any';
  /** Of this tenant, exactly as it was given. */
  readonly tenant?: string;
  /** With this reference, exactly as it was given. */
  readonly reference?: string;
  /** The next moment until which a cancel is safe comes earlier than this instant. RFC 3339. */
  readonly cancelByBefore?: string;
  /** The next moment until which a cancel is safe comes at this instant or later. RFC 3339. */
  readonly cancelByAfter?: string;
}

/** A port as the index knows it. Instants are RFC 3339 in UTC. */
export interface ListedPort {
  /** Your id of the port. */
  readonly requestId: string;
  /** `port:<requestId>`. */
  readonly workflowId: string;
  /** Its phase; `refused`, `terminated` or `timed_out` when its workflow did not come to an end of its own. */
  readonly phase: string;
  /** The provider that the numbers move to. */
  readonly provider: string;
  /** The account at the provider. */
  readonly account: string;
  /** Whether a person is needed. */
  readonly actionRequired: boolean;
  /** Why a person is needed; `port_stuck` when its workflow task keeps failing, where Temporal says so. A worker of a newer release may know causes that this one has no name for. */
  readonly attentions: readonly string[];
  /** The next cutover among the numbers that can still move, or the latest if all are past; absent: none is known. */
  readonly focAt?: string;
  /** The next moment until which a cancel is safe, or the latest if all are past; absent: none is known. */
  readonly cancelBy?: string;
  /** When the port was started. */
  readonly startedAt: string;
}

/** Lists ports from the index: open ones first, then the newest. */
export async function* listPorts(client: Client, filter: ListFilter): AsyncIterable<ListedPort> {
  const stuck = new Set<string>();
  if (filter.attention === 'any' || filter.attention === STUCK) {
    for (const port of await stuckPorts(client, filter)) {
      stuck.add(port.workflowId);
      yield port;
    }
    if (filter.attention === STUCK) return;
  }
  for await (const port of portsOf(client, queryOf(filter), filter))
    if (!stuck.has(port.workflowId)) yield port;
}

async function* portsOf(client: Client, query: string, filter: ListFilter): AsyncIterable<ListedPort> {
  for await (const execution of client.workflow.list({ query })) {
    // A run that continued as new is not a port of its own: its successor is.
    if (execution.status.name === 'CONTINUED_AS_NEW' || !isOf(execution, filter)) continue;
    yield listedPort(execution);
  }
}

/** The ports that cannot go on; none where the server does not keep count of them. */
async function stuckPorts(client: Client, { attention: _, ...filter }: ListFilter): Promise<ListedPort[]> {
  const ports: ListedPort[] = [];
  try {
    for await (const port of portsOf(client, `${queryOf(filter)} AND ${IS_STUCK}`, filter)) ports.push(port);
  } catch (error) {
    if (!isInvalidQuery(error)) throw error;
  }
  return ports;
}

const GRPC_INVALID_ARGUMENT = 3;

function isInvalidQuery(error: unknown): boolean {
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: { readonly code?: unknown } };
  return code === GRPC_INVALID_ARGUMENT || cause?.code === GRPC_INVALID_ARGUMENT;
}

function queryOf(filter: ListFilter): string {
  const { phase, attention, tenant, reference, cancelByBefore, cancelByAfter } = filter;
  return [
    `WorkflowType = ${quoted(PORT_REQUEST)}`,
    ...(phase === undefined ? [] : [`${PortPhase.name} = ${quoted(phase)}`]),
    ...attentionCondition(attention),
    ...(tenant === undefined ? [] : textCondition(PortTenant.name, tenant)),
    ...(reference === undefined ? [] : textCondition(PortReference.name, reference)),
    ...(cancelByBefore === undefined ? [] : [`${PortCancelBy.name} < ${quoted(cancelByBefore)}`]),
    ...(cancelByAfter === undefined ? [] : [`${PortCancelBy.name} >= ${quoted(cancelByAfter)}`]),
  ].join(' AND ');
}

function attentionCondition(attention: ListFilter['attention']): string[] {
  if (attention === undefined) return [];
  // A port that was ended from outside goes on saying what it said last.
  if (attention === 'any') return [`${PortActionRequired.name} = true`, "ExecutionStatus = 'Running'"];
  return [`${PortAttentions.name} = ${quoted(attention)}`];
}

/**
 * What the SQL stores behind Temporal (1.31.2) find as it is. Of a text with other characters they are asked for its
 * beginning, and `isOf` compares the whole.
 */
const SEARCHABLE = /^[^"\\\p{Cc}]*/u;

function textCondition(name: string, text: string): string[] {
  const [beginning = ''] = SEARCHABLE.exec(text) ?? [];
  if (beginning === text) return [`${name} = ${quoted(text)}`];
  return beginning === '' ? [] : [`${name} STARTS_WITH ${quoted(beginning)}`];
}

/** A value as the visibility query takes it: nothing in it may end the quotes. */
function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

function isOf(
  { typedSearchAttributes: known }: Omit<WorkflowExecutionInfo, 'raw'>,
  { tenant, reference }: ListFilter,
): boolean {
  return (
    (tenant ?? known.get(PortTenant)) === known.get(PortTenant) &&
    (reference ?? known.get(PortReference)) === known.get(PortReference)
  );
}

/** What became of ports that did not come to an end of their own: nothing happens to them any more. */
const STOPPED: Readonly<Partial<Record<WorkflowExecutionStatusName, string>>> = {
  // A port fails for one reason only: its request was refused.
  FAILED: 'refused',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
  CANCELLED: 'canceled',
};

/** The row of one port. */
export function listedPort(execution: Omit<WorkflowExecutionInfo, 'raw'>): ListedPort {
  const attributes = execution.typedSearchAttributes;
  const focAt = attributes.get(PortFocAt);
  const cancelBy = attributes.get(PortCancelBy);
  const isStuck = execution.status.name === 'RUNNING' && (attributes.get(ReportedProblems) ?? []).length > 0;
  return {
    requestId: requestIdOf(execution.workflowId) ?? execution.workflowId,
    workflowId: execution.workflowId,
    phase: STOPPED[execution.status.name] ?? attributes.get(PortPhase) ?? 'unknown',
    provider: attributes.get(PortProvider) ?? 'unknown',
    account: attributes.get(PortAccount) ?? 'unknown',
    actionRequired: isStuck || (attributes.get(PortActionRequired) ?? false),
    attentions: [...(isStuck ? [STUCK] : []), ...(attributes.get(PortAttentions) ?? [])],
    ...(focAt !== undefined && { focAt: focAt.toISOString() }),
    ...(cancelBy !== undefined && { cancelBy: cancelBy.toISOString() }),
    startedAt: execution.startTime.toISOString(),
  };
}
