/** Everything in Temporal that is found by its name: types, ids, queues. One place, so that no two disagree. */

/** The workflow type of a port request. */
export const PORT_REQUEST = 'portRequest';

/** What is remembered about one provider account. */
export const PROVIDER_ACCOUNT = 'providerAccount';

/** An operation at a provider that is not a port. */
export const PROVIDER_CALL = 'providerCall';

/** The queue of the workflows, unless `PORTKEEPER_TASK_QUEUE` names another. */
export const WORKFLOW_TASK_QUEUE = 'porting';

/**
 * The name of a provider, as requests, the configuration file and URLs use it. The set is open: the configuration file
 * can bring a provider. `PROVIDER_NAME` is the form of every name.
 */
export type ProviderName = string;

/** The form of a provider's name. It is part of URLs, task queues and queries. */
export const PROVIDER_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** An account at a provider. */
export interface AccountRef {
  /** Whose API it is. */
  readonly provider: string;
  /** Its name in the configuration. */
  readonly account: string;
}

/** What is wrong with a name in another form, as the end of a sentence. */
export const PROVIDER_NAME_FAULT =
  'must be the name of a provider: 1 to 40 lower-case letters, digits and dashes';

/** The workflow id of a port request: one workflow per request id, whatever is started how often. */
export function portWorkflowId(requestId: string): string {
  return `port:${requestId}`;
}

/** The request id inside a port's workflow id; undefined for ids of other workflows. */
export function requestIdOf(workflowId: string): string | undefined {
  return workflowId.startsWith('port:') ? workflowId.slice('port:'.length) : undefined;
}

/** The workflow id of what is remembered about a provider account: one workflow per account, for ever. */
export function accountWorkflowId(provider: string, account: string): string {
  return `account:${provider}:${account}`;
}

/** The account inside such a workflow id; undefined for ids of other workflows. */
export function accountOf(workflowId: string): AccountRef | undefined {
  const [, provider, account] = /^account:([^:]+):([^:]+)$/.exec(workflowId) ?? [];
  return provider === undefined || account === undefined ? undefined : { provider, account };
}

/** The workflow id of a pass over all orders of an account: one at a time. */
export function sweepWorkflowId(provider: string, account: string): string {
  return `sweep:${provider}:${account}`;
}

/** The workflow id of a provider call: each is a call of its own. */
export function callWorkflowId(uuid: string): string {
  return `call:${uuid}`;
}

/** How an account may be called. */
export const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

/**
 * The queue on which workers serve one provider account, so that each account has its own rate limit, and each
 * installation its own accounts.
 *
 * @param taskQueue - the installation's queue of workflows (`PORTKEEPER_TASK_QUEUE`; in a workflow, its own)
 */
export function accountTaskQueue(taskQueue: string, provider: string, account: string): string {
  return `${taskQueue}-${provider}-${account}`;
}

/** The value of `PortOrderIds` for one provider order. */
export function orderKey(provider: string, account: string, orderRef: string): string {
  return `${provider}/${account}/${orderRef}`;
}

/** The memo key under which a port keeps the fingerprint of its request, to tell a repeated start from a conflict. */
export const REQUEST_DIGEST_MEMO = 'requestDigest';
