import type { Measure } from './measure';
import {
  ACTIONS,
  ACTIONS_OF_POLLING,
  ACTIONS_WITH_SWEEP,
  BYTES,
  EVENTS,
  EVENTS_OF_MANY,
} from './measures/cost';
import { INGRESS, INGRESS_BURSTS } from './measures/ingress';
import { STEPS_ARE_LINEAR, STEPS_OF_LARGE_PORTS } from './measures/large-ports';
import { HEAP } from './measures/memory';
import { ENCRYPTION, ORCHESTRATION } from './measures/orchestration';
import { FULLEST_SECOND, USE_UNDER_BACKLOG } from './measures/rate-limit';
import { RECOVERY } from './measures/recovery';
import { REPLAY } from './measures/replay';

/** Every measure, in the order in which they run. */
export const MEASURES: readonly Measure[] = [
  ACTIONS,
  ACTIONS_OF_POLLING,
  ACTIONS_WITH_SWEEP,
  EVENTS,
  BYTES,
  EVENTS_OF_MANY,
  INGRESS,
  INGRESS_BURSTS,
  ORCHESTRATION,
  ENCRYPTION,
  HEAP,
  REPLAY,
  ...STEPS_OF_LARGE_PORTS,
  STEPS_ARE_LINEAR,
  FULLEST_SECOND,
  USE_UNDER_BACKLOG,
  RECOVERY,
];
