import { ActivityFailure, proxyLocalActivities, upsertMemo, workflowInfo } from '@temporalio/workflow';
import type { PortActivities } from '../../activities/port/port-activities';
import { portWorkflowId, REQUEST_DIGEST_MEMO } from '../../src/contract/names';
import { begin, offsetFor } from '../../src/domain/lifecycle/begin';
import type { Port } from '../../src/domain/model/port';
import { invalidRequest } from '../failures';

const { prepare } = proxyLocalActivities<PortActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

/**
 * The first step of every port, whoever started it: the request is parsed, completed and given its policy by an
 * activity, so that the answer is in history and no later change of configuration moves it.
 *
 * @throws the activity's `invalid_request`: the one way in which a port's workflow may fail
 */
export async function prepareAndBegin(input: unknown): Promise<Port> {
  const { workflowId, memo } = workflowInfo();
  const prepared = await prepare(input).catch((error: unknown) => {
    throw error instanceof ActivityFailure && error.cause !== undefined ? error.cause : error;
  });
  // The id is what makes a request start once; under another one, the same numbers could be ordered twice.
  const expected = portWorkflowId(prepared.request.requestId);
  if (workflowId !== expected)
    throw invalidRequest([
      { field: 'requestId', message: `needs the workflow id ${expected}; this one is ${workflowId}` },
    ]);
  // A port started without the client has no fingerprint yet, and a repeated start needs one to compare with.
  if (memo?.[REQUEST_DIGEST_MEMO] === undefined)
    upsertMemo({ [REQUEST_DIGEST_MEMO]: prepared.requestDigest });
  return begin(prepared, Date.now(), offsetFor(workflowId, prepared.policy.watchEvery));
}
