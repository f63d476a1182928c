/**
 * The version of the rules of a port or an account, from 1 upward. It is fixed at the start and rises only when one
 * run hands over to the next, so that a history replays by the rules that wrote it (docs/changing-running-ports.md).
 * Rules read it from the state and never from `BEHAVIOR`.
 */
export type Behavior = number;

/** The version that new ports get on this build, and the newest that this build supports. */
export const BEHAVIOR: Behavior = 1;

/** The version of an account's first run: its start has no recorded step that could carry another. */
export const FIRST_BEHAVIOR: Behavior = 1;
