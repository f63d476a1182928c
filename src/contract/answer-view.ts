import type { Decision } from '../domain/model/commands';
import type { Port } from '../domain/model/port';
import type { AttemptView, AttentionView, PortView } from './port-view';
import { portView } from './view';

/** The most numbers in the answer to a command: it stays in history, and the query has them all. */
export const ANSWERED_NUMBERS = 50;

/** The most orders and attempts in an answer: the newest. */
const ANSWERED_ORDERS = 20;

/** The view in the answer to a command: of a large port, only the numbers of the command. */
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
    ...bounded('numbers', view.numbers, numbers),
    ...bounded('orders', view.orders, view.orders.slice(-ANSWERED_ORDERS)),
    ...bounded('attempts', view.attempts, view.attempts.slice(-ANSWERED_ORDERS).map(inAnswer)),
    attentions: view.attentions.map(inAnswer),
  };
}

function bounded<Key extends string, Member>(key: Key, all: readonly Member[], shown: readonly Member[]) {
  const more = all.length - shown.length;
  return { [key]: shown, ...(more > 0 && { [`${key}LeftOut`]: more }) } as {
    readonly [K in Key]: readonly Member[];
  };
}

/** Limits the numbers of a part like those of the view. */
function inAnswer<Part extends AttemptView | AttentionView>(part: Part): Part {
  const more = part.numbers.length - ANSWERED_NUMBERS;
  return more > 0
    ? { ...part, numbers: part.numbers.slice(0, ANSWERED_NUMBERS), numbersLeftOut: more }
    : part;
}
