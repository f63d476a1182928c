import type { ListedPort } from '../../client/list-ports';
import type { AttentionView, CommentView, NumberView, OrderView, PortView } from '../../contract/port-view';
import type { MissingField } from '../../domain/model/snapshot';
import { andMore, columns, truncate, inJson, section } from './layout';
import { answerCommandLine, countNumbers, formatInstant, humanizeCode } from './format';

/** A port's view: the most important facts. `--json` has the rest. */
export function viewLines(view: PortView): string[] {
  return [
    `${view.requestId}: ${humanizeCode(view.phase)}`,
    ...columns(facts(view)).map((line) => `  ${line}`),
    ...section('Numbers', numberLines(view)),
    ...section(
      'Needs a person',
      view.attentions.map((attention) => attentionLine(attention, view)),
    ),
    ...section('Missing', missingLines(view.missing)),
    ...section('Comments', view.comments.slice(-MAX_COMMENTS).map(commentLine)),
  ];
}

function facts(view: PortView): string[][] {
  return [
    ['provider', `${view.provider}/${view.account}`],
    ...(view.unprepared === true ? [['waits for', 'a worker that has this account configured']] : []),
    ...orders(view),
    ...signatures(view),
    ...unknownSubmission(view),
    ...(view.reference === undefined ? [] : [['reference', view.reference]]),
    ...(view.focAt === undefined ? [] : [['FOC', formatInstant(view.focAt)]]),
    ...(view.cancelBy === undefined ? [] : [['cancel by', formatInstant(view.cancelBy)]]),
    ...(view.lastReadAt === undefined ? [] : [['last read', formatInstant(view.lastReadAt)]]),
    ...(view.nextWakeAt === undefined
      ? []
      : [['next', `${formatInstant(view.nextWakeAt)} ${view.nextWakeReason ?? ''}`.trimEnd()]]),
    ...(view.ending === undefined
      ? []
      : [['ended', `${formatInstant(view.ending.at)} (${humanizeCode(view.ending.kind)})`]]),
  ];
}

/** Only the newest comments are shown. */
const MAX_COMMENTS = 3;

function commentLine({ at, author, body }: CommentView): string {
  return `${formatInstant(at)} ${author}: ${body.replaceAll(/\s+/g, ' ').trim()}`;
}

/** Only the newest orders are shown: they replaced the older ones. */
function orders({ requestId, orders: all }: PortView): string[][] {
  const { shown, rest } = truncate([...all].reverse(), MAX_ORDERS);
  return [
    ...[...shown].reverse().map((order) => ['order', orderLine(order)]),
    ...andMore(rest, inJson(requestId)).map((line) => ['', line]),
  ];
}

/** The provider's support needs these keys together with the reference. */
function orderLine({ ref, status, supportKey, supportTicket, cancellationReason }: OrderView): string {
  return [
    `${ref} (${status})`,
    ...(supportKey === undefined ? [] : [`support key ${supportKey}`]),
    ...(supportTicket === undefined ? [] : [`ticket ${supportTicket}`]),
    ...(cancellationReason === undefined ? [] : [`canceled because: ${cancellationReason}`]),
  ].join(', ');
}

/** The maximum number of orders listed one by one. */
const MAX_ORDERS = 10;

/** Where the LOA is signed, while an order waits for the signature. */
function signatures({ orders, numbers, ending }: PortView): string[][] {
  return orders.flatMap(({ ref, signatureUrl }) => {
    const isAwaited = numbers.some(
      ({ orderRef, status }) => orderRef === ref && status === 'awaiting_signature',
    );
    return signatureUrl !== undefined && isAwaited && ending === undefined ? [['sign at', signatureUrl]] : [];
  });
}

/** A submission with an unknown outcome. */
function unknownSubmission({ attempts, ending }: PortView): string[][] {
  const last = attempts.at(-1);
  if (last?.result !== 'unknown' || ending !== undefined) return [];
  return [['unknown', last.problem?.message ?? 'whether the provider has the order']];
}

function attentionLine(attention: AttentionView, { missing }: PortView): string {
  const { cause, numbers, fields, message, commands, since, answerBy } = attention;
  // Missing fields have a section of their own.
  const isShownBelow = cause === 'missing_fields' && missing.length > 0;
  return [
    humanizeCode(cause),
    numbers.length === 0 ? '' : ` for ${countNumbers(numbers)}`,
    fields === undefined || fields.length === 0 || isShownBelow ? '' : ` (${fields.join(', ')})`,
    message === undefined || isShownBelow ? '' : `: ${message.replace(/\.$/, '')}`,
    `; since ${formatInstant(since)}`,
    answerBy === undefined ? '' : `; answer by ${formatInstant(answerBy)}`,
    commands.length === 0
      ? ''
      : `; possible: ${commands.map((command) => answerCommandLine(command, cause)).join(', ')}`,
  ].join('');
}

/** The maximum number of phone numbers listed one by one, so that the port fits on a screen. */
const MAX_ROWS = 20;

/**
 * The numbers of a port: those that need attention first, and a count by state for the rest of a large port.
 */
function numberLines(view: PortView): string[] {
  const { requestId, numbers, orders, attentions, numbersLeftOut = 0 } = view;
  const needingAttention = new Set(attentions.flatMap((attention) => attention.numbers));
  const inOrder = [
    ...numbers.filter(({ phoneNumber }) => needingAttention.has(phoneNumber)),
    ...numbers.filter(({ phoneNumber }) => !needingAttention.has(phoneNumber)),
  ];
  const { shown, rest } = truncate(inOrder, MAX_ROWS);
  const others = [
    ...(rest.length === 0 ? [] : [`${rest.length} more: ${summaryOf(rest)}`]),
    ...(numbersLeftOut === 0 ? [] : [`${numbersLeftOut} that this answer leaves out`]),
  ];
  return [
    ...columns(
      shown.map((number) => [...numberRow(number), ...(orders.length > 1 ? [orderOf(number)] : [])]),
    ),
    ...(others.length === 0 ? [] : [`… and ${others.join(', and ')}; all in ${inJson(requestId)}`]),
  ];
}

/** `900 submitted, 40 ported`, the most frequent first. */
function summaryOf(numbers: readonly NumberView[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, status } of numbers) {
    const state = humanizeCode(outcome ?? status);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function numberRow(number: NumberView): string[] {
  const { rejection } = number;
  return [
    number.phoneNumber,
    `${number.outcome ?? number.status}${noteOn(number)}`,
    number.foc === undefined || isOut(number) ? '' : `FOC ${formatInstant(number.foc.from)}`,
    number.cancelBy === undefined ? '' : `cancel by ${formatInstant(number.cancelBy)}`,
    rejection === undefined ? '' : [humanizeCode(rejection.reason), rejection.code ?? ''].join(' ').trim(),
    oldOrders(number),
  ];
}

const OUT: ReadonlySet<string> = new Set(['canceled', 'expired', 'rejected', 'not_portable']);

/** Its order does not move it any more, so its FOC means nothing. */
function isOut({ status, outcome }: NumberView): boolean {
  return OUT.has(outcome ?? status);
}

/** The order that the number is in. */
function orderOf({ orderRef }: NumberView): string {
  return orderRef === undefined ? '' : `in ${orderRef}`;
}

/** Actions of people on a number that its status does not show. */
function noteOn({ status, outcome, cancel, settled, givenUp }: NumberView): string {
  if (settled !== undefined) return outcome === undefined ? ` (settled as ${settled.as})` : ' (settled)';
  if (outcome !== undefined) return '';
  const isShownByStatus = status === 'canceling' || status === 'canceled';
  const notes = [
    ...(cancel === undefined || isShownByStatus ? [] : [`cancel ${cancel.state}`]),
    ...(givenUp === undefined ? [] : [GIVEN_UP[givenUp.because]]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

const GIVEN_UP: Readonly<Record<NonNullable<NumberView['givenUp']>['because'], string>> = {
  abandoned: 'abandoned',
  answer_by: 'given up: no answer in time',
};

/** Superseded orders that may still move the number. */
function oldOrders({ supersededOrders = [], status, outcome }: NumberView): string {
  if (supersededOrders.length === 0) return '';
  const isWaiting = status === 'draft' && outcome === undefined;
  return `${isWaiting ? 'waits for the end of' : 'still in'} order ${supersededOrders.join(', ')}`;
}

/** Missing fields, with the numbers concerned if not all are. */
export function missingLines(missing: readonly MissingField[]): string[] {
  return missing.map(({ field, message, numbers }) => {
    const whose = numbers === undefined ? '' : ` (${countNumbers(numbers)})`;
    return `${field}: ${message}${whose}`;
  });
}

const HEAD = ['REQUEST ID', 'PHASE', 'ACCOUNT', 'ATTENTION', 'FOC', 'CANCEL BY', 'STARTED'];

/** Ports as a table. */
export function listedLines(ports: readonly ListedPort[]): string[] {
  if (ports.length === 0) return ['No ports.'];
  return columns([
    HEAD,
    ...ports.map((port) => [
      port.requestId,
      port.phase,
      `${port.provider}/${port.account}`,
      attention(port),
      port.focAt === undefined ? '-' : formatInstant(port.focAt),
      port.cancelBy === undefined ? '-' : formatInstant(port.cancelBy),
      formatInstant(port.startedAt),
    ]),
  ]);
}

/** The attention causes, in the spelling of `--attention`. */
function attention({ attentions, actionRequired }: ListedPort): string {
  if (attentions.length > 0) return attentions.join(', ');
  return actionRequired ? 'needed' : '-';
}
