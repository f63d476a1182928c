import type { Attempt } from '../model/attempt';
import type { CommandCause } from '../model/cause';
import type { AskedCommand } from '../model/commands';
import type { Port } from '../model/port';
import type { Note } from '../model/timeline';

/** A command as the cause of what it makes happen. */
export function causeOfCommand({ command, by }: AskedCommand): CommandCause {
  return { kind: 'command', command: command.name, ...(by !== undefined && { by }) };
}

/** What an event makes of the port, and what is to be told about it. */
export interface Change {
  readonly port: Port;
  readonly notes: readonly Note[];
}

/** A change about which there is nothing to tell. */
export function quietly(port: Port): Change {
  return { port, notes: [] };
}

/** The port with one attempt as it is now. */
export function withAttempt(port: Port, attempt: Attempt): Port {
  return {
    ...port,
    attempts: port.attempts.map((other) => (other.number === attempt.number ? attempt : other)),
  };
}
