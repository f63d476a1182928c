import type { AskedCommand, Revision } from '../model/commands';
import type { Port } from '../model/port';

/** A command came. It is stored until it is decided; a known id is the same command. */
export function commanded(port: Port, asked: AskedCommand): Port {
  return isKnown(port, asked.id) ? port : { ...port, pendingCommands: [...port.pendingCommands, asked] };
}

function isKnown(port: Port, id: string): boolean {
  return (
    port.pendingCommands.some((asked) => asked.id === id) ||
    port.recentDecisions.some((decided) => decided.id === id)
  );
}

/** Stores the parsed amendment on the oldest command, to which it belongs. */
export function revised(port: Port, revision: Revision): Port {
  return port.pendingCommands[0]?.command.name === 'amend' ? withAnswer(port, { revision }) : port;
}

/** Stores an answer on the oldest command. */
export function withAnswer(port: Port, answer: Pick<AskedCommand, 'revision' | 'dates'>): Port {
  const [asked, ...others] = port.pendingCommands;
  return asked === undefined ? port : { ...port, pendingCommands: [{ ...asked, ...answer }, ...others] };
}
