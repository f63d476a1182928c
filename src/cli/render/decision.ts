import type { CommandRefusal } from '../../contract/messages';
import { asTyped, numbersInWords } from './instants';

/** What of a command was accepted, for people. */
export function acceptedLine(accepted: readonly string[]): string {
  return `Accepted for ${numbersInWords(accepted)}.`;
}

/** Why a command was refused, number by number, and what is allowed now. */
export function refusalLines(refused: readonly CommandRefusal[]): string[] {
  return refused.map(({ code, message, allowed }) => {
    const instead = allowed.length === 0 ? '' : ` Allowed now: ${allowed.map(asTyped).join(', ')}.`;
    return `portkeeper: ${code}: ${message}${instead}`;
  });
}
