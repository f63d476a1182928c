import { phaseOf as phaseOfVersion1 } from '../../../src/domain/facts/phase';
import type { Phase, Port } from '../../../src/domain/model/port';

/**
 * A rule that changed, as docs/changing-running-ports.md#a-worked-example makes it: from version 2 on, a port whose
 * window has closed stays in `foc_confirmed`. The phase is a search attribute, so the old histories have a command that
 * the new rule does not give.
 */
export function phaseOf(port: Port): Phase {
  const phase = phaseOfVersion1(port);
  return port.behavior >= 2 && phase === 'window_closed' ? 'foc_confirmed' : phase;
}
