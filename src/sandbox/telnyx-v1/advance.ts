import type { ProviderItemStatus } from '../../domain/model/status';
import { ControlRefusal, type Push } from '../provider';
import { STAFF, type TelnyxBackend } from './backend';
import { NOT_PORTABLE, WRONG_PIN, type Complaint } from './scenarios';
import { refOf, type SubRequest } from './port-request';
import { scheduleCutover } from './script';
import type { SubRequestState } from './states';

/** The state for each item status. Telnyx has none for a missing signature or an expiry. */
const STATES: Readonly<Partial<Record<ProviderItemStatus, SubRequestState>>> = {
  not_portable: 'exception',
  in_review: 'in-process',
  submitted: 'submitted',
  foc_confirmed: 'foc-date-confirmed',
  rejected: 'exception',
  canceling: 'cancel-pending',
  ported: 'ported',
  canceled: 'cancelled',
  // Telnyx has no status for a reversal: a number that was ported becomes cancelled.
  reversed: 'cancelled',
};

/**
 * Telnyx's error codes (docs/reference/telnyx-v1.md#error-codes). v1 has no field for a code, so it is in the
 * comment.
 */
const REASONS: Readonly<Record<number, string>> = {
  80001: 'a phone number is inactive',
  80002: 'the phone numbers are with another provider',
  80005: 'the PIN/passcode does not match the records of the losing carrier',
  80007: 'the FOC has expired',
  80008: 'the LOA is missing',
  80009: 'the LOA is illegible',
  80010: 'the LOA has expired',
  80014: 'the service address does not match',
  80015: 'the billing number is ported while other numbers stay',
  80023: 'the rate center is not covered',
};

/** Statuses in which the sub request keeps its date. */
const KEEPS_DATE: ReadonlySet<string> = new Set(['canceling', 'canceled', 'ported', 'reversed']);

/** Pushes a sub request manually. Its script ends, but a given date stays scheduled. */
export function advance(backend: TelnyxBackend, subRequest: SubRequest, push: Push): void {
  const state = stateFor(subRequest, push);
  const { to: status, code, focAt } = push;
  const complaint = state === 'exception' ? complaintOf(status, code) : undefined;
  if (complaint !== undefined) backend.comment(subRequest.portRequest, subRequest, complaint.text, STAFF);
  backend.change(subRequest, () => {
    subRequest.pushed = true;
    subRequest.state = state;
    subRequest.complaint = complaint;
    if (!KEEPS_DATE.has(status)) subRequest.focDate = undefined;
    if (status === 'foc_confirmed') subRequest.focDate = focAt ?? backend.time.now() + backend.time.days(7);
    if (status === 'ported') subRequest.focDate ??= backend.time.now();
  });
  scheduleCutover(backend, subRequest);
}

/** @throws ControlRefusal if the push is invalid */
function stateFor(subRequest: SubRequest, { to: status, focAt, code, numbers }: Push): SubRequestState {
  const state = status === 'draft' ? undefined : STATES[status];
  if (state === undefined) {
    throw new ControlRefusal(
      `Telnyx has no status for ${status}: push to one of ${Object.keys(STATES).join(', ')}`,
    );
  }
  if (focAt !== undefined && status !== 'foc_confirmed') {
    throw new ControlRefusal('focAt goes with {"to": "foc_confirmed"} only');
  }
  if (code !== undefined && state !== 'exception') {
    throw new ControlRefusal('code goes with {"to": "rejected"} and {"to": "not_portable"} only');
  }
  const own = subRequest.numbers.map(({ phoneNumber }) => phoneNumber);
  if (numbers !== undefined && !(own.length === numbers.length && own.every((it) => numbers.includes(it)))) {
    throw new ControlRefusal(
      `A sub request moves as a whole: leave numbers out; ${refOf(subRequest)} has ${own.join(', ')}`,
    );
  }
  if (status === 'reversed' && subRequest.state !== 'ported') {
    throw new ControlRefusal('Only a ported sub request can be reversed: push it to "ported" first');
  }
  return state;
}

function complaintOf(status: Push['to'], code: number | undefined): Complaint {
  if (code !== undefined) {
    return { text: `Exception: ${REASONS[code] ?? 'please contact support'} (${code}).`, fixable: true };
  }
  return status === 'not_portable' ? NOT_PORTABLE : WRONG_PIN;
}
