import { ActivityFailure, proxyLocalActivities, upsertMemo, workflowInfo } from '@temporalio/workflow';
import type { PortActivities } from '../../activities/port/port-activities';
import { portWorkflowId, REQUEST_DIGEST_MEMO } from '../../src/contract/names';
import { begin, offsetFor } from '../../src/domain/lifecycle/begin';
import type { Port } from '../../src/domain/model/port';
import { invalidRequest } from '../failures';
import { workflowTime } from '../clock';

const { prepare } = proxyLocalActivities<PortActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

/**
 * The first step of every port: an activity parses and completes the request and fixes its policy. So the result is
 * in history, and no later change of configuration affects the port.
 *
 * @throws the activity's `invalid_request`: the only way in which a port's workflow may fail
 */
export async function prepareAndBegin(input: unknown): Promise<Port> {
  const { workflowId, memo } = workflowInfo();
  const prepared = await prepare(input).catch((error: unknown) => {
    throw error instanceof ActivityFailure && error.cause !== undefined ? error.cause : error;
  });
  // The workflow id makes a request start once; under another id, the same numbers could be ordered twice.
  const expected = portWorkflowId(prepared.request.requestId);
  if (workflowId !== expected)
    throw invalidRequest([
      { field: 'requestId', message: `needs the workflow id ${expected}; this one is ${workflowId}` },
    ]);
  // A port that was started without the client has no digest yet, and a repeated start is compared with it.
  if (memo?.[REQUEST_DIGEST_MEMO] === undefined)
    upsertMemo({ [REQUEST_DIGEST_MEMO]: prepared.requestDigest });
  return begin(prepared, workflowTime(), offsetFor(workflowId, prepared.policy.watchEvery));
}
