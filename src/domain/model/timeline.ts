import type { Cause } from './cause';
import type { Instant } from './time';

/** The kind of a timeline entry. */
export type TimelineKind =
  | 'created'
  | 'amended'
  | 'checked'
  | 'submitted'
  | 'submission_refused'
  | 'submission_unknown'
  | 'status_changed'
  | 'moved_back'
  | 'foc_confirmed'
  | 'foc_changed'
  | 'foc_withdrawn'
  | 'window_closed_on_arrival'
  | 'cancellation_window_closing'
  | 'cancellation_window_closed'
  | 'cancellation_window_reopened'
  | 'cancel_requested'
  | 'cancel_refused'
  | 'cancel_withdrawn'
  | 'cancel_not_confirmed_in_time'
  | 'resubmitted'
  | 'order_split'
  | 'edited'
  | 'edit_refused'
  | 'commented'
  | 'comment_refused'
  | 'rated'
  | 'rating_refused'
  | 'attention_raised'
  | 'attention_cleared'
  | 'reminder'
  | 'unknown_provider_status'
  | 'date_unreadable'
  | 'rejection_changed'
  | 'extended'
  | 'ported_against_cancel'
  | 'settled_by_person'
  | 'given_up'
  | 'claim_released'
  | 'anomaly'
  | 'reversed'
  | 'ended';

export type TimelineData = Readonly<Record<string, unknown>>;

/** One thing that happened to the port, recorded once for all numbers that it concerns. */
export interface TimelineEntry {
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: TimelineKind;
  readonly cause: Cause;
  readonly numbers?: readonly string[];
  readonly data?: TimelineData;
}

/** The newest timeline entries of a port; older ones are in the workflow's history. */
export interface Timeline {
  readonly nextSequence: number;
  readonly entries: readonly TimelineEntry[];
}

/** The instants in the data of a new entry. They are recorded as RFC 3339. */
export type EntryDates = {
  readonly foc?: Instant;
  readonly cancelBy?: Instant;
  readonly previous?: Instant;
  /** When what a reminder announces is due. */
  readonly at?: Instant;
  readonly until?: Instant;
};

/** An entry to record: about one number, about several, or about the whole port. */
export interface NewEntry {
  readonly kind: TimelineKind;
  readonly phoneNumber?: string;
  readonly numbers?: readonly string[];
  readonly data?: EntryDates & TimelineData;
}
