import { DATABASE_DRILLS } from './database-drills';
import type { DrillSet } from './drill';
import { SIMULATOR_DRILLS } from './simulator-drills';
import { PROCESS_DRILLS } from './process-drills';
import { TEMPORAL_DRILLS } from './temporal-drills';

/** Every drill, in the order in which they run. */
export const DRILL_SETS: readonly DrillSet[] = [
  SIMULATOR_DRILLS,
  TEMPORAL_DRILLS,
  PROCESS_DRILLS,
  DATABASE_DRILLS,
];
