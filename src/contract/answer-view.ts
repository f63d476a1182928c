import type { Decision } from '../domain/model/commands';
import type { Port } from '../domain/model/port';
import type { AttemptView, AttentionView, PortView } from './port-view';
import { portView } from './view';

/** The most numbers that the answer to a command shows: it stays in history for ever, and the query has them all. */
export const ANSWERED_NUMBERS = 50;

/** The most orders and attempts, the newest. */
const ANSWERED_ORDERS = 20;

/** The view as the answer to a command shows it: of a large port, the numbers that the command was about. */
export function answerView(port: Port, { accepted, refused }: Decision): PortView {
  const view = portView(port);
  const concerned = new Set([
    ...accepted,
    ...refused.flatMap(({ number, numbers = [] }) => [...(number === undefined ? [] : [number]), ...numbers]),
  ]);
  const isLarge = view.numbers.length > ANSWERED_NUMBERS;
  const numbers = isLarge
    ? view.numbers.filter(({ phoneNumber }) => concerned.has(phoneNumber)).slice(0, ANSWERED_NUMBERS)
    : view.numbers;
  return {
    ...view,
    ...leftOut('numbers', view.numbers, numbers),
    ...leftOut('orders', view.orders, view.orders.slice(-ANSWERED_ORDERS)),
    ...leftOut('attempts', view.attempts, view.attempts.slice(-ANSWERED_ORDERS).map(inAnswer)),
    attentions: view.attentions.map(inAnswer),
  };
}

function leftOut<Key extends string, Member>(key: Key, all: readonly Member[], shown: readonly Member[]) {
  const more = all.length - shown.length;
  return { [key]: shown, ...(more > 0 && { [`${key}LeftOut`]: more }) } as {
    readonly [K in Key]: readonly Member[];
  };
}

/** Of its numbers no more than of the whole. */
function inAnswer<Part extends AttemptView | AttentionView>(part: Part): Part {
  const more = part.numbers.length - ANSWERED_NUMBERS;
  return more > 0
    ? { ...part, numbers: part.numbers.slice(0, ANSWERED_NUMBERS), numbersLeftOut: more }
    : part;
}
