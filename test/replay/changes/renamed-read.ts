import type { WorkflowInterceptors } from '@temporalio/workflow';

export { portRequest, providerAccount, providerCall } from '../../../workflows';

/** The activity `readOrders` under another name, everything else as it is. */
export const interceptors = (): WorkflowInterceptors => ({
  outbound: [
    {
      scheduleActivity: (input, next) =>
        next({
          ...input,
          activityType: input.activityType === 'readOrders' ? 'readPort' : input.activityType,
        }),
    },
  ],
});
