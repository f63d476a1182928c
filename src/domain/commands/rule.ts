import type { Change } from '../changes/change';
import type { AskedCommand, Command, Decision, Need } from '../model/commands';
import type { Port } from '../model/port';

/** The law of one command. To add a command: its type above, its rule in a file of its own, a row in `RULES`. */
export interface CommandRule<C extends Command> {
  /** What it still waits for, most pressing first; nothing: it can be judged. */
  needs?(port: Port, asked: AskedCommand<C>): Need | undefined;
  judge(port: Port, asked: AskedCommand<C>): Decision;
  /** Applies what was accepted. */
  apply(port: Port, asked: AskedCommand<C>, accepted: readonly string[]): Change;
}
