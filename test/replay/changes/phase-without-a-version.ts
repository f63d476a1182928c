import { phaseOf as phaseOfVersion1 } from '../../../src/domain/facts/phase';
import type { Phase, Port } from '../../../src/domain/model/port';

/** The rule of ./phase-from-version-2.ts for every port, whenever it began: the mistake that the versions are for. */
export function phaseOf(port: Port): Phase {
  const phase = phaseOfVersion1(port);
  return phase === 'window_closed' ? 'foc_confirmed' : phase;
}
