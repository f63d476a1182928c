/** The timeline of every port that goes well: how often an entry of each kind is there. */
export const PORTED = {
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

/** The timeline of every port that is given up after its submission, and never had a date. */
export const GIVEN_UP = {
  created: 1,
  submitted: 1,
  given_up: 1,
  foc_confirmed: 0,
  resubmitted: 0,
  anomaly: 0,
  ended: 1,
} as const;

/** The timeline of every port that goes well as a second order. */
export const PORTED_RESUBMITTED = {
  ...PORTED,
  amended: 1,
  checked: 2,
  resubmitted: 1,
  submitted: 2,
  attention_raised: 1,
  attention_cleared: 1,
} as const;

/** The timeline of every port that goes well after its order was corrected in place. */
export const PORTED_EDITED = {
  ...PORTED,
  amended: 1,
  edited: 1,
  resubmitted: 0,
  attention_raised: 1,
  attention_cleared: 1,
} as const;
