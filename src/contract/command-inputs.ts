import type { SettledAs } from '../domain/model/port-commands';
import type { Schedule } from '../domain/model/request';
import type { CommandInput } from './messages';

/**
 * The inputs of the commands as types, for editors. Handlers and the command line follow the table of commands
 * (`domain/model/port-commands.ts`); the compiler keeps both equal (`test/unit/contract/command-inputs.test.ts`).
 */

/** Cancel numbers; without `numbers`, all that are still open. */
export interface CancelInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Ask for another date. */
export interface ChangeDateInput extends CommandInput {
  /** The wanted date. */
  readonly schedule: Schedule;
}

/** Correct the request. */
export interface AmendInput extends CommandInput {
  /**
   * A JSON merge patch (RFC 7396) of the port request: `null` removes a field. `numbers` are matched by
   * `phoneNumber`; none is added or removed.
   */
  readonly patch: Readonly<Record<string, unknown>>;
}

/** Submit numbers again with the corrected data; without `numbers`, all that wait for a person. */
export interface ResubmitInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Submit the new order though the provider did not confirm the end of the old one. */
  readonly supersede?: boolean;
  /** You checked at the provider: it has no order of the submission whose outcome is unknown. */
  readonly confirm?: boolean;
}

/** Record the outcome of numbers that the provider does not report. */
export interface SettleInput extends CommandInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** The outcome. */
  readonly as: SettledAs;
  /** How you know. */
  readonly evidence: string;
}

/** Give the port up: open numbers are canceled where possible, the rest is left open. */
export interface AbandonInput extends CommandInput {
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Extend the time to answer. */
export interface ExtendInput extends CommandInput {
  /** E.164; without it, all that wait for an answer. */
  readonly numbers?: readonly string[];
  /** RFC 3339, at most a year ahead. */
  readonly until?: string;
  /** Instead of `until`: an ISO 8601 duration from now, for example `P7D`. */
  readonly for?: string;
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** For providers that accept comments. */
export interface AddCommentInput extends CommandInput {
  /** The text, at most 5,000 characters. */
  readonly body: string;
  /** The numbers whose orders the comment is about, E.164; without it, those that wait for a person, else all. */
  readonly numbers?: readonly string[];
}

/** For providers that accept documents after the submission; none does yet. */
export interface AddDocumentInput extends CommandInput {
  /** As in `documents` of the port request. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** For providers that accept ratings. */
export interface RateInput extends CommandInput {
  /** 1 to 5. */
  readonly stars: number;
  /** Why, for the provider. */
  readonly comment?: string;
}
