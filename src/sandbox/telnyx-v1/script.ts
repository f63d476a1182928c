import { asMoment, playScript } from '../script';
import { STAFF, type PortingDesk } from './backend';
import { DATE_AHEAD_DAYS, SECOND_ANSWER_TAKES_DAYS, type Complaint, type Step } from './scenarios';
import type { SubRequest } from './port-request';
import { isClosed, type SubRequestState } from './states';

/** Schedules what will still happen to a sub request; the days of its script count from the submit. */
export function play(backend: PortingDesk, subRequest: SubRequest): void {
  const { createdAt } = subRequest.portRequest;
  playScript(backend.time, createdAt, subRequest.scenario.script, (step) => {
    if (followsScript(subRequest)) applyStep(backend, subRequest, step);
  });
}

/** A sub request leaves its script when it is pushed by hand, complained about, or on its way out. */
function followsScript(subRequest: SubRequest): boolean {
  const { state, pushed, scenario } = subRequest;
  if (pushed || isClosed(state) || state === 'exception') return false;
  return state !== 'cancel-pending' || scenario.onCancel === 'ports_all_the_same';
}

/** Carries out one step. */
function applyStep(backend: PortingDesk, subRequest: SubRequest, step: Step): void {
  const { portRequest } = subRequest;
  switch (step.does) {
    case 'send_to_carrier':
      moveTo(backend, subRequest, 'submitted');
      break;
    case 'give_date':
      giveDate(backend, subRequest, portRequest.createdAt + backend.time.days(step.portDay));
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
    case 'say_strange_word':
      backend.change(subRequest, () => {
        subRequest.unknownStatus = step.unknownStatus;
      });
  }
}

function moveTo(backend: PortingDesk, subRequest: SubRequest, state: SubRequestState): void {
  backend.change(subRequest, () => {
    subRequest.state = state;
  });
}

/** The losing carrier refuses, unless there is nothing to complain about any more; why is in a comment. */
export function complain(backend: PortingDesk, subRequest: SubRequest, complaint: Complaint): void {
  const { unlessPin } = complaint;
  if (unlessPin !== undefined && subRequest.fields.pin_passcode === unlessPin) return;
  backend.comment(subRequest.portRequest, subRequest, complaint.says, STAFF);
  backend.change(subRequest, () => {
    subRequest.state = 'exception';
    subRequest.complaint = complaint;
    subRequest.focDate = undefined;
  });
}

/** What was mended goes to the losing carrier again, who answers a day later: with a date, or as before. */
export function sendAgain(backend: PortingDesk, subRequest: SubRequest, complaint: Complaint): void {
  moveTo(backend, subRequest, 'submitted');
  const { time } = backend;
  time.schedule(time.now() + time.days(SECOND_ANSWER_TAKES_DAYS), () => {
    if (!followsScript(subRequest) || subRequest.state !== 'submitted') return;
    complain(backend, subRequest, complaint);
    if (followsScript(subRequest)) giveDate(backend, subRequest, time.now() + time.days(DATE_AHEAD_DAYS));
  });
}

/** The losing carrier agreed to a date: then the numbers move by themselves. */
export function giveDate(backend: PortingDesk, subRequest: SubRequest, at: number): void {
  backend.change(subRequest, () => {
    subRequest.state = 'foc-date-confirmed';
    subRequest.focDate = asMoment(at);
  });
  scheduleCutover(backend, subRequest);
}

/** Has a sub request ported on its date, if that is still its date then. */
export function scheduleCutover(backend: PortingDesk, subRequest: SubRequest): void {
  const { focDate } = subRequest;
  // A date in the past stays overdue until somebody pushes on.
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
