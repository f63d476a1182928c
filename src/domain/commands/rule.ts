/**
 * # commands: one rule for each command
 *
 * A command is what a person or a service tells a port to do. Its row is in ../model/port-commands.ts, its rule in a file
 * of its own here, under its name in command-rules.ts. A rule has three parts: what must be known first (`needs`), which numbers
 * it accepts and why it refuses the others (`judge`), and what an accepted command does (`apply`).
 *
 * Rules see the model, the facts and the changes. They call no provider: what must be asked of one is a `Need`, and the
 * lifecycle asks it.
 *
 * The hard idea is the moment of judgement. A command is judged as of the instant at which it arrived, on what is known
 * when its turn comes, number by number. Its answer is final: the same id gets the same answer for ever, so what was
 * accepted is carried out even when its deadline has passed since.
 */

import type { Change } from '../changes/change';
import type { AskedCommand, Decision, Prerequisite } from '../model/commands';
import type { CommandName } from '../model/port-commands';
import type { Port } from '../model/port';

/** The rule of one command. */
export interface CommandRule<Name extends CommandName> {
  /** What it still waits for, most pressing first; nothing: it can be judged. */
  prerequisite?(port: Port, asked: AskedCommand<Name>): Prerequisite | undefined;
  decide(port: Port, asked: AskedCommand<Name>): Decision;
  /** Applies what was accepted. */
  apply(port: Port, asked: AskedCommand<Name>, accepted: readonly string[]): Change;
}
