/** Everything in Temporal that is found by its name: types, ids, queues. One place, so that no two disagree. */

export const PORT_REQUEST = 'portRequest';

export const WORKFLOW_TASK_QUEUE = 'porting';

/** The providers that Portkeeper knows. */
export const PROVIDERS = ['twilio'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** The workflow id of a port request: one workflow per request id, whatever is started how often. */
export function portWorkflowId(requestId: string): string {
  return `port:${requestId}`;
}

/** The request id inside a port's workflow id; undefined for ids of other workflows. */
export function requestIdOf(workflowId: string): string | undefined {
  return workflowId.startsWith('port:') ? workflowId.slice('port:'.length) : undefined;
}

/** The queue on which workers serve one provider account, so that each account has its own rate limit. */
export function accountTaskQueue(provider: string, account: string): string {
  return `porting-${provider}-${account}`;
}

/** The value of `PortOrderIds` for one provider order. */
export function orderKey(provider: string, account: string, orderRef: string): string {
  return `${provider}/${account}/${orderRef}`;
}

/** The memo key under which a port keeps the fingerprint of its request, to tell a repeated start from a conflict. */
export const REQUEST_DIGEST_MEMO = 'requestDigest';
