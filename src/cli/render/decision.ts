import type { CommandRefusal } from '../../contract/messages';
import { answerAsTyped } from './answer';
import { numbersInWords } from './instants';

/** What of a command was accepted, for people. */
export function acceptedLine(accepted: readonly string[]): string {
  return `Accepted for ${numbersInWords(accepted)}.`;
}

/** Why a command was refused, number by number, and what is allowed now. */
export function refusalLines(refused: readonly CommandRefusal[]): string[] {
  return refused.map(({ code, message, allowed }) => {
    const commands = allowed.map((command) => answerAsTyped(command, code)).join(', ');
    const instead = commands === '' ? '' : ` Allowed now: ${commands}.`;
    return `portkeeper: ${code}: ${message}${instead}`;
  });
}
