import { Context } from '@temporalio/activity';
import { ProviderError } from '../../src/providers/provider-error';

/** The run that this activity belongs to. */
export function currentRun(): string {
  return Context.current().info.workflowExecution?.runId ?? '';
}

/** Whether the current run may repeat a submission that it does not know of. */
export function mayHaveSubmitted(allowedRuns: readonly string[]): boolean {
  return !allowedRuns.includes(currentRun());
}

/**
 * A workflow that was reset to before its submission does not know that it submitted. Its history still names the run
 * that began it, and this activity knows its current run. If they differ, and no search was made in this run, nothing
 * is sent and the outcome counts as unknown, so that the search comes first.
 *
 * @throws ProviderError `workflow_was_reset`
 */
export function refuseAfterReset(allowedRuns: readonly string[]): void {
  if (!mayHaveSubmitted(allowedRuns)) return;
  throw new ProviderError({
    code: 'workflow_was_reset',
    message: 'The workflow was reset, and may have submitted before: the provider is searched first.',
    outcome: 'unknown',
  });
}
