import type { ItemStatus } from '../../domain/model/status';
import { ControlRefusal, type Push } from '../provider';
import type { FoneDynamicsBackend } from './backend';
import type { SimulatedNumber, SimulatedRequest } from './request';
import { setDate, midnightOf, withdrawDate } from './script';
import type { State } from './states';

/** The state for each item status. Fone Dynamics has no equivalent of the others. */
const STATES: Readonly<Partial<Record<ItemStatus, State>>> = {
  in_review: 'Queued',
  submitted: 'Submitted',
  foc_confirmed: 'Accepted',
  rejected: 'Rejected',
  ported: 'Completed',
  canceled: 'Cancelled',
  reversed: 'Reversed',
};

/** States in which the number keeps its date. */
const KEEPS_DATE: ReadonlySet<State> = new Set(['Completed', 'Cancelled', 'Reversed']);

const DAYS_AHEAD = 7;
const REAL_DAY_MS = 86_400_000;

/** Pushes numbers of a request manually. Their script ends, but a given date stays scheduled. */
export function advance(backend: FoneDynamicsBackend, request: SimulatedRequest, push: Push): void {
  const state = STATES[push.to];
  if (state === undefined) {
    throw new ControlRefusal(
      `Fone Dynamics has no status for ${push.to}: push to one of ${Object.keys(STATES).join(', ')}`,
    );
  }
  if (push.focAt !== undefined && state !== 'Accepted') {
    throw new ControlRefusal('focAt goes with {"to": "foc_confirmed"} only');
  }
  if (push.code !== undefined && state !== 'Rejected') {
    throw new ControlRefusal('code goes with {"to": "rejected"} only: the status of the losing carrier');
  }
  const numbers = numbersOf(request, push.numbers);
  if (state === 'Reversed' && numbers.some((number) => number.state !== 'Completed')) {
    throw new ControlRefusal('Only a ported number can be reversed: push it to "ported" first');
  }
  backend.change(request, numbers, (number) => {
    number.pushed = true;
    if (state === 'Accepted') {
      setDate(backend, request, number, dateFor(backend, push.focAt));
      return;
    }
    if (!KEEPS_DATE.has(state)) withdrawDate(number);
    number.state = state;
    if (push.code !== undefined) number.carrierCode = String(push.code);
  });
}

/**
 * The given moment with its day; else the calendar day a week ahead, and a cutover after seven provider-side
 * days.
 */
function dateFor(backend: FoneDynamicsBackend, focAt: number | undefined) {
  if (focAt !== undefined) return { date: midnightOf(focAt), cutoverAt: focAt };
  const now = backend.time.now();
  return { date: midnightOf(now + DAYS_AHEAD * REAL_DAY_MS), cutoverAt: now + backend.time.days(DAYS_AHEAD) };
}

function numbersOf(
  { portingNo, numbers }: SimulatedRequest,
  requested: readonly string[] | undefined,
): readonly SimulatedNumber[] {
  if (requested === undefined) return numbers;
  return requested.map((phoneNumber) => {
    const number = numbers.find(({ submitted }) => submitted.Number === phoneNumber);
    if (number !== undefined) return number;
    const known = numbers.map(({ submitted }) => submitted.Number).join(', ');
    throw new ControlRefusal(`${phoneNumber} is not in order ${portingNo}, which has ${known}`);
  });
}
