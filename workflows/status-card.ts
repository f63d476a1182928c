import { attentionsOf, type Attention } from '../src/domain/attentions';
import { isBeingCanceled } from '../src/domain/cancel';
import { nextClock } from '../src/domain/clocks';
import { isFinal, type ItemStatus } from '../src/domain/item-status';
import { outcomesOf } from '../src/domain/outcome';
import { waitsForPerson } from '../src/domain/person-needed';
import { phaseOf, type Phase } from '../src/domain/phase';
import { currentItems, openAttempt, type OrderItem, type Port } from '../src/domain/port';
import { isReadyToGo } from '../src/domain/submission';
import { datesOf } from '../src/contract/view';
import { minute } from './card-time';

/** How many numbers the card lists one by one: the Web UI passes the card in a URL, so it stays under 2 KB. */
const LISTED_NUMBERS = 8;
const LISTED_FIELDS = 10;
/** The most characters of a provider's or a customer's own words. */
const LONGEST_WORDS = 40;
/** More fields than this are listed below the call-out instead of in it. */
const SHORT_LIST = 3;

/**
 * The port at a glance, as markdown for the Temporal Web UI ("User Metadata", Current Details). Numbers show their
 * last four digits only, and no name or address is on it.
 */
export function statusCard(port: Port): string {
  const phase = phaseOf(port);
  const attentions = attentionsOf(port);
  const [ownIcon, title] = openAttempt(port)?.state === 'unknown' ? UNKNOWN : TITLES[phase];
  const icon = attentions.length > 0 ? '⚠️' : ownIcon;
  return [
    `### ${icon} ${title}`,
    callOut(port, attentions),
    '',
    ...facts(port),
    '',
    ...missing(port),
    ...road(port),
    '',
    ...numberTable(port),
  ].join('\n');
}

const TITLES: Readonly<Record<Phase, readonly [icon: string, title: string]>> = {
  draft: ['📝', 'Draft, not submitted yet'],
  submitting: ['⏳', 'Being submitted to the provider'],
  awaiting_signature: ['⏳', 'Waiting for the signature of the LOA'],
  waiting_for_foc: ['⏳', 'Waiting for the date (FOC)'],
  foc_confirmed: ['⏳', 'Date confirmed, can still be canceled'],
  window_closed: ['⏳', 'Date confirmed, too late to cancel'],
  canceling: ['⏳', 'Being canceled'],
  action_required: ['⚠️', 'Waiting for a person'],
  completed: ['✅', 'Completed: every number has moved'],
  partially_completed: ['⚠️', 'Ended: some numbers have moved'],
  canceled: ['❌', 'Ended: canceled'],
  rejected: ['❌', 'Ended: rejected'],
  expired: ['❌', 'Ended: expired'],
};

/** The title while the answer to a submission is missing, which is worse than slow. */
const UNKNOWN = ['❔', 'Sent, and no answer came: the provider may have the order'] as const;

/** Who has to do what by when: the first thing to read. */
function callOut(port: Port, attentions: readonly Attention[]): string {
  if (port.ending !== undefined) return `> Ended ${minute(port.ending.at)}. Nothing more will happen.`;
  const wake = whatComesNext(port);
  if (attentions.length === 0) return `> **Nobody needs to act.** ${wake}`;
  return attentions.map((attention) => `> **${wordsFor(attention)}**`).join('\n') + `\n> ${wake}`;
}

function whatComesNext(port: Port): string {
  const isOnItsWay =
    openAttempt(port)?.state === 'ready' || (isReadyToGo(port) && port.reading.failure === undefined);
  if (isOnItsWay) return 'Next: the answer of the provider.';
  const next = nextClock(port);
  return next === undefined ? 'Nothing is planned.' : `Next: ${next.why}, ${minute(next.at)}.`;
}

const CAUSES: Readonly<Record<Attention['cause'], string>> = {
  missing_fields: 'Data is missing',
  not_portable: 'Cannot be moved',
  rejected: 'Rejected by the losing carrier or the provider',
  expired: 'Expired',
  canceled_by_carrier: 'Canceled, though nobody here asked',
  submission_unknown:
    'It is unknown whether the provider has the order: look there before anything is sent again',
  provider_asks: 'The provider wants a person to look at the order',
  no_news: 'No news for too long: ask the provider',
  cancel_refused: 'The provider refused the cancel: ask its support',
  cutover_overdue: 'The date has passed and the number has not moved: ask the provider',
  no_worker_for_account: 'No worker serves this account: start one',
  read_failed: 'The provider does not answer as it should',
  supersede_blocked: 'An old order stands in the way of the new one',
  verdict_contradicted: 'The provider says otherwise than the person who settled it',
};

function wordsFor({ cause, fields, numbers }: Attention): string {
  const which =
    numbers.length === 0
      ? ''
      : ` (${numbers.length === 1 ? '1 number' : `${String(numbers.length)} numbers`})`;
  const what = fields === undefined || fields.length > SHORT_LIST ? '' : `: ${fields.join(', ')}`;
  return `${CAUSES[cause]}${what}${which}.`;
}

/** What the draft lacks, field by field. */
function missing(port: Port): string[] {
  if (port.missing.length === 0 || port.ending !== undefined) return [];
  const more = port.missing.length - LISTED_FIELDS;
  return [
    '**Missing**',
    '',
    ...port.missing.slice(0, LISTED_FIELDS).map(({ field }) => `- \`${field}\``),
    ...(more > 0 ? [`- and ${String(more)} more: see the query \`port\``] : []),
    '',
  ];
}

function facts(port: Port): string[] {
  const { provider, account, reference } = port.request;
  const { focAt, cancelBy } = datesOf(port);
  return [
    `**Provider** ${provider}${account === 'default' ? '' : ` · ${account}`}`,
    ...port.orders.slice(0, 3).map((order) => `**Order** \`${order.ref}\` · ${clipped(order.word)}`),
    ...(reference === undefined ? [] : [`**Reference** ${clipped(reference)}`]),
    ...(focAt === undefined ? [] : [`**FOC** ${minute(focAt)}`]),
    ...(cancelBy === undefined ? [] : [`**Cancel by** ${minute(cancelBy)}`]),
    ...(port.reading.readAt === undefined ? [] : [`**Last read** ${minute(port.reading.readAt)}`]),
  ];
}

const ROAD = ['submitted', 'signed', 'date confirmed', 'moved'] as const;

/** The way of a port that goes well, and how far the furthest behind of the numbers that are on it has come. */
function road(port: Port): string[] {
  const moving = currentItems(port).filter(
    (item) => !waitsForPerson(port, item) && !isBeingCanceled(item) && STEPS_DONE[item.status] !== undefined,
  );
  if (moving.length === 0) return [];
  const done = Math.min(...moving.map(({ status }) => STEPS_DONE[status] ?? 0));
  return ROAD.map((step, index) => {
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

function numberTable(port: Port): string[] {
  const items = currentItems(port);
  const outcomes = new Map(outcomesOf(port).map(({ phoneNumber, outcome }) => [phoneNumber, outcome]));
  const row = (item: OrderItem) => {
    const status = port.ending === undefined ? item.status : (outcomes.get(item.phoneNumber) ?? item.status);
    const why =
      item.rejection === undefined
        ? ''
        : `${item.rejection.reason} ${clipped(item.rejection.code ?? '')}`.trim();
    return tableRow([
      `…${item.phoneNumber.slice(-4)}`,
      `${status}${cancelNote(port, item)}`,
      item.foc === undefined ? '' : minute(item.foc.from),
      why,
    ]);
  };
  const more = items.length - LISTED_NUMBERS;
  return [
    tableRow(['Number', 'Status', 'FOC', 'Reason']),
    '|:---|:---|:---|:---|',
    ...items.slice(0, LISTED_NUMBERS).map(row),
    ...(more > 0 ? [`and ${String(more)} more: see the query \`port\``] : []),
  ];
}

/** A cancel that the number's own status does not tell yet. */
function cancelNote(port: Port, { status, cancel }: OrderItem): string {
  if (port.ending !== undefined || cancel === undefined || isFinal(status) || status === 'canceling')
    return '';
  return cancel.state === 'refused' ? ' (cancel refused)' : ' (cancel asked)';
}

/** Words of a provider or a customer, which may be of any length. */
function clipped(words: string): string {
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}

/** The Web UI gives table cells no padding, so each ends with no-break spaces. */
function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => `${cell}\u00a0\u00a0\u00a0`).join(' | ')} |`;
}
