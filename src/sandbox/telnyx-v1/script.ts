import { asMoment, playScript } from '../script';
import { STAFF, type TelnyxBackend } from './backend';
import { DATE_AHEAD_DAYS, SECOND_ANSWER_TAKES_DAYS, type Complaint, type Step } from './scenarios';
import type { SubRequest } from './port-request';
import { isClosed, type SubRequestState } from './states';

/** Schedules the rest of a sub request's script; its days count from the submission. */
export function scheduleScript(backend: TelnyxBackend, subRequest: SubRequest): void {
  const { createdAt } = subRequest.portRequest;
  playScript(backend.time, createdAt, subRequest.scenario.script, (step) => {
    if (followsScript(subRequest)) applyStep(backend, subRequest, step);
  });
}

/** A sub request leaves its script after a manual push, a complaint or a cancellation. */
function followsScript(subRequest: SubRequest): boolean {
  const { state, pushed, scenario } = subRequest;
  if (pushed || isClosed(state) || state === 'exception') return false;
  return state !== 'cancel-pending' || scenario.onCancel === 'ports_all_the_same';
}

/** Applies one step. */
function applyStep(backend: TelnyxBackend, subRequest: SubRequest, step: Step): void {
  const { portRequest } = subRequest;
  switch (step.does) {
    case 'send_to_carrier':
      moveTo(backend, subRequest, 'submitted');
      break;
    case 'give_date':
      confirmDate(backend, subRequest, portRequest.createdAt + backend.time.days(step.portDay));
      break;
    case 'withdraw_date':
      subRequest.focDate = undefined;
      moveTo(backend, subRequest, 'submitted');
      break;
    case 'complain':
      complain(backend, subRequest, step.complaint);
      break;
    case 'cancel':
      backend.comment(portRequest, subRequest, 'Cancelled by the losing carrier.', STAFF);
      moveTo(backend, subRequest, 'cancelled');
      break;
    case 'report_unknown_status':
      backend.change(subRequest, () => {
        subRequest.unknownStatus = step.unknownStatus;
      });
  }
}

function moveTo(backend: TelnyxBackend, subRequest: SubRequest, state: SubRequestState): void {
  backend.change(subRequest, () => {
    subRequest.state = state;
  });
}

/** The losing carrier refuses, unless the complaint is resolved; the reason is in a comment. */
export function complain(backend: TelnyxBackend, subRequest: SubRequest, complaint: Complaint): void {
  const { unlessPin } = complaint;
  if (unlessPin !== undefined && subRequest.fields.pin_passcode === unlessPin) return;
  backend.comment(subRequest.portRequest, subRequest, complaint.text, STAFF);
  backend.change(subRequest, () => {
    subRequest.state = 'exception';
    subRequest.complaint = complaint;
    subRequest.focDate = undefined;
  });
}

/**
 * A correction goes to the losing carrier again, which answers a day later: with a date, or with the same
 * complaint.
 */
export function sendAgain(backend: TelnyxBackend, subRequest: SubRequest, complaint: Complaint): void {
  moveTo(backend, subRequest, 'submitted');
  const { time } = backend;
  time.schedule(time.now() + time.days(SECOND_ANSWER_TAKES_DAYS), () => {
    if (!followsScript(subRequest) || subRequest.state !== 'submitted') return;
    complain(backend, subRequest, complaint);
    if (followsScript(subRequest)) confirmDate(backend, subRequest, time.now() + time.days(DATE_AHEAD_DAYS));
  });
}

/** The losing carrier confirmed a date; the numbers then port on it. */
export function confirmDate(backend: TelnyxBackend, subRequest: SubRequest, at: number): void {
  backend.change(subRequest, () => {
    subRequest.state = 'foc-date-confirmed';
    subRequest.focDate = asMoment(at);
  });
  scheduleCutover(backend, subRequest);
}

/** Schedules the cutover of a sub request, which is skipped if the date has changed by then. */
export function scheduleCutover(backend: TelnyxBackend, subRequest: SubRequest): void {
  const { focDate } = subRequest;
  // A date in the past stays overdue until the next manual push.
  if (focDate === undefined || focDate <= backend.time.now()) return;
  backend.time.schedule(focDate, () => {
    if (subRequest.focDate !== focDate || !portsNow(subRequest)) return;
    moveTo(backend, subRequest, 'ported');
  });
}

function portsNow({ state, scenario }: SubRequest): boolean {
  if (state === 'cancel-pending') return scenario.onCancel === 'ports_all_the_same';
  return state === 'foc-date-confirmed';
}
