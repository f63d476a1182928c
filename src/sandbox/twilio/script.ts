import { asMoment, playScript } from '../script';
import type { TwilioBackend, Announcement } from './backend';
import { EVALUATED_ON_DAY, type Scenario, type Step } from './scenarios';
import { isClosed, type TwilioNumber, type TwilioOrder } from './order';

/** Schedules the script of a new order, with one event per step for all numbers of the same scenario. */
export function playScripts(backend: TwilioBackend, order: TwilioOrder): void {
  const { time } = backend;
  time.schedule(order.createdAt + time.days(EVALUATED_ON_DAY), () => evaluate(backend, order));
  const byScenario = new Map<Scenario, TwilioNumber[]>();
  for (const number of order.numbers) {
    const group = byScenario.get(number.scenario);
    if (group === undefined) byScenario.set(number.scenario, [number]);
    else group.push(number);
  }
  for (const [scenario, numbers] of byScenario) {
    playScript(time, order.createdAt, scenario.script, (step) => {
      const following = numbers.filter((number) => followsScript(number) && applies(step, number));
      if (following.length > 0)
        backend.change(order, following, (number) => applyStep(backend, order, number, step));
    });
  }
}

/** A number leaves its script after a manual push, a refusal or a cancel. */
function followsScript(number: TwilioNumber): boolean {
  if (number.pushed || number.notPortable !== undefined || number.missingFields || isClosed(number))
    return false;
  if (number.state === 'canceling') return number.scenario.onCancel === 'ports_all_the_same';
  return number.state !== 'port_rejected';
}

function applies(step: Step, number: TwilioNumber): boolean {
  return step.does !== 'reject' || step.unlessPin === undefined || number.pin !== step.unlessPin;
}

function evaluate(backend: TwilioBackend, order: TwilioOrder): void {
  const carrier = order.body.losing_carrier_information;
  const waiting = order.numbers.filter((number) => !number.evaluated && !isClosed(number));
  backend.change(order, waiting, (number) => {
    number.evaluated = true;
    number.notPortable = number.facts.notPortable ?? number.scenario.notPortable;
    const known = (number.pin ?? '') !== '' && (carrier.account_number ?? '') !== '';
    number.missingFields = number.facts.type === 'MOBILE' && !known;
    return 'nothing';
  });
}

/** Applies one step to one number. */
function applyStep(
  backend: TwilioBackend,
  order: TwilioOrder,
  number: TwilioNumber,
  step: Step,
): Announcement {
  switch (step.does) {
    case 'ask_signature':
      requestSignature(order, number);
      return 'state';
    case 'send_to_carrier':
      number.state = 'port_submitted';
      return 'state';
    case 'give_date':
      setPortDate(backend, order, number, order.createdAt + backend.time.days(step.portDay));
      return 'state';
    case 'withdraw_date':
      number.portDate = undefined;
      number.state = 'port_submitted';
      return 'state';
    case 'reject':
      number.rejection = step.code;
      number.state = 'port_rejected';
      return 'state';
    case 'refuse_as_not_portable':
      number.notPortable = step.code;
      return 'nothing';
    case 'cancel':
      number.state = 'canceled';
      order.cancellationReason ??= 'Canceled by the losing carrier';
      return 'state';
    case 'expire':
      number.loaExpired = true;
      if (step.numberStatus === 'expired') number.state = 'expired';
      return 'nothing';
    case 'report_unknown_status':
      number.unknownStatus = step.unknownStatus;
      return { event: 'PortInPhoneNumberUpdated' };
  }
}

/** Asks for the signature of the LOA; the link is on the order. */
export function requestSignature(order: TwilioOrder, number: TwilioNumber): void {
  number.state = 'waiting_for_signature';
  order.signatureUrl ??= `https://signing.sandbox.example/${order.sid}`;
}

/** The losing carrier confirmed a date; the number then ports on it. */
export function setPortDate(
  backend: TwilioBackend,
  order: TwilioOrder,
  number: TwilioNumber,
  at: number,
): void {
  number.state = 'port_pending';
  number.portDate = asMoment(at);
  scheduleCutover(backend, order, number.portDate);
}

/**
 * Schedules the cutover of an order's numbers with this date. A number whose date has changed by then is
 * skipped.
 */
export function scheduleCutover(backend: TwilioBackend, order: TwilioOrder, at: number): void {
  if (order.cutovers.has(at)) return;
  order.cutovers.add(at);
  backend.time.schedule(at, () => {
    order.cutovers.delete(at);
    const due = order.numbers.filter((number) => number.portDate === at && portsNow(number));
    if (due.length === 0) return;
    backend.change(order, due, (number) => {
      number.state = 'completed';
      return 'state';
    });
  });
}

function portsNow(number: TwilioNumber): boolean {
  if (number.state === 'canceling') return number.scenario.onCancel === 'ports_all_the_same';
  return number.state === 'port_pending';
}
