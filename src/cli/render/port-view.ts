import type { AttentionView, CommentView, OrderView, PortView } from '../../contract/port-view';
import { answerAsTyped } from './answer';
import { columns } from './columns';
import { andMore, few, inJson } from './few';
import { numbersInWords, second, words } from './instants';
import { missingLines } from './missing';
import { numberLines } from './number-rows';
import { section } from './section';

/** A port for people: what matters first, the rest is in `--json`. */
export function viewLines(view: PortView): string[] {
  return [
    `${view.requestId}: ${words(view.phase)}`,
    ...columns(facts(view)).map((line) => `  ${line}`),
    ...section('Numbers', numberLines(view)),
    ...section(
      'Needs a person',
      view.attentions.map((attention) => attentionLine(attention, view)),
    ),
    ...section('Missing', missingLines(view.missing)),
    ...section('Comments', view.comments.slice(-MOST_COMMENTS).map(commentLine)),
  ];
}

function facts(view: PortView): string[][] {
  return [
    ['provider', `${view.provider}/${view.account}`],
    ...(view.unprepared === true ? [['waits for', 'a worker that has this account configured']] : []),
    ...orders(view),
    ...signatures(view),
    ...unanswered(view),
    ...(view.reference === undefined ? [] : [['reference', view.reference]]),
    ...(view.focAt === undefined ? [] : [['FOC', second(view.focAt)]]),
    ...(view.cancelBy === undefined ? [] : [['cancel by', second(view.cancelBy)]]),
    ...(view.lastReadAt === undefined ? [] : [['last read', second(view.lastReadAt)]]),
    ...(view.nextWakeAt === undefined
      ? []
      : [['next', `${second(view.nextWakeAt)} ${view.nextWakeReason ?? ''}`.trimEnd()]]),
    ...(view.ending === undefined
      ? []
      : [['ended', `${second(view.ending.at)} (${words(view.ending.kind)})`]]),
  ];
}

/** The newest comments say what is the matter now. */
const MOST_COMMENTS = 3;

function commentLine({ at, author, body }: CommentView): string {
  return `${second(at)} ${author}: ${body.replaceAll(/\s+/g, ' ').trim()}`;
}

/** The newest orders are those that matter: older ones were replaced. */
function orders({ requestId, orders: all }: PortView): string[][] {
  const { shown, rest } = few([...all].reverse(), MOST_ORDERS);
  return [
    ...[...shown].reverse().map((order) => ['order', orderLine(order)]),
    ...andMore(rest, inJson(requestId)).map((line) => ['', line]),
  ];
}

/** What its support asks for stands beside the reference. */
function orderLine({ ref, status, supportKey, supportTicket, cancellationReason }: OrderView): string {
  return [
    `${ref} (${status})`,
    ...(supportKey === undefined ? [] : [`support key ${supportKey}`]),
    ...(supportTicket === undefined ? [] : [`ticket ${supportTicket}`]),
    ...(cancellationReason === undefined ? [] : [`canceled because: ${cancellationReason}`]),
  ].join(', ');
}

/** The most orders that are listed one by one. */
const MOST_ORDERS = 10;

/** Where the LOA is signed, while that is what an order waits for. */
function signatures({ orders, numbers, ending }: PortView): string[][] {
  return orders.flatMap(({ ref, signatureUrl }) => {
    const isAwaited = numbers.some(
      ({ orderRef, status }) => orderRef === ref && status === 'awaiting_signature',
    );
    return signatureUrl !== undefined && isAwaited && ending === undefined ? [['sign at', signatureUrl]] : [];
  });
}

/** A submission of which nobody knows yet whether the provider has it. */
function unanswered({ attempts, ending }: PortView): string[][] {
  const last = attempts.at(-1);
  if (last?.result !== 'unknown' || ending !== undefined) return [];
  return [['unknown', last.problem?.message ?? 'whether the provider has the order']];
}

function attentionLine(attention: AttentionView, { missing }: PortView): string {
  const { cause, numbers, fields, message, commands, since, answerBy } = attention;
  // What a draft lacks has a section of its own.
  const isSaidBelow = cause === 'missing_fields' && missing.length > 0;
  return [
    words(cause),
    numbers.length === 0 ? '' : ` for ${numbersInWords(numbers)}`,
    fields === undefined || fields.length === 0 || isSaidBelow ? '' : ` (${fields.join(', ')})`,
    message === undefined || isSaidBelow ? '' : `: ${message.replace(/\.$/, '')}`,
    `; since ${second(since)}`,
    answerBy === undefined ? '' : `; answer by ${second(answerBy)}`,
    commands.length === 0
      ? ''
      : `; possible: ${commands.map((command) => answerAsTyped(command, cause)).join(', ')}`,
  ].join('');
}
