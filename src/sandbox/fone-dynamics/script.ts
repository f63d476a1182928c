import { playScript } from '../script';
import type { FoneDynamicsBackend } from './backend';
import type { Scenario, Step } from './scenarios';
import type { SimulatedNumber, SimulatedRequest } from './request';
import { isFinal } from './states';

const REAL_DAY_MS = 86_400_000;

/** Cutovers happen at 02:00 UTC: around midday in Sydney, on the same date as in UTC. */
const CUTOVER_HOUR_MS = 2 * 3_600_000;

/** Schedules the script of a new request, with one event per step for all numbers of the same scenario. */
export function playScripts(backend: FoneDynamicsBackend, request: SimulatedRequest): void {
  const byScenario = new Map<Scenario, SimulatedNumber[]>();
  for (const number of request.numbers) {
    byScenario.set(number.scenario, [...(byScenario.get(number.scenario) ?? []), number]);
  }
  for (const [scenario, numbers] of byScenario) {
    playScript(backend.time, request.createdAt, scenario.script, (step) => {
      const concerned = numbers.filter(
        (number) => !number.pushed && !isFinal(number.state) && applies(step, request),
      );
      if (concerned.length === 0) return;
      backend.change(request, concerned, (number) => applyStep(backend, request, number, step));
    });
  }
}

function applies(step: Step, { body }: SimulatedRequest): boolean {
  if (step.does !== 'reject' || step.unlessAccountNo === undefined) return true;
  return body.CurrentCarrierAccountNo?.trim() !== step.unlessAccountNo;
}

/** Applies one step to one number. */
function applyStep(
  backend: FoneDynamicsBackend,
  request: SimulatedRequest,
  number: SimulatedNumber,
  step: Step,
): void {
  switch (step.does) {
    case 'queue':
      number.state = 'Queued';
      return;
    case 'send_to_carrier':
      number.state = 'Submitted';
      return;
    case 'give_date':
      confirmDay(backend, request, number, step.portDay);
      return;
    case 'withdraw_date':
      withdrawDate(number);
      number.state = 'Submitted';
      return;
    case 'reject':
      withdrawDate(number);
      number.state = 'Rejected';
      return;
    case 'cancel':
      number.state = 'Cancelled';
      return;
    case 'report_unknown_status':
      number.unknownStatus = step.unknownStatus;
      return;
  }
}

/**
 * The losing carrier confirms a day, counted in calendar days after the submission, because a `PortDate` is
 * always a midnight UTC. The cutover is counted in provider-side days. Both coincide with real days; with
 * shortened days the cutover happens long before its date.
 */
function confirmDay(
  backend: FoneDynamicsBackend,
  request: SimulatedRequest,
  number: SimulatedNumber,
  portDay: number,
): void {
  const { createdAt } = request;
  const date = midnightOf(createdAt + portDay * REAL_DAY_MS);
  const after = backend.time.shrunk(date + CUTOVER_HOUR_MS - createdAt);
  setDate(backend, request, number, { date, cutoverAt: createdAt + Math.round(after) });
}

/**
 * Sets the date of a number and schedules its completion, which is skipped if the date has changed by then.
 */
export function setDate(
  backend: FoneDynamicsBackend,
  request: SimulatedRequest,
  number: SimulatedNumber,
  { date, cutoverAt }: { readonly date: number; readonly cutoverAt: number },
): void {
  number.state = 'Accepted';
  number.portDate = date;
  number.cutoverAt = cutoverAt;
  // A date in the past stays overdue until the next manual push.
  if (cutoverAt <= backend.time.now()) return;
  backend.time.schedule(cutoverAt, () => {
    const due = request.numbers.filter(
      (other) => other.state === 'Accepted' && other.cutoverAt === cutoverAt,
    );
    if (due.length === 0) return;
    backend.change(request, due, (other) => {
      other.state = 'Completed';
    });
    for (const other of due) scheduleReversal(backend, request, other);
  });
}

export function withdrawDate(number: SimulatedNumber): void {
  number.portDate = undefined;
  number.cutoverAt = undefined;
}

/** The midnight UTC at which a day begins. */
export function midnightOf(instant: number): number {
  return Math.floor(instant / REAL_DAY_MS) * REAL_DAY_MS;
}

function scheduleReversal(
  backend: FoneDynamicsBackend,
  request: SimulatedRequest,
  number: SimulatedNumber,
): void {
  const { reversedAfterDays } = number.scenario;
  if (reversedAfterDays === undefined || number.pushed) return;
  backend.time.schedule(backend.time.now() + backend.time.days(reversedAfterDays), () => {
    if (number.state !== 'Completed' || number.pushed) return;
    backend.change(request, [number], (back) => {
      back.state = 'Reversed';
    });
  });
}
