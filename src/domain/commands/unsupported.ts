import { withoutEntries } from '../changes/change';
import type { Decision } from '../model/commands';
import type { CommandName } from '../model/port-commands';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';

/** The workaround for an unsupported command, as the end of a sentence. */
const INSTEAD: Readonly<Partial<Record<CommandName, string>>> = {
  addComment: 'write to its support, and name the order and its support ticket',
  addDocument: 'amend the documents of the request, and resubmit what was rejected',
  rate: 'tell its support',
};

export const UNSUPPORTED: CommandRule<'addDocument'> = {
  decide: (port, { command: { name } }) => notSupported(port, name),
  apply: (port) => withoutEntries(port),
};

/** The answer to a command that the port's provider does not support. */
export function notSupported(port: Port, name: 'addComment' | 'addDocument' | 'rate'): Decision {
  const message = `${port.request.provider} takes no ${name} through its API: ${INSTEAD[name] ?? 'ask its support'}.`;
  const allowed: readonly CommandName[] = name === 'addDocument' ? ['amend', 'resubmit'] : ['refresh'];
  return { accepted: [], refused: [{ code: 'not_supported', message, allowed }] };
}
