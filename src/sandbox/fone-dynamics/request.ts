import type { SubmitBody } from './submit-body';
import { isOver, summed, type State } from './states';
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
  /** RawResponse instead of the state, until that changes. */
  unknownStatus: string | undefined;
  /** The code of the losing carrier, where a push by hand chose one. */
  carrierCode: string | undefined;
  /** The day of the cutover, as the midnight UTC with which it begins. */
  portDate: number | undefined;
  /** The moment of the cutover; another one, or none, when the date moves. */
  cutoverAt: number | undefined;
  /** Pushed by hand: its script is over. */
  pushed: boolean;
  readonly history: StatusChange[];
}

/** One porting request. */
export interface SimulatedRequest {
  readonly portingNo: string;
  readonly createdAt: number;
  readonly body: SubmitBody;
  readonly numbers: readonly SimulatedNumber[];
  /** How many webhooks it has given cause for. */
  notices: number;
}

/** The number's word as it reads now. */
export function wordOf({ unknownStatus, state }: SimulatedNumber): string {
  return unknownStatus ?? state;
}

export function statusOf({ numbers }: SimulatedRequest): State {
  return summed(numbers.map(({ state }) => state));
}

/** A request has room for one date: the next cutover of those that are open, else the last one that was. */
export function portDateOf({ numbers }: SimulatedRequest): number | undefined {
  const datesOf = (chosen: readonly SimulatedNumber[]) => chosen.flatMap(({ portDate }) => portDate ?? []);
  const open = datesOf(numbers.filter(({ state }) => !isOver(state)));
  if (open.length > 0) return Math.min(...open);
  const past = datesOf(numbers);
  return past.length > 0 ? Math.max(...past) : undefined;
}

/** Every instant at which its status was told: it is `Received` when it is made. */
export function updatesOf({ createdAt, numbers }: SimulatedRequest): number[] {
  return [createdAt, ...numbers.flatMap(({ history }) => history.map(({ at }) => at))];
}
