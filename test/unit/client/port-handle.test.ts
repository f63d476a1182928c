import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError, type Client } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { PortHandle } from '../../../src/client/port-handle';

/** A port whose workflow task fails again and again: neither queries nor updates are answered. */
function stuck(): PortHandle {
  const tooLate = Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4, details: '', metadata: {} });
  const workflow = {
    query: () => Promise.reject(new ServiceError('Failed to query', { cause: tooLate })),
    startUpdate: () => Promise.reject(new WorkflowUpdateRPCTimeoutOrCancelledError('No answer.')),
    describe: () =>
      Promise.resolve({
        workflowId: 'port:acme-42',
        runId: 'r',
        status: { name: 'RUNNING' },
        typedSearchAttributes: new TypedSearchAttributes([]),
        raw: { pendingWorkflowTask: { attempt: 9 } },
      }),
  };
  const client = {
    options: { namespace: 'default' },
    workflow: { getHandle: () => workflow },
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: { getWorkflowExecutionHistoryReverse: () => Promise.resolve({}) },
  };
  return new PortHandle(client as unknown as Client, 'acme-42');
}

test.each<[string, (port: PortHandle) => Promise<unknown>]>([
  ['view', (port) => port.view()],
  ['timeline', (port) => port.timeline()],
  ['cancel', (port) => port.cancel()],
  ['refresh', (port) => port.refresh()],
])(
  '%s of a port that cannot go on says that it is stuck, and does not blame a missing worker',
  async (_, ask) => {
    await expect(ask(stuck())).rejects.toMatchObject({ code: 'port_stuck' });
  },
);
