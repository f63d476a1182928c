import { once } from '../facts/memoize';
import type { AnswerableAttention, Attention } from '../model/attention';
import type { Port } from '../model/port';
import { answersTo } from './answers';
import { submissionUnknown, unansweredCalls, unansweredCancels } from './call-attentions';
import {
  blockedNumbers,
  cancelRefused,
  cancelUnconfirmed,
  contradictedVerdicts,
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
export const attentionsOf = once((port: Port): readonly Attention[] => {
  if (port.ending !== undefined) return [];
  return [
    ...missingInDraft(port),
    ...missingAtProvider(port),
    ...submissionUnknown(port),
    ...unansweredCalls(port),
    ...unansweredCancels(port),
    ...strandedNumbers(port),
    ...contradictedVerdicts(port),
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
export const answerableAttentionsOf = once((port: Port): readonly AnswerableAttention[] =>
  attentionsOf(port).map((attention) => ({ ...attention, commands: answersTo(port, attention) })),
);
