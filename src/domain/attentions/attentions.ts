/**
 * # attentions: when a person is asked
 *
 * An attention is something that a person must do because the port cannot: data is missing, a carrier refused, a
 * cancel is not confirmed. Each has a cause, its numbers, the time since when, and the commands that answer it.
 *
 * Attentions are computed from the current port and never stored. The attentions before an event are compared with
 * those after it to find the raised and cleared ones (attention-entries.ts).
 *
 * The folder sees the model, the facts, and the rules of commands: a command is offered as an answer only if its rule
 * would accept it (answers.ts).
 *
 * The main rule: ask once, and about the right thing. A number with its own problem suppresses the general attention
 * of its order, and a number that is being canceled raises only what could prevent the cancel.
 */

import { memoizeByIdentity } from '../facts/lookup';
import type { AnswerableAttention, Attention } from '../model/attention';
import type { Port } from '../model/port';
import { answersTo } from './answers';
import {
  numbersOfOtherPorts,
  submissionUnknown,
  unansweredCalls,
  unansweredCancels,
} from './call-attentions';
import {
  blockedNumbers,
  cancelRefused,
  cancelUnconfirmed,
  contradictedSettlements,
  missingAtProvider,
  missingInDraft,
  missingNumbers,
  noNews,
  overdueCutovers,
  providerAsks,
  refusedChanges,
  revivedOrders,
  strandedNumbers,
} from './number-attentions';
import { portTooLarge } from './size';

/**
 * What a person must do now, most urgent first. Computed from the port as of its newest event, so an attention is
 * neither missed nor outlives its cause.
 */
export const attentionsOf = memoizeByIdentity((port: Port): readonly Attention[] => {
  if (port.ending !== undefined) return [];
  return [
    ...missingInDraft(port),
    ...missingAtProvider(port),
    ...submissionUnknown(port),
    ...numbersOfOtherPorts(port),
    ...unansweredCalls(port),
    ...unansweredCancels(port),
    ...strandedNumbers(port),
    ...contradictedSettlements(port),
    ...cancelUnconfirmed(port),
    ...cancelRefused(port),
    ...revivedOrders(port),
    ...missingNumbers(port),
    ...refusedChanges(port),
    ...blockedNumbers(port),
    ...providerAsks(port),
    ...overdueCutovers(port),
    ...noNews(port),
    ...portTooLarge(port),
  ];
});

/** The same attentions with the commands that answer them. */
export const answerableAttentionsOf = memoizeByIdentity((port: Port): readonly AnswerableAttention[] =>
  attentionsOf(port).map((attention) => ({ ...attention, commands: answersTo(port, attention) })),
);
