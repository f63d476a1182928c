import { judgeCancel, withCancel, type CancelCommand } from './cancel';
import { judgeChangeDate, withDate, type ChangeDateCommand } from './change-date';
import { openAttempt, type Port } from './port';
import { draftItems } from './submission';
import type { Note } from './timeline';
import type { Instant } from './time';

/** What people and services can tell a port to do. */
export type Command = { readonly name: 'refresh' } | CancelCommand | ChangeDateCommand;

/** A command that waits to be decided. */
export interface AskedCommand {
  /** The caller's idempotency key: the same id is the same command, for ever. */
  readonly id: string;
  /** When its handler ran: the moment by which it is judged. */
  readonly at: Instant;
  readonly by?: string;
  readonly command: Command;
  /** A look at the provider has begun since it was asked. */
  readonly isLooked: boolean;
  /** It is known whether this run may have sent what it does not know of. */
  readonly isRecalled?: boolean;
}

/** Why a command, or its part for one number, is refused, and what would be allowed instead. */
export interface Refusal {
  readonly number?: string;
  /** Stable code (docs/errors.md). */
  readonly code: string;
  readonly message: string;
  readonly allowed: readonly string[];
  readonly cancelBy?: string;
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
}

/** How many decisions a port remembers. */
export const KEPT_DECISIONS = 200;

/** Of how many numbers the answers are handed from run to run: in words, a refusal is some 300 bytes a number. */
const CARRIED_ANSWERS = 2_000;

/**
 * The newest decisions, as many as may travel to the next run: what a run hands over has a limit of 2 MB, and a large
 * port that refused a few cancels would exceed it. Only for when nobody waits for an answer.
 */
export function decisionsToCarry(decided: readonly DecidedCommand[]): readonly DecidedCommand[] {
  let answers = 0;
  const first = decided.findLastIndex(({ accepted, refused }) => {
    answers += accepted.length + refused.length;
    return answers > CARRIED_ANSWERS;
  });
  return decided.slice(first + 1);
}

/** A command that stands on what the provider says now wants a look before it is judged. */
export function wantsLook(port: Port, asked: AskedCommand): boolean {
  if (asked.isLooked) return false;
  switch (asked.command.name) {
    case 'refresh':
      return true;
    case 'cancel':
      return judgeCancel(port, asked, asked.command).isOnOldDate;
    case 'changeDate':
      return false;
  }
}

/**
 * A cancel that takes a draft out at once rests on the draft never having been sent. After a reset the workflow may
 * have forgotten that it was.
 */
export function wantsRecall(port: Port, { command, isRecalled }: AskedCommand): boolean {
  if (command.name !== 'cancel' || isRecalled === true || openAttempt(port)?.state === 'unknown')
    return false;
  return draftItems(port).some(
    ({ phoneNumber }) => command.numbers === undefined || command.numbers.includes(phoneNumber),
  );
}

/** Decides a command and applies what was accepted. */
export function decideCommand(
  port: Port,
  asked: AskedCommand,
): { port: Port; notes: Note[]; decision: Decision } {
  const { command } = asked;
  switch (command.name) {
    case 'refresh': {
      const accepted = port.request.numbers.map((number) => number.phoneNumber);
      return { port, notes: [], decision: { accepted, refused: [] } };
    }
    case 'cancel': {
      const { accepted, refused } = judgeCancel(port, asked, command);
      return { ...withCancel(port, asked, command, accepted), decision: { accepted, refused } };
    }
    case 'changeDate': {
      const decision = judgeChangeDate(port);
      const changed = decision.accepted.length > 0 ? withDate(port, command) : { port, notes: [] };
      return { ...changed, decision };
    }
  }
}
