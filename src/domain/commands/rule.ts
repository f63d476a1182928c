/**
 * # commands: one rule for each command
 *
 * A command tells a port what a person or a service wants. Its row is in ../model/port-commands.ts, its rule in its
 * own file here, listed in command-rules.ts. A rule has three parts: what must be known first (`prerequisite`), which
 * numbers it accepts and why it refuses the others (`decide`), and the effect of an accepted command (`apply`).
 *
 * Rules see the model, the facts and the changes. They call no provider: a `Prerequisite` names what is needed from
 * one, and the lifecycle gets it.
 *
 * The main rule is the time of a decision. A command is decided as of the instant at which it arrived, with what is
 * known when its turn comes, number by number. Its answer is final: the same id always gets the same answer, so an
 * accepted command is carried out even if its deadline has passed since.
 */

import type { Change } from '../changes/change';
import type { AskedCommand, Decision, Prerequisite } from '../model/commands';
import type { CommandName } from '../model/port-commands';
import type { Port } from '../model/port';

/** The rule of one command. */
export interface CommandRule<Name extends CommandName> {
  /** What the command still waits for, most urgent first; undefined: it can be decided. */
  prerequisite?(port: Port, asked: AskedCommand<Name>): Prerequisite | undefined;
  decide(port: Port, asked: AskedCommand<Name>): Decision;
  /** Applies the accepted part. */
  apply(port: Port, asked: AskedCommand<Name>, accepted: readonly string[]): Change;
}
