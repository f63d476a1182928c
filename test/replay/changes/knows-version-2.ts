export type { Behavior } from '../../../src/domain/model/behavior';

/** A build that knows version 2. */
export const BEHAVIOR = 2;
export const FIRST_BEHAVIOR = 1;
