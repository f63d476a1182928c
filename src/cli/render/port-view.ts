import type { AttentionView, NumberView, PortView } from '../../contract/port-view';
import { columns } from './columns';
import { asTyped, numbersInWords, second, words } from './instants';

/** A port for people: what matters first, the rest is in `--json`. */
export function viewLines(view: PortView): string[] {
  return [
    `${view.requestId}: ${words(view.phase)}`,
    ...columns(facts(view)).map((line) => `  ${line}`),
    ...section('Numbers', columns(view.numbers.map(numberRow))),
    ...section('Needs a person', view.attentions.map(attentionLine)),
    ...section(
      'Missing',
      view.missing.map(({ field, message }) => `${field}: ${message}`),
    ),
  ];
}

function facts(view: PortView): string[][] {
  return [
    ['provider', `${view.provider}/${view.account}`],
    ...view.orders.map((order) => ['order', `${order.ref} (${order.status})`]),
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

function numberRow(number: NumberView): string[] {
  const { rejection } = number;
  return [
    number.phoneNumber,
    number.outcome ?? `${number.status}${cancelNote(number)}`,
    number.foc === undefined ? '' : `FOC ${second(number.foc.from)}`,
    number.cancelBy === undefined ? '' : `cancel by ${second(number.cancelBy)}`,
    rejection === undefined ? '' : [words(rejection.reason), rejection.code ?? ''].join(' ').trim(),
  ];
}

/** A cancel that the number's own status does not tell yet. */
function cancelNote({ cancel, status }: NumberView): string {
  if (cancel === undefined || status === 'canceling' || status === 'canceled') return '';
  return ` (cancel ${cancel.state})`;
}

function attentionLine({ cause, numbers, fields, message, commands, answerBy }: AttentionView): string {
  return [
    words(cause),
    numbers.length === 0 ? '' : ` for ${numbersInWords(numbers)}`,
    fields === undefined || fields.length === 0 ? '' : ` (${fields.join(', ')})`,
    message === undefined ? '' : `: ${message.replace(/\.$/, '')}`,
    answerBy === undefined ? '' : `; answer by ${second(answerBy)}`,
    commands.length === 0 ? '' : `; possible: ${commands.map(asTyped).join(', ')}`,
  ].join('');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}
