import { BEHAVIOR, type Behavior } from '../src/domain/model/behavior';

/**
 * Refuses to continue by rules that this build does not have. The workflow task fails and is retried until a build
 * with these rules runs it; the port loses nothing.
 *
 * @throws Error, which fails the workflow task and not the workflow
 */
export function requireSupported(behavior: Behavior): void {
  if (behavior <= BEHAVIOR) return;
  const error = new Error(
    `This workflow behaves by version ${String(behavior)} of the rules, and this build knows them up to ` +
      `${String(BEHAVIOR)}: let a worker of the newer release take it (docs/changing-running-ports.md#rollback).`,
  );
  // Its message stays readable by this name (src/encryption/failure-converter.ts).
  error.name = 'behavior_unsupported';
  throw error;
}

/** The version of the rules for the next run, which begins on the current build. */
export function nextBehavior(behavior: Behavior): Behavior {
  return Math.max(behavior, BEHAVIOR);
}
