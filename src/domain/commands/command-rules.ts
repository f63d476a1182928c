import { causeOfCommand, type Change, withoutEntries } from '../changes/change';
import { isCurrent } from '../facts/items';
import type { AskedCommand, Decision, Prerequisite } from '../model/commands';
import type { Port } from '../model/port';
import type { CommandName } from '../model/port-commands';
import { ABANDON } from './abandon';
import { ADD_COMMENT } from './add-comment';
import { AMEND } from './amend';
import { CANCEL } from './cancel';
import { CHANGE_DATE } from './change-date';
import { boundedDecision, withDecision } from './decisions';
import { EXTEND } from './extend';
import { RATE } from './rate';
import { REFRESH } from './refresh';
import { RESUBMIT } from './resubmit';
import type { CommandRule } from './rule';
import { SETTLE } from './settle';
import { SUBMIT } from './submit';
import { UNSUPPORTED } from './unsupported';

const RULES: { readonly [Name in CommandName]: CommandRule<Name> } = {
  refresh: REFRESH,
  submit: SUBMIT,
  amend: AMEND,
  cancel: CANCEL,
  changeDate: CHANGE_DATE,
  resubmit: RESUBMIT,
  settle: SETTLE,
  abandon: ABANDON,
  addComment: ADD_COMMENT,
  addDocument: UNSUPPORTED,
  rate: RATE,
  extend: EXTEND,
};

function ruleOf({ command }: AskedCommand): CommandRule<CommandName> {
  return RULES[command.name];
}

/** The commands that do not depend on the account. */
const WITHOUT_ACCOUNT: readonly CommandName[] = ['cancel', 'abandon', 'refresh'];

/** What a command waits for before it is decided. */
export function prerequisiteOf(port: Port, asked: AskedCommand): Prerequisite | undefined {
  return isDecidable(port, asked.command.name) ? ruleOf(asked).prerequisite?.(port, asked) : undefined;
}

/** Decides the oldest command; its id keeps the answer. */
export function commandDecided(port: Port): Change {
  const [asked, ...others] = port.pendingCommands;
  if (asked === undefined) return withoutEntries(port);
  const { port: changed, entries, decision } = decideCommand(port, asked);
  const decided = withDecision(changed.recentDecisions, { id: asked.id, ...decision });
  return {
    port: { ...changed, pendingCommands: others, recentDecisions: decided },
    entries,
    cause: causeOfCommand(asked),
  };
}

/** Decides a command and applies the accepted part. */
function decideCommand(port: Port, asked: AskedCommand): Change & { readonly decision: Decision } {
  const rule = ruleOf(asked);
  const { accepted, refused } = isDecidable(port, asked.command.name)
    ? rule.decide(port, asked)
    : notPreparedYet(port);
  const decision = boundedDecision({ accepted, refused });
  if (accepted.length === 0) return { port, entries: [], decision };
  const change = rule.apply(port, asked, accepted);
  return { ...change, port: answered(change.port, asked, accepted), decision };
}

/**
 * A person works on these numbers: their answer-by and the draft expiry restart. Every accepted command counts. An
 * extra reminder is better than the end of a number that a person works on.
 */
function answered(port: Port, { at }: AskedCommand, accepted: readonly string[]): Port {
  const chosen = new Set(accepted);
  const items = port.items.map((item) =>
    chosen.has(item.phoneNumber) && isCurrent(item) ? { ...item, answeredAt: at } : item,
  );
  return { ...port, items, actedAt: at };
}

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
