import type { Phase, Port } from '../model/port';
import { isBeingCanceled } from './canceling';
import { isAtItsEnd } from './ending';
import { currentItems, isFinal, isLeftBehind, openAttempt, progressOf } from './items';
import { finalPhaseOf } from './outcome';
import { canProceed, isReadyToSubmit } from './submission';
import { waitsForPerson } from './superseding';

/** The phase: a label computed from items, the submission in flight and the ending. */
export function phaseOf(port: Port): Phase {
  if (port.ending !== undefined) return finalPhaseOf(port);
  if (openAttempt(port) !== undefined || isReadyToSubmit(port)) return 'submitting';

  const items = currentItems(port);
  const moving = items.filter(
    (item) => !waitsForPerson(port, item) && !isFinal(item.status) && !isAtItsEnd(port, item),
  );
  if (moving.length === 0) {
    // All numbers have moved, and the port is in its hold: no person needs to act.
    const isPersonNeeded = items.some((item) => waitsForPerson(port, item) && !isLeftBehind(port, item));
    return isPersonNeeded ? 'action_required' : 'window_closed';
  }
  if (moving.some((item) => item.status === 'draft')) return canProceed(port) ? 'submitting' : 'draft';
  if (moving.every(isBeingCanceled)) return 'canceling';

  const ahead = moving.filter((item) => !isBeingCanceled(item));
  if (ahead.every((item) => item.status === 'foc_confirmed')) {
    return ahead.some((item) => item.window !== 'closed') ? 'foc_confirmed' : 'window_closed';
  }
  const furthestBehind = Math.min(...ahead.map((item) => progressOf(item.status)));
  return furthestBehind === progressOf('awaiting_signature') ? 'awaiting_signature' : 'waiting_for_foc';
}
