import type { DateFits } from './date-fits';
import type { CommandName, CommandOf } from './port-commands';
import type { PortRequest, Schedule } from './request';
import type { Instant } from './time';

/** The result of a patch of the request: parsed and completed as at the start, or the invalid fields. */
export type Revision =
  | {
      readonly ok: true;
      readonly request: PortRequest;
      /** The paths of the changed fields; never the values. */
      readonly fields: readonly string[];
      /** The numbers whose own data changed. */
      readonly numbers: readonly string[];
    }
  | {
      readonly ok: false;
      /** Absent: `invalid_request`. */
      readonly code?: 'request_too_large';
      readonly invalid: readonly { readonly field: string; readonly message: string }[];
    };

/** A command that is not decided yet. */
export interface AskedCommand<Name extends CommandName = CommandName> {
  /** The caller's idempotency key: the same id is always the same command. */
  readonly id: string;
  /** When its handler ran: the decision uses this instant. */
  readonly at: Instant;
  readonly by?: string;
  readonly command: CommandOf<Name>;
  /** A poll has begun since the command came. */
  readonly isPolled: boolean;
  /** The reset check of this run is done. */
  readonly isResetChecked?: boolean;
  /** The result of an amendment; an activity parses it, because people wrote it. */
  readonly revision?: Revision;
  /** Whether existing orders could move on a wanted date; only the provider knows. */
  readonly dates?: DateFits;
}

/** Every reason to refuse a command. Each has a row in docs/errors.md; all give exit code 2 on the command line. */
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

/** Why a command, or its part for one number, is refused, and which commands are allowed instead. */
export interface Refusal {
  /** The number, E.164; absent: the port as a whole, or those in `numbers`. */
  readonly number?: string;
  /** Many numbers that are refused for the same reason: an answer lists some 50 one by one and groups the rest. */
  readonly numbers?: readonly string[];
  /** Stable code (docs/errors.md). */
  readonly code: RefusalCode;
  /** The reason as a whole sentence. */
  readonly message: string;
  /** The commands that are accepted now. */
  readonly allowed: readonly CommandName[];
  /** Until when a cancel was safe, RFC 3339; only if that is the reason. */
  readonly cancelBy?: string;
  /** When the number moves, RFC 3339; only if that is the reason. */
  readonly foc?: string;
}

/** The decision about a command: by number, or for the port as a whole. */
export interface Decision {
  readonly accepted: readonly string[];
  readonly refused: readonly Refusal[];
}

/** A decided command: stored so that the same id gets the same answer, after a continue-as-new too. */
export interface DecidedCommand extends Decision {
  readonly id: string;
  /** How many numbers an old decision no longer lists (docs/decisions/0029). */
  readonly numbersLeftOut?: number;
}

/**
 * What must be known before a command is decided: `poll`, the current provider status; `check_reset`, whether a run
 * before a reset submitted something; `review`, what the draft lacks; `revise`, the result of an amendment;
 * `fit_dates`, the dates on which the provider could move the orders.
 */
export type Prerequisite =
  | { readonly kind: 'poll' }
  | { readonly kind: 'check_reset' }
  | { readonly kind: 'review' }
  | { readonly kind: 'revise'; readonly patch: unknown }
  | { readonly kind: 'fit_dates'; readonly orderRefs: readonly string[]; readonly schedule: Schedule };
