import type { SettledAs } from '../domain/model/port-commands';
import type { Schedule } from '../domain/model/request';
import type { CommandInput } from './messages';

/**
 * What commands take, as an editor shows it. The table of commands (`domain/model/port-commands.ts`) is what the handlers and
 * the command line follow; the compiler keeps the two equal (`test/unit/contract/command-inputs.test.ts`).
 */

/** Take numbers out of the port; without `numbers`, all that are still open. */
export interface CancelInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Wish for another date. */
export interface ChangeDateInput extends CommandInput {
  /** The wanted date. */
  readonly schedule: Schedule;
}

/** Mend the request. */
export interface AmendInput extends CommandInput {
  /**
   * A JSON merge patch (RFC 7396) of the port request: `null` removes. `numbers` are matched by `phoneNumber`, and
   * none is added or removed.
   */
  readonly patch: Readonly<Record<string, unknown>>;
}

/** Send numbers again, with what was mended meanwhile; without `numbers`, all that wait for a person. */
export interface ResubmitInput extends CommandInput {
  /** E.164. */
  readonly numbers?: readonly string[];
  /** The new order may go out though the provider did not confirm the end of the old one. */
  readonly supersede?: boolean;
  /** You looked: the provider has no order of the submission whose outcome is unknown. */
  readonly confirm?: boolean;
}

/** Say what became of numbers, though the provider does not. */
export interface SettleInput extends CommandInput {
  /** E.164. */
  readonly numbers: readonly string[];
  /** What became of them. */
  readonly as: SettledAs;
  /** How you know. */
  readonly evidence: string;
}

/** Give the port up: what can be canceled is canceled, the rest is left open. */
export interface AbandonInput extends CommandInput {
  /** Why, for the timeline. */
  readonly reason?: string;
}

/** Ask for more time to answer. */
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

/** For providers that take comments. */
export interface AddCommentInput extends CommandInput {
  /** What to write, at most 5,000 characters. */
  readonly body: string;
  /** Whose orders it is about, E.164; without it, those that wait for a person, else all. */
  readonly numbers?: readonly string[];
}

/** For providers that take documents after the submission; none does yet. */
export interface AddDocumentInput extends CommandInput {
  /** As in `documents` of the port request. */
  readonly document: Readonly<Record<string, unknown>>;
}

/** For providers that want to know how it went. */
export interface RateInput extends CommandInput {
  /** 1 to 5. */
  readonly stars: number;
  /** Why, for the provider. */
  readonly comment?: string;
}
