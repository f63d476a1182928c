import { ABANDON, type AbandonCommand } from './abandon';
import { AMEND, type AmendCommand, type Revision } from './amend';
import { CANCEL, type CancelCommand } from './cancel';
import { answered } from './answered';
import { CHANGE_DATE, type ChangeDateCommand } from './change-date';
import type { Change } from './change';
import { ADD_COMMENT, type AddCommentCommand } from './comment';
import type { DateFits } from './date-fits';
import { EXTEND, type ExtendCommand } from './extend';
import { boundedDecision } from './decisions';
import type { Port } from './port';
import { isJudgeable, notPreparedYet } from './preparation';
import { RATE, type RateCommand } from './rate';
import { REFRESH, type RefreshCommand } from './refresh';
import { RESUBMIT, type ResubmitCommand } from './resubmit';
import { SETTLE, type SettleCommand } from './settle';
import { SUBMIT, type SubmitCommand } from './submit';
import { UNSUPPORTED, type UnsupportedCommand } from './unsupported';
import type { Instant } from './time';

/** What people and services can tell a port to do. */
export type Command =
  | RefreshCommand
  | SubmitCommand
  | AmendCommand
  | CancelCommand
  | ChangeDateCommand
  | ResubmitCommand
  | SettleCommand
  | AbandonCommand
  | AddCommentCommand
  | RateCommand
  | ExtendCommand
  | UnsupportedCommand;

/** The name of a command. */
export type CommandName =
  | 'refresh'
  | 'submit'
  | 'amend'
  | 'cancel'
  | 'changeDate'
  | 'resubmit'
  | 'settle'
  | 'abandon'
  | 'addComment'
  | 'addDocument'
  | 'rate'
  | 'extend';

/** A command that waits to be decided. */
export interface AskedCommand<C extends Command = Command> {
  /** The caller's idempotency key: the same id is the same command, for ever. */
  readonly id: string;
  /** When its handler ran: the moment by which it is judged. */
  readonly at: Instant;
  readonly by?: string;
  readonly command: C;
  /** A look at the provider has begun since it was asked. */
  readonly isLooked: boolean;
  /** It is known whether this run may have sent what it does not know of. */
  readonly isRecalled?: boolean;
  /** What an amendment makes of the request; an activity parses it, because people wrote it. */
  readonly revision?: Revision;
  /** Whether orders that the provider has could move on a wanted date; only the provider knows. */
  readonly dates?: DateFits;
}

/** Why a command, or its part for one number, is refused, and what would be allowed instead. */
export interface Refusal {
  /** The number that it is about, E.164; absent: the port as a whole, or those of `numbers`. */
  readonly number?: string;
  /** Many that are refused for the same reason: an answer tells some 50 one by one, and the others together. */
  readonly numbers?: readonly string[];
  /** Stable code (docs/errors.md). */
  readonly code: string;
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
export type Need = 'look' | 'recall' | 'review' | 'revise' | 'dates';

/** The law of one command. To add a command: its type above, its rule in a file of its own, a row in `RULES`. */
export interface CommandRule<C extends Command> {
  /** What it still waits for, most pressing first; nothing: it can be judged. */
  needs?(port: Port, asked: AskedCommand<C>): Need | undefined;
  judge(port: Port, asked: AskedCommand<C>): Decision;
  /** Applies what was accepted. */
  apply(port: Port, asked: AskedCommand<C>, accepted: readonly string[]): Change;
}

const RULES: { readonly [Name in CommandName]: CommandRule<Extract<Command, { name: Name }>> } = {
  refresh: REFRESH,
  submit: SUBMIT,
  amend: AMEND,
  cancel: CANCEL,
  changeDate: CHANGE_DATE,
  resubmit: RESUBMIT,
  settle: SETTLE,
  abandon: ABANDON,
  addComment: ADD_COMMENT,
  addDocument: UNSUPPORTED,
  rate: RATE,
  extend: EXTEND,
};

function ruleOf({ command }: AskedCommand): CommandRule<Command> {
  return RULES[command.name];
}

/** What a command waits for before it is judged. */
export function needOf(port: Port, asked: AskedCommand): Need | undefined {
  return isJudgeable(port, asked.command.name) ? ruleOf(asked).needs?.(port, asked) : undefined;
}

/** Decides a command and applies what was accepted. */
export function decideCommand(port: Port, asked: AskedCommand): Change & { readonly decision: Decision } {
  const rule = ruleOf(asked);
  const { accepted, refused } = isJudgeable(port, asked.command.name)
    ? rule.judge(port, asked)
    : notPreparedYet(port);
  const decision = boundedDecision({ accepted, refused });
  if (accepted.length === 0) return { port, notes: [], decision };
  const change = rule.apply(port, asked, accepted);
  return { ...change, port: answered(change.port, asked, accepted), decision };
}
