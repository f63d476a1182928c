/**
 * The version of the rules by which a port or an account behaves, from 1 upward. It is fixed when a port begins and may
 * rise only when one run hands over to the next, so that a history is replayed by the rules that it was written by
 * (docs/changing-running-ports.md). Rules read it from the state and never from `BEHAVIOR`.
 */
export type Behavior = number;

/** The version that ports which begin on this build are given, and the newest that this build knows. */
export const BEHAVIOR: Behavior = 1;

/** The version of an account's first run: its start has no recorded step that could say another. */
export const FIRST_BEHAVIOR: Behavior = 1;
