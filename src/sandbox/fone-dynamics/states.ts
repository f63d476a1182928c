import type { ProviderItemStatus } from '../../domain/model/status';

/**
 * The state of a number or a request. `Received` and `Queued` are published statuses; the others are
 * simulated after the steps of a Cat-A port, because no more are published
 * (docs/reference/fone-dynamics.md#statuses).
 */
export type State =
  'Received' | 'Queued' | 'Submitted' | 'Accepted' | 'Completed' | 'Rejected' | 'Cancelled' | 'Reversed';

/**
 * The losing carrier's status for each state. `1` is published, without its meaning; the others are
 * simulated.
 */
export const CARRIER_STATUS: Readonly<Record<State, string>> = {
  Received: '1',
  Queued: '1',
  Submitted: '2',
  Accepted: '3',
  Completed: '4',
  Rejected: '5',
  Cancelled: '6',
  Reversed: '7',
};

/** The `statusMap` that an account needs for this sandbox. */
export const SIMULATED_STATUS_MAP = {
  Submitted: 'submitted',
  Accepted: 'foc_confirmed',
  Completed: 'ported',
  Rejected: 'rejected',
  Cancelled: 'canceled',
  Reversed: 'reversed',
} as const satisfies Readonly<Partial<Record<State, ProviderItemStatus>>>;

const OPEN_STATES: readonly State[] = ['Received', 'Queued', 'Submitted', 'Accepted'];

/** Whether the state is final; only a completed number can still be reversed. */
export function isFinal(state: State): boolean {
  return !OPEN_STATES.includes(state);
}

/** The final state of a request: the first of these that one of its numbers has. */
const FINAL_STATES: readonly State[] = ['Completed', 'Reversed', 'Rejected', 'Cancelled'];

/** The state of a request, from its numbers: that of the number furthest behind, or how they ended. */
export function summaryOf(states: readonly State[]): State {
  const first = (order: readonly State[]) => order.find((state) => states.includes(state));
  return first(OPEN_STATES) ?? first(FINAL_STATES) ?? 'Received';
}
