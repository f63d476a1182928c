import type { NumberView, PortView } from '../../contract/port-view';
import { columns } from './columns';
import { few, inJson } from './few';
import { second, words } from './instants';

/** The most numbers that are listed one by one: what fits on a screen beside the rest. */
const MOST_ROWS = 20;

/** The numbers of a port for people: those that need somebody first, and of a large port how the rest stands. */
export function numberLines(view: PortView): string[] {
  const { requestId, numbers, orders, attentions, numbersLeftOut = 0 } = view;
  const needy = new Set(attentions.flatMap((attention) => attention.numbers));
  const inOrder = [
    ...numbers.filter(({ phoneNumber }) => needy.has(phoneNumber)),
    ...numbers.filter(({ phoneNumber }) => !needy.has(phoneNumber)),
  ];
  const { shown, rest } = few(inOrder, MOST_ROWS);
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
    const state = words(outcome ?? status);
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
    number.foc === undefined || isOut(number) ? '' : `FOC ${second(number.foc.from)}`,
    number.cancelBy === undefined ? '' : `cancel by ${second(number.cancelBy)}`,
    rejection === undefined ? '' : [words(rejection.reason), rejection.code ?? ''].join(' ').trim(),
    oldOrders(number),
  ];
}

const OUT: ReadonlySet<string> = new Set(['canceled', 'expired', 'rejected', 'not_portable']);

/** Its order does not move it any more, so the date that it had means nothing. */
function isOut({ status, outcome }: NumberView): boolean {
  return OUT.has(outcome ?? status);
}

/** Which of several orders the number is in. */
function orderOf({ orderRef }: NumberView): string {
  return orderRef === undefined ? '' : `in ${orderRef}`;
}

/** What people here did about a number, and its own status does not tell. */
function noteOn({ status, outcome, cancel, settled, givenUp }: NumberView): string {
  if (settled !== undefined) return outcome === undefined ? ` (settled as ${settled.as})` : ' (settled)';
  if (outcome !== undefined) return '';
  const isToldByStatus = status === 'canceling' || status === 'canceled';
  const notes = [
    ...(cancel === undefined || isToldByStatus ? [] : [`cancel ${cancel.state}`]),
    ...(givenUp === undefined ? [] : [GIVEN_UP[givenUp.because]]),
  ];
  return notes.length === 0 ? '' : ` (${notes.join(', ')})`;
}

const GIVEN_UP: Readonly<Record<NonNullable<NumberView['givenUp']>['because'], string>> = {
  abandoned: 'abandoned',
  answer_by: 'given up: nobody answered in time',
};

/** Orders that the number was in before, and that may still move it. */
function oldOrders({ supersededOrders = [], status, outcome }: NumberView): string {
  if (supersededOrders.length === 0) return '';
  const isWaiting = status === 'draft' && outcome === undefined;
  return `${isWaiting ? 'waits for the end of' : 'still in'} order ${supersededOrders.join(', ')}`;
}
