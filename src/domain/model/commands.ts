import type { DateFits } from './date-fits';
import type { CommandName, CommandOf } from './port-commands';
import type { PortRequest } from './request';
import type { Instant } from './time';

/** What a patch makes of the request: parsed and completed as at the start, or what is wrong with it. */
export type Revision =
  | {
      readonly ok: true;
      readonly request: PortRequest;
      /** The fields that differ now, as paths; values are nobody's concern. */
      readonly fields: readonly string[];
      /** The numbers of whose own data something differs. */
      readonly numbers: readonly string[];
    }
  | {
      readonly ok: false;
      /** Absent: `invalid_request`. */
      readonly code?: 'request_too_large';
      readonly invalid: readonly { readonly field: string; readonly message: string }[];
    };

/** A command that waits to be decided. */
export interface AskedCommand<Name extends CommandName = CommandName> {
  /** The caller's idempotency key: the same id is the same command, for ever. */
  readonly id: string;
  /** When its handler ran: the moment by which it is judged. */
  readonly at: Instant;
  readonly by?: string;
  readonly command: CommandOf<Name>;
  /** A look at the provider has begun since it was asked. */
  readonly isPolled: boolean;
  /** It is known whether this run may have sent what it does not know of. */
  readonly isResetChecked?: boolean;
  /** What an amendment makes of the request; an activity parses it, because people wrote it. */
  readonly revision?: Revision;
  /** Whether orders that the provider has could move on a wanted date; only the provider knows. */
  readonly dates?: DateFits;
}

/** Every reason to refuse a command: each has a row in docs/errors.md, and is exit code 2 of the command line. */
export const REFUSAL_CODES = [
  'being_canceled',
  'cancellation_window_closed',
  'date_not_possible',
  'dates_unknown',
  'held_by_not_portable',
  'invalid_command',
  'invalid_request',
  'missing_fields',
  'no_answer_awaited',
  'not_later',
  'not_moved_yet',
  'not_prepared_yet',
  'not_reviewed_yet',
  'not_submitted_yet',
  'not_supported',
  'nothing_to_resubmit',
  'nothing_to_submit',
  'number_ended',
  'out_of_range',
  'request_too_large',
  'submission_in_flight',
  'submission_unknown',
  'supersede_too_early',
  'unknown_number',
] as const;

/** A reason to refuse a command. */
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Why a command, or its part for one number, is refused, and what would be allowed instead. */
export interface Refusal {
  /** The number that it is about, E.164; absent: the port as a whole, or those of `numbers`. */
  readonly number?: string;
  /** Many that are refused for the same reason: an answer tells some 50 one by one, and the others together. */
  readonly numbers?: readonly string[];
  /** Stable code (docs/errors.md). */
  readonly code: RefusalCode;
  /** Why, as a whole sentence. */
  readonly message: string;
  /** The commands that would be accepted now. */
  readonly allowed: readonly CommandName[];
  /** Until when a cancel was safe, RFC 3339, where that is the reason. */
  readonly cancelBy?: string;
  /** When the number moves, RFC 3339, where that is the reason. */
  readonly foc?: string;
}

/** What was decided: for each number, or for the port as a whole. */
export interface Decision {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
}

/** A decided command: kept so that the same id gets the same answer, across continue-as-new too. */
export interface DecidedCommand extends Decision {
  readonly id: string;
  /** Numbers of which an old decision no longer tells how it was about them (docs/decisions/0029). */
  readonly numbersLeftOut?: number;
}

/**
 * What must be known before a command is judged: `look`, what the provider says now; `recall`, whether a reset has
 * forgotten a submission; `review`, what the draft lacks; `revise`, what an amendment makes of the request; `dates`, on
 * which the provider could move its orders.
 */
export type Prerequisite = 'poll' | 'check_reset' | 'review' | 'revise' | 'fit_dates';
