import type { Command } from '../../src/domain/model/port-commands';

/** What every port that goes well tells. */
export const IDEAL_NETWORK = {
  created: 1,
  checked: 1,
  submitted: 1,
  foc_confirmed: 1,
  cancellation_window_closing: 1,
  cancellation_window_closed: 1,
  submission_unknown: 0,
  anomaly: 0,
  attention_raised: 0,
  ended: 1,
} as const;

/** What every port tells that is given up after its submission, and never had a date. */
export const GIVEN_UP = {
  created: 1,
  submitted: 1,
  given_up: 1,
  foc_confirmed: 0,
  resubmitted: 0,
  anomaly: 0,
  ended: 1,
} as const;

/** What every port tells that goes well the second time. */
export const WELL_AGAIN = {
  ...IDEAL_NETWORK,
  amended: 1,
  checked: 2,
  resubmitted: 1,
  submitted: 2,
  attention_raised: 1,
  attention_cleared: 1,
} as const;

export const ABANDON: Command = { name: 'abandon', reason: 'The customer stays where they are.' };
