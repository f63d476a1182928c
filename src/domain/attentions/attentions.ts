/**
 * # attentions: when a person is asked
 *
 * An attention is a question to a person that a port cannot answer by itself: data is missing, a carrier refused, a cancel
 * is not confirmed. Each has a cause, its numbers, the time since when, and the commands that answer it.
 *
 * Attentions are computed from the port as it is and stored nowhere. What raised or cleared one is found by comparing the
 * attentions before an event with those after it (attention-notes.ts).
 *
 * The room sees the model, the facts, and the rules of commands: a command is offered as an answer only where its rule
 * would accept it (answers.ts).
 *
 * The hard idea is to ask once and about the right thing. A number that says itself what is wrong silences the general
 * question about its order, and a number that is on its way out raises nothing but what could keep it in.
 */

import { memoizeByIdentity } from '../facts/memoize';
import type { AnswerableAttention, Attention } from '../model/attention';
import type { Port } from '../model/port';
import { answersTo } from './answers';
import { submissionUnknown, unansweredCalls, unansweredCancels } from './call-attentions';
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
 * What a person must do now, most pressing first. Computed from the port as of its newest event, so it can neither
 * be forgotten nor outlive its cause.
 */
export const attentionsOf = memoizeByIdentity((port: Port): readonly Attention[] => {
  if (port.ending !== undefined) return [];
  return [
    ...missingInDraft(port),
    ...missingAtProvider(port),
    ...submissionUnknown(port),
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

/** The same, with what can be told to the port about each. */
export const answerableAttentionsOf = memoizeByIdentity((port: Port): readonly AnswerableAttention[] =>
  attentionsOf(port).map((attention) => ({ ...attention, commands: answersTo(port, attention) })),
);
