import { Context } from '@temporalio/activity';
import { ProviderError } from '../../src/providers/provider-error';
import type { RunInput } from './port-activities';

/** The run that this activity belongs to. */
export function currentRun(): string {
  return Context.current().info.workflowExecution?.runId ?? '';
}

/**
 * Whether the current run may repeat a submission that it does not know of.
 *
 * @param restoredAt - when Temporal's database was restored, epoch milliseconds; undefined: never
 */
export function mayHaveSubmitted(input: RunInput, restoredAt: number | undefined): boolean {
  return isUnknownByReset(input) || isUnknownByRestore(input, restoredAt);
}

/**
 * Sends nothing that may have been sent already: the outcome counts as unknown, so that the search comes first.
 *
 * @throws ProviderError `workflow_was_reset`, `database_was_restored`
 */
export function refuseIfUnknown(input: RunInput, restoredAt: number | undefined): void {
  if (isUnknownByReset(input))
    throw unknownBecause('workflow_was_reset', 'The workflow was reset, and may have submitted before');
  if (isUnknownByRestore(input, restoredAt))
    throw unknownBecause(
      'database_was_restored',
      'Temporal’s database was restored, and the port may have submitted in the lost time',
    );
}

/**
 * A workflow that was reset to before its submission does not know that it submitted. Its history still names the run
 * that began it, and this activity knows its current run. They differ, and no search was made in this run.
 */
function isUnknownByReset({ allowedRuns }: RunInput): boolean {
  return !allowedRuns.includes(currentRun());
}

/**
 * A restore takes every port back to an older state, in the same run. A port that began before it may have submitted in
 * the time that is lost. Only a search after the restore shows that.
 */
function isUnknownByRestore(
  { beganAt = Number.NEGATIVE_INFINITY, searchedAfter = Number.NEGATIVE_INFINITY }: RunInput,
  restoredAt: number | undefined,
): boolean {
  return restoredAt !== undefined && beganAt < restoredAt && searchedAfter < restoredAt;
}

function unknownBecause(code: 'workflow_was_reset' | 'database_was_restored', what: string): ProviderError {
  const message = `${what}: the provider is searched first.`;
  return new ProviderError({ code, message, outcome: 'unknown' });
}
