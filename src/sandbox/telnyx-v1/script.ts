import { asMoment, playScript } from '../script';
import { STAFF, type PortingDesk } from './desk';
import { DATE_AHEAD_DAYS, SECOND_ANSWER_TAKES_DAYS, type Complaint, type Step } from './fates';
import type { SubRequest } from './port-request';
import { isClosed, type SubRequestState } from './states';

/** Schedules what will still happen to a sub request; the days of its script count from the submit. */
export function play(desk: PortingDesk, subRequest: SubRequest): void {
  const { createdAt } = subRequest.portRequest;
  playScript(desk.time, createdAt, subRequest.fate.script, (step) => {
    if (followsScript(subRequest)) perform(desk, subRequest, step);
  });
}

/** A sub request leaves its script when it is pushed by hand, complained about, or on its way out. */
function followsScript(subRequest: SubRequest): boolean {
  const { state, pushed, fate } = subRequest;
  if (pushed || isClosed(state) || state === 'exception') return false;
  return state !== 'cancel-pending' || fate.onCancel === 'ports_all_the_same';
}

/** Carries out one step. */
function perform(desk: PortingDesk, subRequest: SubRequest, step: Step): void {
  const { portRequest } = subRequest;
  switch (step.does) {
    case 'send_to_carrier':
      moveTo(desk, subRequest, 'submitted');
      break;
    case 'give_date':
      giveDate(desk, subRequest, portRequest.createdAt + desk.time.days(step.portDay));
      break;
    case 'withdraw_date':
      subRequest.focDate = undefined;
      moveTo(desk, subRequest, 'submitted');
      break;
    case 'complain':
      complain(desk, subRequest, step.complaint);
      break;
    case 'cancel':
      desk.comment(portRequest, subRequest, 'Cancelled by the losing carrier.', STAFF);
      moveTo(desk, subRequest, 'cancelled');
      break;
    case 'say_strange_word':
      desk.change(subRequest, () => {
        subRequest.strangeWord = step.word;
      });
  }
}

function moveTo(desk: PortingDesk, subRequest: SubRequest, state: SubRequestState): void {
  desk.change(subRequest, () => {
    subRequest.state = state;
  });
}

/** The losing carrier refuses, unless there is nothing to complain about any more; why is in a comment. */
export function complain(desk: PortingDesk, subRequest: SubRequest, complaint: Complaint): void {
  const { unlessPin } = complaint;
  if (unlessPin !== undefined && subRequest.fields.pin_passcode === unlessPin) return;
  desk.comment(subRequest.portRequest, subRequest, complaint.says, STAFF);
  desk.change(subRequest, () => {
    subRequest.state = 'exception';
    subRequest.complaint = complaint;
    subRequest.focDate = undefined;
  });
}

/** What was mended goes to the losing carrier again, who answers a day later: with a date, or as before. */
export function sendAgain(desk: PortingDesk, subRequest: SubRequest, complaint: Complaint): void {
  moveTo(desk, subRequest, 'submitted');
  const { time } = desk;
  time.schedule(time.now() + time.days(SECOND_ANSWER_TAKES_DAYS), () => {
    if (!followsScript(subRequest) || subRequest.state !== 'submitted') return;
    complain(desk, subRequest, complaint);
    if (followsScript(subRequest)) giveDate(desk, subRequest, time.now() + time.days(DATE_AHEAD_DAYS));
  });
}

/** The losing carrier agreed to a date: then the numbers move by themselves. */
export function giveDate(desk: PortingDesk, subRequest: SubRequest, at: number): void {
  desk.change(subRequest, () => {
    subRequest.state = 'foc-date-confirmed';
    subRequest.focDate = asMoment(at);
  });
  scheduleCutover(desk, subRequest);
}

/** Has a sub request ported on its date, if that is still its date then. */
export function scheduleCutover(desk: PortingDesk, subRequest: SubRequest): void {
  const { focDate } = subRequest;
  // A date in the past stays overdue until somebody pushes on.
  if (focDate === undefined || focDate <= desk.time.now()) return;
  desk.time.schedule(focDate, () => {
    if (subRequest.focDate !== focDate || !portsNow(subRequest)) return;
    moveTo(desk, subRequest, 'ported');
  });
}

function portsNow({ state, fate }: SubRequest): boolean {
  if (state === 'cancel-pending') return fate.onCancel === 'ports_all_the_same';
  return state === 'foc-date-confirmed';
}
