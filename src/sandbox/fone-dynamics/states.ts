import type { ProviderItemStatus } from '../../domain/model/status';

/**
 * Where a number, or a request, stands. `Received` and `Queued` are Fone Dynamics' words; the others are simulated,
 * after the steps of a Cat-A port, for it publishes no more (docs/reference/fone-dynamics.md#statuses).
 */
export type State =
  'Received' | 'Queued' | 'Submitted' | 'Accepted' | 'Completed' | 'Rejected' | 'Cancelled' | 'Reversed';

/** The status of the losing carrier beside it. `1` is published, without its meaning; the others are simulated. */
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

/** What an account's `statusMap` has to say so that a client understands this sandbox. */
export const SIMULATED_STATUS_MAP = {
  Submitted: 'submitted',
  Accepted: 'foc_confirmed',
  Completed: 'ported',
  Rejected: 'rejected',
  Cancelled: 'canceled',
  Reversed: 'reversed',
} as const satisfies Readonly<Partial<Record<State, ProviderItemStatus>>>;

const ROAD: readonly State[] = ['Received', 'Queued', 'Submitted', 'Accepted'];

/** Nothing more happens to a number there, except that one that was completed can be reversed. */
export function isOver(state: State): boolean {
  return !ROAD.includes(state);
}

/** The first that is present says how a request ended of which nothing is open. */
const ENDS: readonly State[] = ['Completed', 'Reversed', 'Rejected', 'Cancelled'];

/** The word of a request sums its numbers up: that of the one furthest behind, or how they ended. */
export function summed(states: readonly State[]): State {
  const first = (order: readonly State[]) => order.find((state) => states.includes(state));
  return first(ROAD) ?? first(ENDS) ?? 'Received';
}
