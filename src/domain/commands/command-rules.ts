import type { Change } from '../changes/change';
import { isDecidable, notPreparedYet } from '../facts/preparation';
import type { AskedCommand, Decision, Prerequisite } from '../model/commands';
import type { CommandName } from '../model/port-commands';
import type { Port } from '../model/port';
import { ABANDON } from './abandon';
import { AMEND } from './amend';
import { answered } from './answered';
import { CANCEL } from './cancel';
import { CHANGE_DATE } from './change-date';
import { ADD_COMMENT } from './add-comment';
import { boundedDecision } from './decisions';
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

/** What a command waits for before it is decided. */
export function prerequisiteOf(port: Port, asked: AskedCommand): Prerequisite | undefined {
  return isDecidable(port, asked.command.name) ? ruleOf(asked).prerequisite?.(port, asked) : undefined;
}

/** Decides a command and applies the accepted part. */
export function decideCommand(port: Port, asked: AskedCommand): Change & { readonly decision: Decision } {
  const rule = ruleOf(asked);
  const { accepted, refused } = isDecidable(port, asked.command.name)
    ? rule.decide(port, asked)
    : notPreparedYet(port);
  const decision = boundedDecision({ accepted, refused });
  if (accepted.length === 0) return { port, entries: [], decision };
  const change = rule.apply(port, asked, accepted);
  return { ...change, port: answered(change.port, asked, accepted), decision };
}
