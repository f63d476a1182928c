import { attentionEntries } from '../attentions/attention-entries';
import { attentionsOf } from '../attentions/attentions';
import { attemptBegan, searchFirst, submissionFailed, submitted } from '../changes/attempts';
import { flagLateCancels } from '../changes/cancel';
import { cancelAnswered } from '../changes/cancel-answers';
import { causeOfCommand, type Change, withoutEntries } from '../changes/change';
import { checked, withDocuments } from '../changes/check';
import {
  accountPrepared,
  draftCallFailed,
  preparationFailed,
  withMissing,
  withoutDraftFailure,
} from '../changes/draft';
import { giveUpUnanswered } from '../changes/give-up';
import { causeOfOrderAction, orderActionAnswered } from '../changes/order-actions';
import { hinted, read, readFailed, withoutLostOrders } from '../changes/reading';
import { remind } from '../changes/reminders';
import { searched, searchFailed } from '../changes/search';
import { record } from '../changes/timeline';
import { moveWindows } from '../changes/window';
import { decideCommand } from '../commands/command-rules';
import { withDecision } from '../commands/decisions';
import { MAX_HANDOVER_BYTES } from '../facts/json-size';
import { openAttempt, possiblySubmittedItems, draftItems } from '../facts/submission';
import { withoutUndefined } from '../facts/without-undefined';
import type { Cause } from '../model/cause';
import type { AskedCommand, Revision } from '../model/commands';
import type { PortEvent } from '../model/events';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { MissingField } from '../model/snapshot';
import type { Instant } from '../model/time';

/** Applies an event. Pure and total: every event is legal at every moment, however late. */
export function evolve(port: Port, event: PortEvent): Port {
  // A hint or a command alone is only stored for the next step; it raises no attention.
  if (event.kind === 'hinted' || event.kind === 'commanded') return apply(port, event).port;
  const asOf = Math.max(port.asOf, event.at);
  const { port: applied, entries } = apply({ ...port, asOf }, event);
  const changed = likeInShape(withoutLostOrders(stillMissing(applied, event.at)), port.items);
  const newEntries = [...entries, ...attentionEntries(attentionsOf(port), attentionsOf(changed))];
  return { ...changed, timeline: record(changed.timeline, event.at, causeOf(port, event), newEntries) };
}

/** Changed items are copied once, so that they share a hidden class: later code reads each of them often. */
function likeInShape(port: Port, before: readonly OrderItem[]): Port {
  if (port.items === before) return port;
  return {
    ...port,
    items: port.items.map((item, index) => (item === before[index] ? item : withoutUndefined(item))),
  };
}

function apply(port: Port, event: PortEvent): Change {
  switch (event.kind) {
    case 'hinted':
      return hinted(port, event.at, event.numbers);
    case 'commanded':
      return withoutEntries(
        isKnown(port, event.asked.id)
          ? port
          : { ...port, pendingCommands: [...port.pendingCommands, event.asked] },
      );
    case 'reset_checked':
      return withoutEntries(resetChecked(port, event.at, event.mayHaveSubmitted));
    case 'revised':
      return withoutEntries(revised(port, event.revision));
    case 'dates_fitted':
      return withoutEntries(withAnswer(port, { dates: event.dates }));
    case 'command_decided':
      return commandDecided(port);
    case 'order_action_answered':
      return orderActionAnswered(port, event.at, event.id, event.problem);
    case 'reviewed':
      return withoutEntries(reviewed(port, event.at, event.missing));
    case 'account_prepared':
      return withoutEntries(accountPrepared(port, event.at, event.terms));
    case 'checked':
      return checked(withDocuments(port, event.documents), event.at, event.answers, event.missing);
    case 'attempt_began':
      return withoutEntries(
        possiblySubmittedItems(port).length === 0
          ? attemptBegan(port, event.at)
          : searchFirst(port, event.at),
      );
    case 'submitted':
      return submitted(port, event.at, event.orders);
    case 'submission_failed':
      return submissionFailed(port, event.at, event.problem);
    case 'searched':
      return searched(
        event.runId === undefined ? port : searchedIn(port, event.runId),
        event.at,
        event.found,
      );
    case 'cancel_answered':
      return cancelAnswered(port, event.at, event.orderRef, event.results);
    case 'read':
      return read(port, event.at, event, event.result);
    case 'read_failed':
      return readFailed(port, event.at, event, event.problem);
    case 'call_failed':
      return callFailed(port, event);
    case 'timer_fired':
      return timerFired(port, event.at);
    case 'measured':
      return withoutEntries(measured(port, event.at, event.bytes));
    case 'ended':
      return {
        port: { ...port, ending: { ...event.ending, at: event.at } },
        entries: [{ kind: 'ended', data: { ending: event.ending.kind } }],
      };
  }
}

function callFailed(port: Port, { call, at, problem }: Extract<PortEvent, { kind: 'call_failed' }>): Change {
  switch (call) {
    case 'prepare':
      return preparationFailed(port, at, problem);
    case 'review':
    case 'check':
      return withoutEntries(draftCallFailed(port, at, problem));
    case 'search':
      return searchFailed(port, at, problem);
  }
}

/** A run that may repeat a lost submission searches for it before any draft counts as unsent. */
function resetChecked(port: Port, at: Instant, mayHaveSubmitted: boolean): Port {
  const asked = port.pendingCommands.map((each) => ({ ...each, isResetChecked: true }));
  const known = { ...port, pendingCommands: asked, resetCheckedAt: at };
  if (!mayHaveSubmitted) return known;
  const possiblySubmitted = draftItems(port).map((item) => item.phoneNumber);
  return possiblySubmitted.length === 0 ? known : searchFirst({ ...known, possiblySubmitted }, at);
}

/** The run that searches, and all numbers that it searched for. */
function searchedIn(port: Port, runId: string): Port {
  const before = port.searched?.runId === runId ? port.searched.numbers : [];
  const numbers = [...new Set([...before, ...(openAttempt(port)?.numbers ?? [])])];
  return { ...port, searched: { runId, numbers } };
}

function reviewed(port: Port, at: Instant, missing: readonly MissingField[]): Port {
  // From here on, people are asked for what is missing now.
  const { missingSince: _, ...known } = withoutDraftFailure(port);
  return withMissing({ ...known, isReviewed: true }, missing, at);
}

/** Stores the parsed amendment on the oldest command, to which it belongs. */
function revised(port: Port, revision: Revision): Port {
  return port.pendingCommands[0]?.command.name === 'amend' ? withAnswer(port, { revision }) : port;
}

/** Stores an answer on the oldest command. */
function withAnswer(port: Port, answer: Pick<AskedCommand, 'revision' | 'dates'>): Port {
  const [asked, ...others] = port.pendingCommands;
  return asked === undefined ? port : { ...port, pendingCommands: [{ ...asked, ...answer }, ...others] };
}

/** Decides the oldest command; its id keeps the answer. */
function commandDecided(port: Port): Change {
  const [asked, ...others] = port.pendingCommands;
  if (asked === undefined) return withoutEntries(port);
  const { port: changed, entries, decision } = decideCommand(port, asked);
  const decided = withDecision(changed.recentDecisions, { id: asked.id, ...decision });
  return { port: { ...changed, pendingCommands: others, recentDecisions: decided }, entries };
}

function timerFired(port: Port, at: Instant): Change {
  const windows = moveWindows(port, at);
  const late = flagLateCancels({ ...port, items: windows.items }, at);
  const reminded = remind({ ...port, items: late.items }, at);
  const unanswered = giveUpUnanswered(reminded.port, at);
  return {
    port: unanswered.port,
    entries: [...windows.entries, ...late.entries, ...reminded.entries, ...unanswered.entries],
  };
}

/** Missing fields that only concern numbers without a draft are dropped. */
function stillMissing(port: Port, at: Instant): Port {
  return port.missing.length === 0 ? port : withMissing(port, port.missing, at);
}

function isKnown(port: Port, id: string): boolean {
  return (
    port.pendingCommands.some((asked) => asked.id === id) ||
    port.recentDecisions.some((decided) => decided.id === id)
  );
}

function causeOf(port: Port, event: PortEvent): Cause {
  switch (event.kind) {
    case 'read':
    case 'ended':
      return event.cause;
    case 'commanded':
      return causeOfCommand(event.asked);
    case 'command_decided':
      return port.pendingCommands[0] === undefined
        ? { kind: 'timer' }
        : causeOfCommand(port.pendingCommands[0]);
    case 'hinted':
      return { kind: 'hint' };
    case 'cancel_answered':
      return causeOfCancel(port, event.orderRef);
    case 'order_action_answered':
      return causeOfOrderAction(port, event.id) ?? { kind: 'timer' };
    case 'dates_fitted':
    case 'reset_checked':
    case 'revised':
    case 'reviewed':
    case 'account_prepared':
    case 'checked':
    case 'attempt_began':
    case 'submitted':
    case 'submission_failed':
    case 'searched':
      return { kind: 'start' };
    case 'read_failed':
    case 'call_failed':
    case 'timer_fired':
    case 'measured':
      return { kind: 'timer' };
  }
}

/** The cause of an order's cancel: not always the command `cancel`. */
function causeOfCancel(port: Port, orderRef: string): Cause {
  const item = port.items.find((each) => each.orderRef === orderRef && each.cancel?.state === 'asked');
  if (item?.superseded !== undefined) return { kind: 'command', command: 'resubmit' };
  if (item?.givenUp?.because === 'answer_by') return { kind: 'timer' };
  return item?.givenUp === undefined
    ? { kind: 'command', command: 'cancel' }
    : { kind: 'command', command: 'abandon', ...port.abandoned };
}

/** Stores the measured size of the handover: while it is too large, the port stays in its current run. */
export function measured(port: Port, at: Instant, bytes: number): Port {
  const { tooLarge, ...fitting } = port;
  return bytes <= MAX_HANDOVER_BYTES
    ? fitting
    : { ...port, tooLarge: { since: tooLarge?.since ?? at, bytes } };
}
