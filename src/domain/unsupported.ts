import type { CommandRule } from './commands';
import { quietly } from './change';

/** What people may want of some providers, and no provider here can do yet. */
export interface UnsupportedCommand {
  readonly name: 'addComment' | 'addDocument' | 'rate';
}

/** The way round, as the end of a sentence. */
const INSTEAD: Readonly<Record<UnsupportedCommand['name'], string>> = {
  addComment: 'write to its support, and name the order and its support ticket',
  addDocument: 'amend the documents of the request, and resubmit what was rejected',
  rate: 'tell its support',
};

export const UNSUPPORTED: CommandRule<UnsupportedCommand> = {
  judge: (port, { command: { name } }) => ({
    accepted: [],
    refused: [
      {
        code: 'not_supported',
        message: `${port.request.provider} takes no ${name} through its API: ${INSTEAD[name]}.`,
        allowed: name === 'addDocument' ? ['amend', 'resubmit'] : ['refresh'],
      },
    ],
  }),
  apply: (port) => quietly(port),
};
