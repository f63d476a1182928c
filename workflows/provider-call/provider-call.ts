import {
  ActivityFailure,
  ApplicationFailure,
  isCancellation,
  proxyActivities,
  workflowInfo,
} from '@temporalio/workflow';
import type { ProviderCallActivities } from '../../activities/provider-call/provider-call-activities';
import { accountTaskQueue } from '../../src/contract/names';
import { callSummary, type ProviderCallInput } from '../../src/contract/provider-call';
import { requireCall } from './call-input';
import { problemOf } from '../failures';

/** A caller waits for the answer. */
const NO_WORKER_AFTER = '1 minute';

/**
 * One operation at a provider that is not a port: a portability check, an order list, the webhook configuration. It
 * runs in a workflow so that the provider's credentials stay with the workers.
 *
 * @param input - `ProviderCallInput`, which is validated because any client may start this workflow
 * @returns the answer of the operation (contract/provider-operations.ts)
 * @throws ApplicationFailure of type `invalid_request`, `not_supported`, `no_worker_for_account`, or the provider's
 * code, with the `ProviderProblem` as its first detail
 */
export async function providerCall(input: unknown): Promise<unknown> {
  const call = requireCall(input);
  const { provider, account } = call;
  const { callProvider } = proxyActivities<ProviderCallActivities>({
    // For about a minute: a short fault of the provider needs no person.
    retry: {
      initialInterval: '5 seconds',
      backoffCoefficient: 2.5,
      maximumInterval: '30 seconds',
      maximumAttempts: 4,
    },
    startToCloseTimeout: '30 minutes', // a thousand numbers are checked one by one
    heartbeatTimeout: '30 seconds',
    scheduleToStartTimeout: NO_WORKER_AFTER,
    taskQueue: accountTaskQueue(workflowInfo().taskQueue, provider, account),
    summary: callSummary(call),
  });
  try {
    return await callProvider(call);
  } catch (error) {
    throw isCancellation(error) ? error : failureOf(error, call);
  }
}

/** The workflow's own failure. A failure that the activity explains in its details is passed on unchanged. */
function failureOf(error: unknown, account: ProviderCallInput): ApplicationFailure {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  if (cause instanceof ApplicationFailure && EXPLAINED.has(cause.type ?? '')) return cause;
  const problem = problemOf(error, account);
  return ApplicationFailure.nonRetryable(problem.message, problem.code, problem);
}

/** Problems of the call itself, not of the provider. */
const EXPLAINED: ReadonlySet<string> = new Set(['invalid_request', 'not_supported']);
