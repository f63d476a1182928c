import type { TimelineEntryView } from '../../contract/port-view';
import type { TimelineKind } from '../../domain/model/timeline';
import { toKebabCase, countNumbers, formatInstant, humanizeCode } from './format';

/** Reads a value of an entry's data as text; blank if absent. */
type Facts = (key: string) => string;

/** A sentence for each kind of timeline entry, about the numbers `who`. */
const SENTENCES: Readonly<Record<TimelineKind, (who: string, facts: Facts) => string>> = {
  created: (who) => `port request created for ${who}`,
  amended: (who, facts) =>
    facts('date') === ''
      ? `request amended for ${who}`
      : `wanted date changed to ${facts('date')} for ${who}`,
  checked: (who, facts) => `portability checked for ${who}: ${facts('portable')} can be moved`,
  submitted: (who, facts) => `${who} submitted to the provider as order ${facts('orderRef')}`,
  submission_refused: (who, facts) => `the provider refused the order for ${who}: ${facts('message')}`,
  submission_unknown: (who, facts) =>
    `it is unknown whether the provider has the order for ${who}: ${facts('message')}`,
  status_changed: (who, facts) =>
    `${who} ${STATUSES[facts('to')] ?? `is now ${humanizeCode(facts('to'))}`}${surprise(facts)}${reason(facts)}`,
  moved_back: (who, facts) =>
    `${who} went back from ${humanizeCode(facts('from'))} to ${humanizeCode(facts('to'))}${reason(facts)}`,
  foc_confirmed: (who, facts) =>
    `FOC confirmed for ${who}: ${date(facts, 'foc')}, cancel by ${date(facts, 'cancelBy')}`,
  foc_changed: (who, facts) =>
    `FOC changed for ${who}: ${date(facts, 'foc')} instead of ${date(facts, 'previous')}, cancel by ${date(facts, 'cancelBy')}`,
  foc_withdrawn: (who, facts) => `FOC ${date(facts, 'foc')} withdrawn for ${who}`,
  window_closed_on_arrival: (who, facts) =>
    `the FOC of ${who} came too late to cancel: that was possible until ${date(facts, 'cancelBy')}`,
  cancellation_window_closing: (who, facts) =>
    `last call to cancel ${who}: possible until ${date(facts, 'cancelBy')}`,
  cancellation_window_closed: (who, facts) =>
    `cancellation window closed for ${who}, FOC ${date(facts, 'foc')}: too late to cancel`,
  cancellation_window_reopened: (who, facts) =>
    `${who} can be canceled again, until ${date(facts, 'cancelBy')}`,
  cancel_requested: (who, facts) =>
    `cancel requested for ${who}${facts('reason') === '' ? '' : `: ${facts('reason')}`}`,
  cancel_withdrawn: (who, facts) =>
    `the cancel of ${who} is not sent: settled as ${humanizeCode(facts('as'))}`,
  cancel_refused: (who, facts) => `cancel refused for ${who}: ${facts('message')}`,
  cancel_not_confirmed_in_time: (who) => `the provider did not confirm in time that ${who} is canceled`,
  resubmitted: (who) => `${who} to be submitted again`,
  order_split: (who) => `the provider moved ${who} to another order`,
  edited: (who) => `the provider took the new data of ${who}`,
  edit_refused: (who, facts) => `the provider refused the new data of ${who}: ${facts('message')}`,
  commented: (who) => `comment about ${who} written to the provider`,
  comment_refused: (who, facts) => `the provider took no comment about ${who}: ${facts('message')}`,
  rated: (who) => `${who} rated at the provider`,
  rating_refused: (who, facts) => `the provider took no rating for ${who}: ${facts('message')}`,
  attention_raised: (who, facts) =>
    `a person is needed for ${who}: ${humanizeCode(facts('cause'))}${because(facts('message'))}`,
  attention_cleared: (who, facts) =>
    `no person is needed any more for ${who}: ${humanizeCode(facts('cause'))}`,
  reminder: (who, facts) =>
    facts('what') === 'draft_expiry'
      ? `reminder: the draft of ${who} expires at ${date(facts, 'at')}`
      : `reminder: ${who} is given up at ${date(facts, 'at')} unless someone answers`,
  extended: (who, facts) => `more time for ${who}, until ${date(facts, 'until')}${because(facts('reason'))}`,
  unknown_provider_status: (who, facts) =>
    `the provider reports "${facts('providerStatus')}" for ${who}, a status that Portkeeper does not know`,
  date_unreadable: (who, facts) =>
    `the provider gave "${facts('said')}" as the date of ${who}, which cannot be read`,
  rejection_changed: (who, facts) => `${who} is refused again${reason(facts)}`,
  ported_against_cancel: (who) => `${who} has moved, although a cancel of it was accepted`,
  settled_by_person: (who, facts) =>
    `a person settled ${who} as ${humanizeCode(facts('as'))}: ${facts('evidence')}`,
  given_up: (who, facts) =>
    facts('because') === 'abandoned'
      ? `${who} abandoned${facts('reason') === '' ? '' : `: ${facts('reason')}`}`
      : `no answer in time: nothing more is done for ${who}`,
  claim_released: (who) => `the order of ${who} stays open; another port can have it from now on`,
  anomaly: (who, facts) =>
    `${who} changed after its end: ${humanizeCode(facts('from'))} became ${humanizeCode(facts('to'))}`,
  reversed: (who) => `${who} went back to the losing carrier`,
  ended: (_who, facts) =>
    `the port has ended${facts('ending') === 'natural' ? '' : ` (${humanizeCode(facts('ending'))})`}`,
};

const STATUSES: Readonly<Record<string, string>> = {
  in_review: 'is being reviewed by the provider',
  awaiting_signature: 'waits for the signature of the LOA',
  submitted: 'is with the losing carrier',
  ported: 'has moved',
  rejected: 'was rejected',
  not_portable: 'cannot be moved',
  canceling: 'is being canceled',
  canceled: 'was canceled',
  expired: 'has expired',
};

/** What caused an entry, if it is worth showing. */
const CAUSES: Readonly<Record<string, string>> = {
  hint: 'webhook',
  watch: 'regular poll',
  sweep: 'sweep',
  timer: 'timer',
};

/** A timeline entry as a line: `2026-12-10 15:00:00Z  FOC confirmed for …0100: …`. */
export function timelineLine(entry: TimelineEntryView): string {
  return `${formatInstant(entry.at)}  ${sentence(entry)}${causeOf(entry)}`;
}

function sentence({ kind, numbers, data }: TimelineEntryView): string {
  const who = numbers === undefined || numbers.length === 0 ? 'the port' : countNumbers(numbers);
  const facts: Facts = (key) => {
    const value = data?.[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  // A worker of a newer release may return kinds that this release does not have.
  return isKnown(kind) ? SENTENCES[kind](who, facts) : `${humanizeCode(kind)} (${who})`;
}

function isKnown(kind: string): kind is TimelineKind {
  return Object.hasOwn(SENTENCES, kind);
}

function causeOf({ cause, command, by }: TimelineEntryView): string {
  if (command !== undefined) return ` [${toKebabCase(command)}${by === undefined ? '' : ` by ${by}`}]`;
  const why = CAUSES[cause];
  return why === undefined ? '' : ` [${why}]`;
}

function date(facts: Facts, key: string): string {
  const instant = facts(key);
  return instant === '' ? 'unknown' : formatInstant(instant);
}

function reason(facts: Facts): string {
  const why = facts('reason');
  return why === ''
    ? ''
    : `: ${[humanizeCode(why), facts('code'), facts('message')].filter(Boolean).join(', ')}`;
}

/** Points out a number that ported while it was being canceled. */
function surprise(facts: Facts): string {
  return facts('from') === 'canceling' && facts('to') === 'ported' ? ', although it was being canceled' : '';
}

function because(message: string): string {
  return message === '' ? '' : ` (${message})`;
}
