/** Every name in Temporal: types, ids, task queues. Defined once, so that no two places disagree. */

/** The workflow type of a port request. */
export const PORT_REQUEST = 'portRequest';

/** The workflow type of a provider account. */
export const PROVIDER_ACCOUNT = 'providerAccount';

/** The workflow type of an operation at a provider. */
export const PROVIDER_CALL = 'providerCall';

/** The workflow type of a claim of a number. It never runs (src/claims/number-claims.ts). */
export const NUMBER_CLAIM = 'numberClaim';

/** The workflow type of what is left of an erased port: an ended execution that keeps its id from being used again. */
export const ERASED_PORT = 'erasedPort';

/** The task queue of the workflows, unless `PORTKEEPER_TASK_QUEUE` names another. */
export const WORKFLOW_TASK_QUEUE = 'porting';

/**
 * The name of a provider in requests, the configuration file and URLs. The set is open: the configuration file can
 * add a provider. Every name matches `PROVIDER_NAME`.
 */
export type ProviderName = string;

/** The form of a provider's name, which is part of URLs, task queues and queries. */
export const PROVIDER_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** An account at a provider. */
export interface AccountRef {
  /** The provider. */
  readonly provider: string;
  /** Its name in the configuration. */
  readonly account: string;
}

/** The fault of another form, to complete a sentence that begins with the field. */
export const PROVIDER_NAME_FAULT =
  'must be the name of a provider: 1 to 40 lower-case letters, digits and dashes';

/** The workflow id of a port request: one workflow per request id, however often it is started. */
export function portWorkflowId(requestId: string): string {
  return `port:${requestId}`;
}

/** The request id inside a port's workflow id; undefined for ids of other workflows. */
export function requestIdOf(workflowId: string): string | undefined {
  return workflowId.startsWith('port:') ? workflowId.slice('port:'.length) : undefined;
}

/** The workflow id of a provider account: one workflow per account. */
export function accountWorkflowId(provider: string, account: string): string {
  return `account:${provider}:${account}`;
}

/** The account inside such a workflow id; undefined for ids of other workflows. */
export function accountOf(workflowId: string): AccountRef | undefined {
  const [, provider, account] = /^account:([^:]+):([^:]+)$/.exec(workflowId) ?? [];
  return provider === undefined || account === undefined ? undefined : { provider, account };
}

/** The workflow id of a sweep: one at a time per account. */
export function sweepWorkflowId(provider: string, account: string): string {
  return `sweep:${provider}:${account}`;
}

/** The workflow id of a provider call: unique for each call. */
export function callWorkflowId(uuid: string): string {
  return `call:${uuid}`;
}

/** The form of an account's name. */
export const ACCOUNT_NAME = /^[a-z0-9-]{1,40}$/;

/**
 * The task queue of one provider account, so that each account has its own rate limit and each installation its own
 * accounts.
 *
 * @param taskQueue - the installation's workflow task queue (`PORTKEEPER_TASK_QUEUE`; in a workflow, its own)
 */
export function accountTaskQueue(taskQueue: string, provider: string, account: string): string {
  return `${taskQueue}-${provider}-${account}`;
}

/** The value of `PortOrderIds` for one provider order. */
export function orderKey(provider: string, account: string, orderRef: string): string {
  return `${provider}/${account}/${orderRef}`;
}

/** The memo key of the digest of a port's request, to distinguish a repeated start from a conflict. */
export const REQUEST_DIGEST_MEMO = 'requestDigest';
