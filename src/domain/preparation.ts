import type { Capabilities } from './capabilities';
import type { Change } from './change';
import { quietly } from './change';
import type { CommandName, Decision } from './commands';
import { DEFAULT_POLICY, type Policy } from './policy';
import type { Port } from './port';
import type { MissingField, ProviderProblem } from './snapshot';
import { CALLED_OFF, draftCallFailed, withMissing, withoutDraftFailure } from './submission';
import type { Instant } from './time';

/** What only a worker that has the port's account can say: how long to wait, what the provider can do, what is missing. */
export interface AccountTerms {
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly missing: readonly MissingField[];
}

/** A port has begun on a worker that lacks its account: nothing is sent until one that has it says the account's terms. */
export interface Unprepared {
  /** The policy that the request asks for, ISO 8601: the account's worker decides whether it may. */
  readonly policy: { readonly cancellationWindow?: string; readonly notice?: string };
}

/**
 * What stands in for the account's terms until they are known. Nothing rests on it but the wait itself, and what a reset
 * may have forgotten; so it promises as little as any provider can do.
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

/** A worker that has the account said its terms: from here on the port is as any other. Said twice, it counts once. */
export function accountPrepared(port: Port, at: Instant, terms: AccountTerms): Port {
  if (port.unprepared === undefined) return port;
  const { unprepared: _, ...known } = withoutDraftFailure(port);
  const { policy, capabilities, missing } = terms;
  const watchOffset = port.watchOffset % policy.watchEvery;
  return withMissing({ ...known, policy, capabilities, watchOffset, isReviewed: true }, missing, at);
}

/** No worker said the terms. A wait that was called off for a command or a clock says nothing about workers. */
export function preparationFailed(port: Port, at: Instant, problem: ProviderProblem): Change {
  const isNews = port.unprepared !== undefined && problem.code !== CALLED_OFF;
  return quietly(isNews ? draftCallFailed(port, at, problem) : port);
}

/** The commands that need to know nothing of the account. */
const WITHOUT_ACCOUNT: readonly CommandName[] = ['cancel', 'abandon', 'refresh'];

/** Whether a command can be judged though nothing is known of the account. */
export function isJudgeable({ unprepared }: Port, command: CommandName): boolean {
  return unprepared === undefined || WITHOUT_ACCOUNT.includes(command);
}

/** The answer to a command that cannot be judged before a worker has said the account's terms. */
export function notPreparedYet({ request: { provider, account } }: Port): Decision {
  const message =
    `No worker that has account ${account} of ${provider} has taken this port yet: start one, and repeat. ` +
    'Until then the port can be canceled or abandoned.';
  return { accepted: [], refused: [{ code: 'not_prepared_yet', message, allowed: WITHOUT_ACCOUNT }] };
}
