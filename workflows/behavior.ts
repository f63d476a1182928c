import { BEHAVIOR, type Behavior } from '../src/domain/model/behavior';

/**
 * Refuses to go on by rules that this build does not have. The workflow task fails and is tried again until a build that
 * has them takes it; the port itself loses nothing.
 *
 * @throws Error, which fails the workflow task and not the workflow
 */
export function requireKnown(behavior: Behavior): void {
  if (behavior <= BEHAVIOR) return;
  throw new Error(
    `This workflow behaves by version ${String(behavior)} of the rules, and this build knows them up to ` +
      `${String(BEHAVIOR)}: let a worker of the newer release take it (docs/changing-running-ports.md#rollback).`,
  );
}

/** The rules by which the next run behaves: it begins on the build that ends this one. */
export function risen(behavior: Behavior): Behavior {
  return Math.max(behavior, BEHAVIOR);
}
