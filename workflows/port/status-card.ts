import { RESUBMIT_OPTIONS } from '../../src/domain/attentions/answers';
import { answerableAttentionsOf } from '../../src/domain/attentions/attentions';
import type { AnswerableAttention, Attention } from '../../src/domain/model/attention';
import { isBeingCanceled } from '../../src/domain/facts/canceling';
import { nextClock } from '../../src/domain/lifecycle/clocks';
import type { ItemStatus } from '../../src/domain/model/status';
import { outcomesOf } from '../../src/domain/facts/outcome';
import { waitsForPerson } from '../../src/domain/facts/superseding';
import { phaseOf } from '../../src/domain/facts/phase';
import { currentItems, isActive, openAttempt } from '../../src/domain/facts/items';
import { isReadyToSubmit } from '../../src/domain/facts/submission';
import type { Port } from '../../src/domain/model/port';
import { datesOf } from '../../src/contract/view';
import { cardNumbers } from './card-numbers';
import { asCode, clipped, minute } from '../card-text';
import { CAUSES, TITLES, UNKNOWN } from './card-labels';

const LISTED_FIELDS = 10;
/** More fields than this are listed below the call-out instead of in it. */
const SHORT_LIST = 3;
/** How many attentions the card explains, most urgent first. */
const LISTED_ATTENTIONS = 4;
const LISTED_COMMANDS = 4;
const LISTED_ORDERS = 3;

/**
 * The status card of a port, as markdown for the Temporal Web UI ("User Metadata", Current Details): first what a
 * person must do, then the state. Numbers show only their last four digits, and there is no name or address.
 */
export function statusCard(port: Port): string {
  const phase = phaseOf(port);
  const attentions = answerableAttentionsOf(port);
  const [ownIcon, title] = openAttempt(port)?.state === 'unknown' ? UNKNOWN : TITLES[phase];
  const icon = attentions.length > 0 ? '⚠️' : ownIcon;
  return [
    `### ${icon} ${title}`,
    ...callOut(port, attentions),
    '',
    ...facts(port),
    '',
    ...missing(port),
    ...milestones(port),
    '',
    ...cardNumbers(port),
  ].join('\n');
}

/** What a person must do, and by when: the first thing to read. */
function callOut(port: Port, attentions: readonly AnswerableAttention[]): string[] {
  if (port.ending !== undefined) return ended(port, port.ending.at);
  const wake = whatComesNext(port);
  if (attentions.length === 0) return [`> **No action is needed.** ${wake}`];
  const more = attentions.length - LISTED_ATTENTIONS;
  return [
    ...attentions.slice(0, LISTED_ATTENTIONS).map((attention) => `> ${lineFor(attention)}`),
    ...(more > 0 ? [`> and ${String(more)} more: see the query \`port\``] : []),
    `> ${wake}`,
  ];
}

function ended(port: Port, at: number): string[] {
  const open = outcomesOf(port).filter(({ outcome }) => outcome === 'left_open').length;
  return [
    `> Ended ${minute(at)}. Nothing more will happen here.`,
    ...(open > 0 ? [`> **The provider still holds ${count(open)}: check there.**`] : []),
  ];
}

function whatComesNext(port: Port): string {
  const isSubmitting =
    openAttempt(port)?.state === 'ready' || (isReadyToSubmit(port) && port.draftFailure === undefined);
  if (isSubmitting) return 'Next: the answer of the provider.';
  const { account, provider } = port.request;
  if (port.unprepared !== undefined && port.draftFailure === undefined)
    return `Next: a worker that has account ${account} of ${provider} takes it.`;
  const next = nextClock(port);
  return next === undefined ? 'Nothing is planned.' : `Next: ${next.why}, ${minute(next.at)}.`;
}

/** The cause with its fields and its count of numbers, the commands that answer it, and the deadline. */
function lineFor({ cause, fields = [], numbers, commands, answerBy }: AnswerableAttention): string {
  const which = numbers.length === 0 ? '' : ` (${count(numbers.length)})`;
  const what = fields.length === 0 || fields.length > SHORT_LIST ? '' : `: ${fields.join(', ')}`;
  const answers = commands.slice(0, LISTED_COMMANDS).map((command) => `\`${asSent(command, cause)}\``);
  const until = answerBy === undefined ? '' : `, by ${minute(answerBy)}`;
  return `**${CAUSES[cause]}${what}${which}.** ${answers.length === 0 ? '' : `Answer: ${answers.join(', ')}${until}.`}`.trimEnd();
}

/** A command with the option that it requires: `resubmit {"confirm": true}`. */
function asSent(command: string, cause: Attention['cause']): string {
  const option = command === 'resubmit' ? RESUBMIT_OPTIONS[cause] : undefined;
  if (option === undefined) return command;
  return `${command} {"${option}": ${option === 'numbers' ? '[…]' : 'true'}}`;
}

/** The missing fields of the draft. */
function missing(port: Port): string[] {
  if (port.missing.length === 0 || port.ending !== undefined) return [];
  const more = port.missing.length - LISTED_FIELDS;
  return [
    '**Missing**',
    '',
    ...port.missing.slice(0, LISTED_FIELDS).map(({ field }) => `- ${asCode(field)}`),
    ...(more > 0 ? [`- and ${String(more)} more: see the query \`port\``] : []),
    '',
  ];
}

function facts(port: Port): string[] {
  const { provider, account, reference } = port.request;
  const { focAt, cancelBy } = datesOf(port);
  // The newest orders are the active ones.
  const orders = port.orders.slice(-LISTED_ORDERS);
  return [
    `**Provider** ${provider}${account === 'default' ? '' : ` · ${account}`}`,
    ...orders.map((order) => `**Order** ${asCode(order.ref)} · ${clipped(order.providerStatus)}`),
    ...(reference === undefined ? [] : [`**Reference** ${clipped(reference)}`]),
    ...(focAt === undefined ? [] : [`**FOC** ${minute(focAt)}`]),
    ...(cancelBy === undefined ? [] : [`**Cancel by** ${minute(cancelBy)}`]),
    ...(port.reading.readAt === undefined ? [] : [`**Last read** ${minute(port.reading.readAt)}`]),
  ];
}

const MILESTONES = ['submitted', 'signed', 'date confirmed', 'moved'] as const;

/** The milestones of a regular port, and the progress of the number that is furthest behind. */
function milestones(port: Port): string[] {
  const moving = currentItems(port).filter(
    (item) =>
      isActive(item) &&
      !waitsForPerson(port, item) &&
      !isBeingCanceled(item) &&
      STEPS_DONE[item.status] !== undefined,
  );
  if (moving.length === 0) return [];
  const done = Math.min(...moving.map(({ status }) => STEPS_DONE[status] ?? 0));
  return MILESTONES.map((step, index) => {
    if (index < done) return `- ✅ ${step}`;
    return index === done ? `- **▸ ${step}**` : `- ◻️ ${step}`;
  });
}

const STEPS_DONE: Partial<Record<ItemStatus, number>> = {
  draft: 0,
  in_review: 1,
  awaiting_signature: 1,
  submitted: 2,
  foc_confirmed: 3,
  ported: 4,
};

function count(numbers: number): string {
  return numbers === 1 ? '1 number' : `${String(numbers)} numbers`;
}
