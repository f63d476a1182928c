/** An interceptor that runs inside every workflow. It reports through a sink. */
import { proxySinks, workflowInfo, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow';

export interface AuditSinks extends Sinks {
  audit: { ended(workflowType: string, workflowId: string): void };
}

const { audit } = proxySinks<AuditSinks>();

export const interceptors = (): WorkflowInterceptors => ({
  inbound: [
    {
      async execute(input, next) {
        const result = await next(input);
        const { workflowType, workflowId } = workflowInfo();
        audit.ended(workflowType, workflowId);
        return result;
      },
    },
  ],
});
