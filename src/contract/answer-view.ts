import type { Decision } from '../domain/commands';
import type { Port } from '../domain/port';
import type { PortView } from './port-view';
import { portView } from './view';

/** The most numbers that the answer to a command shows: it stays in history for ever, and the query has them all. */
export const ANSWERED_NUMBERS = 50;

/** The view as the answer to a command shows it: of a large port, the numbers that the command was about. */
export function answerView(port: Port, { accepted, refused }: Decision): PortView {
  const view = portView(port);
  if (view.numbers.length <= ANSWERED_NUMBERS) return view;
  const concerned = new Set([...accepted, ...refused.flatMap(({ number }) => number ?? [])]);
  const shown = view.numbers
    .filter(({ phoneNumber }) => concerned.has(phoneNumber))
    .slice(0, ANSWERED_NUMBERS);
  return { ...view, numbers: shown, numbersLeftOut: view.numbers.length - shown.length };
}
