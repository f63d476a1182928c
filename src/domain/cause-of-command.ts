import type { AskedCommand } from './commands';
import type { CommandCause } from './events';

/** A command as the cause of what it makes happen. */
export function causeOfCommand({ command, by }: AskedCommand): CommandCause {
  return { kind: 'command', command: command.name, ...(by !== undefined && { by }) };
}
