import type { Cause } from './events';
import type { Instant } from './time';

/** What a timeline entry can tell. */
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
  | 'anomaly'
  | 'reversed'
  | 'ended';

export type TimelineData = Readonly<Record<string, unknown>>;

/** One thing that happened to the port, told once for all numbers that it happened to. */
export interface TimelineEntry {
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: TimelineKind;
  readonly cause: Cause;
  readonly numbers?: readonly string[];
  readonly data?: TimelineData;
}

/** The newest entries of a port's life; older ones are in the workflow's history. */
export interface Timeline {
  readonly nextSequence: number;
  readonly entries: readonly TimelineEntry[];
}

export const EMPTY_TIMELINE: Timeline = { nextSequence: 1, entries: [] };

/** How many entries the state keeps. */
const KEPT_ENTRIES = 200;

/** How many numbers they name together: a query's answer, and what a run hands to the next, has a limit of 2 MB. */
const KEPT_NUMBERS = 20_000;

/** What is to be told: about one number, about several, or about the whole port. */
export interface Note {
  readonly kind: TimelineKind;
  readonly phoneNumber?: string;
  readonly numbers?: readonly string[];
  readonly data?: TimelineData;
}

/** Adds notes, one entry for all numbers to which the same thing happened. */
export function record(timeline: Timeline, at: Instant, cause: Cause, notes: readonly Note[]): Timeline {
  if (notes.length === 0) return timeline;
  const grouped = new Map<string, { note: Note; numbers: string[] }>();
  for (const note of notes) {
    const isAboutNumbers = note.phoneNumber !== undefined || note.numbers !== undefined;
    const key = `${note.kind} ${String(isAboutNumbers)} ${JSON.stringify(note.data ?? null)}`;
    const group = grouped.get(key) ?? { note, numbers: [] };
    group.numbers.push(
      ...(note.numbers ?? []),
      ...(note.phoneNumber === undefined ? [] : [note.phoneNumber]),
    );
    grouped.set(key, group);
  }
  const entries = [...timeline.entries];
  let sequence = timeline.nextSequence;
  for (const { note, numbers } of grouped.values()) {
    entries.push({
      sequence: sequence++,
      at,
      kind: note.kind,
      cause,
      ...(numbers.length > 0 && { numbers: [...new Set(numbers)] }),
      ...(note.data !== undefined && { data: note.data }),
    });
  }
  return { nextSequence: sequence, entries: newestOf(entries) };
}

/** The newest entries, as many as the state keeps; the very newest always. */
function newestOf(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  let numbers = 0;
  const first = entries.findLastIndex((entry) => {
    numbers += entry.numbers?.length ?? 0;
    return numbers > KEPT_NUMBERS;
  });
  return entries.slice(Math.max(first + 1, entries.length - KEPT_ENTRIES, 0));
}
