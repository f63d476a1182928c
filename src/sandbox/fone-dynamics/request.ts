import type { SubmitBody } from './submit-body';
import { isFinal, summaryOf, type State } from './states';
import type { Scenario } from './scenarios';

/** One change of a number's status. Instants are epoch milliseconds. */
export interface StatusChange {
  readonly from: string;
  readonly to: string;
  readonly carrierFrom: string;
  readonly carrierTo: string;
  readonly at: number;
}

/** One number in one porting request: a Cat-A order of its own. */
export interface SimulatedNumber {
  readonly submitted: SubmitBody['PortingNumbers'][number];
  readonly scenario: Scenario;
  state: State;
  /** An unknown status that replaces the state, until the state changes. */
  unknownStatus: string | undefined;
  /** The losing carrier's code, if a manual push chose one. */
  carrierCode: string | undefined;
  /** The day of the cutover, as the midnight UTC at which it begins. */
  portDate: number | undefined;
  /** The moment of the cutover; it changes with the date, and is undefined without one. */
  cutoverAt: number | undefined;
  /** Pushed manually: its script has ended. */
  pushed: boolean;
  readonly history: StatusChange[];
}

/** One porting request. */
export interface SimulatedRequest {
  readonly portingNo: string;
  readonly createdAt: number;
  readonly body: SubmitBody;
  readonly numbers: readonly SimulatedNumber[];
  /** The number of webhooks that it has caused. */
  webhookCount: number;
}

/** The current provider status of a number. */
export function providerStatusOf({ unknownStatus, state }: SimulatedNumber): string {
  return unknownStatus ?? state;
}

export function statusOf({ numbers }: SimulatedRequest): State {
  return summaryOf(numbers.map(({ state }) => state));
}

/** The request's only date: the next cutover of its open numbers, else the last past one. */
export function portDateOf({ numbers }: SimulatedRequest): number | undefined {
  const datesOf = (chosen: readonly SimulatedNumber[]) => chosen.flatMap(({ portDate }) => portDate ?? []);
  const open = datesOf(numbers.filter(({ state }) => !isFinal(state)));
  if (open.length > 0) return Math.min(...open);
  const past = datesOf(numbers);
  return past.length > 0 ? Math.max(...past) : undefined;
}

/** Every instant at which its status changed; its creation is one. */
export function updatesOf({ createdAt, numbers }: SimulatedRequest): number[] {
  return [createdAt, ...numbers.flatMap(({ history }) => history.map(({ at }) => at))];
}
