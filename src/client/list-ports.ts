import type { Client, WorkflowExecutionInfo, WorkflowExecutionStatusName } from '@temporalio/client';
import { moreOrdersKey } from '../contract/indexed-orders';
import { orderKey, PORT_REQUEST, requestIdOf } from '../contract/names';
import {
  PortAccount,
  PortActionRequired,
  PortAttentions,
  PortCancelBy,
  PortFocAt,
  PortOrderIds,
  PortPhase,
  PortProvider,
  PortReference,
  PortTenant,
} from '../contract/search-attributes';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import type { AttentionCause } from '../domain/model/attention';
import type { Phase } from '../domain/model/port';

/** Listed as an attention although the port cannot raise it: its workflow task keeps failing. */
export const STUCK = 'port_stuck';

/**
 * The search attribute that Temporal sets on a workflow whose task keeps failing. Not every server has it.
 */
const ReportedProblems = defineSearchAttributeKey(
  'TemporalReportedProblems',
  SearchAttributeType.KEYWORD_LIST,
);
const IS_STUCK =
  `${ReportedProblems.name} IN ('category=WorkflowTaskFailed', 'category=WorkflowTaskTimedOut')` +
  " AND ExecutionStatus = 'Running'";

/** Which ports to list. A port must match all given fields; without any, all ports are listed. */
export interface ListFilter {
  /** Ports in this phase. */
  readonly phase?: Phase;
  /** Ports that need attention for this cause, possibly among others; `any`: for any cause. */
  readonly attention?: AttentionCause | 'port_stuck' | 'any';
  /** Ports of this tenant; an exact match. */
  readonly tenant?: string;
  /** Ports with this reference; an exact match. */
  readonly reference?: string;
  /** Ports whose next `cancelBy` is before this instant. RFC 3339. */
  readonly cancelByBefore?: string;
  /** The next moment until which a cancel is safe comes at this instant or later. RFC 3339. */
  readonly cancelByAfter?: string;
}

/** A port as visibility lists it. Instants are RFC 3339 in UTC. */
export interface ListedPort {
  /** Your id of the port. */
  readonly requestId: string;
  /** `port:<requestId>`. */
  readonly workflowId: string;
  /** Its phase; `refused`, `terminated`, `timed_out` or `canceled` if its workflow did not complete. */
  readonly phase: string;
  /** The provider that the numbers move to. */
  readonly provider: string;
  /** The account at the provider. */
  readonly account: string;
  /** Whether a person is needed. */
  readonly actionRequired: boolean;
  /**
   * The causes of its attentions, with `port_stuck` if its workflow task keeps failing and Temporal reports
   * that. A worker of a newer release may add causes that this release does not know.
   */
  readonly attentions: readonly string[];
  /**
   * The next FOC among the numbers that can still move, or the latest if all are past; absent if none is
   * known.
   */
  readonly focAt?: string;
  /** The next moment until which a cancel is safe, or the latest if all are past; absent if none is known. */
  readonly cancelBy?: string;
  /**
   * The provider's references of its orders, open ones first. Of a port with very many orders the index has only the
   * first ones.
   */
  readonly orders: readonly string[];
  /** When the port was started. */
  readonly startedAt: string;
}

/** Lists ports from visibility: open ones first, then the newest. */
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
    // A run that continued as new is not a port of its own; the next run is listed.
    if (execution.status.name === 'CONTINUED_AS_NEW' || !isOf(execution, filter)) continue;
    yield listedPort(execution);
  }
}

/** Lists ports whose workflow task keeps failing; none if the server does not report them. */
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
  // A terminated port keeps its last attributes, so only running ports count.
  if (attention === 'any') return [`${PortActionRequired.name} = true`, "ExecutionStatus = 'Running'"];
  return [`${PortAttentions.name} = ${quoted(attention)}`];
}

/**
 * The prefix that the SQL stores behind Temporal (1.31.2) match unchanged. For a text with other characters,
 * the query uses `STARTS_WITH` with this prefix, and `isOf` compares the whole text.
 */
const SEARCHABLE = /^[^"\\\p{Cc}]*/u;

function textCondition(name: string, text: string): string[] {
  const [prefix = ''] = SEARCHABLE.exec(text) ?? [];
  if (prefix === text) return [`${name} = ${quoted(text)}`];
  return prefix === '' ? [] : [`${name} STARTS_WITH ${quoted(prefix)}`];
}

/** A quoted value of a visibility query, with escaping. */
function quoted(value: string): string {
  return `'${value.replace(/[\\']/g, '\\$&')}'`;
}

function isOf(
  { typedSearchAttributes: attributes }: Omit<WorkflowExecutionInfo, 'raw'>,
  { tenant, reference }: ListFilter,
): boolean {
  return (
    (tenant ?? attributes.get(PortTenant)) === attributes.get(PortTenant) &&
    (reference ?? attributes.get(PortReference)) === attributes.get(PortReference)
  );
}

/** The phase shown for ports whose workflow did not complete. Nothing happens to them any more. */
const STOPPED: Readonly<Partial<Record<WorkflowExecutionStatusName, string>>> = {
  // A port's workflow fails only if its request was refused.
  FAILED: 'refused',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
  CANCELLED: 'canceled',
};

/** Reads a port from its workflow execution. */
export function listedPort(execution: Omit<WorkflowExecutionInfo, 'raw'>): ListedPort {
  const attributes = execution.typedSearchAttributes;
  const focAt = attributes.get(PortFocAt);
  const cancelBy = attributes.get(PortCancelBy);
  const provider = attributes.get(PortProvider) ?? 'unknown';
  const account = attributes.get(PortAccount) ?? 'unknown';
  const isStuck = execution.status.name === 'RUNNING' && (attributes.get(ReportedProblems) ?? []).length > 0;
  return {
    requestId: requestIdOf(execution.workflowId) ?? execution.workflowId,
    workflowId: execution.workflowId,
    phase: STOPPED[execution.status.name] ?? attributes.get(PortPhase) ?? 'unknown',
    provider,
    account,
    actionRequired: isStuck || (attributes.get(PortActionRequired) ?? false),
    attentions: [...(isStuck ? [STUCK] : []), ...(attributes.get(PortAttentions) ?? [])],
    ...(focAt !== undefined && { focAt: focAt.toISOString() }),
    ...(cancelBy !== undefined && { cancelBy: cancelBy.toISOString() }),
    orders: (attributes.get(PortOrderIds) ?? [])
      .filter((key) => key !== moreOrdersKey(provider, account))
      .map((key) => key.slice(orderKey(provider, account, '').length)),
    startedAt: execution.startTime.toISOString(),
  };
}
