import type { Decision } from '../model/commands';
import type { CommandName } from '../model/port-commands';
import type { AccountTerms } from '../model/events';
import { DEFAULT_POLICY } from '../model/policy';
import type { Port } from '../model/port';

/**
 * The placeholder for the account's terms until they are known. Only the wait itself and reset recovery use it, so it
 * assumes the least that any provider can do.
 */
export const UNKNOWN_TERMS: AccountTerms = {
  policy: DEFAULT_POLICY,
  capabilities: {
    afterUnknownSend: 'ask_person',
    cancel: 'ticket',
    numbersPerOrder: 1,
    edits: false,
    comments: false,
    ratings: false,
    mixesAccounts: false,
  },
  missing: [],
};

/** The commands that do not depend on the account. */
const WITHOUT_ACCOUNT: readonly CommandName[] = ['cancel', 'abandon', 'refresh'];

/** Whether a command can be decided without the account's terms. */
export function isDecidable({ unprepared }: Port, command: CommandName): boolean {
  return unprepared === undefined || WITHOUT_ACCOUNT.includes(command);
}

/** The answer to a command that cannot be decided before a worker has reported the account's terms. */
export function notPreparedYet({ request: { provider, account } }: Port): Decision {
  const message =
    `No worker that has account ${account} of ${provider} has taken this port yet: start one, and repeat. ` +
    'Until then the port can be canceled or abandoned.';
  return { accepted: [], refused: [{ code: 'not_prepared_yet', message, allowed: WITHOUT_ACCOUNT }] };
}
