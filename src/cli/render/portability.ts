import type { Rejection } from '../../domain/model/reasons';
import type { Portability } from '../../domain/model/snapshot';
import { columns } from './columns';
import { words } from './instants';

const HEAD = ['NUMBER', 'PORTABLE', 'TYPE', 'COUNTRY', 'CARRIER', 'WANTED OR WRONG'];

/** Portability answers as a table for people. */
export function portabilityLines(answers: readonly Portability[]): string[] {
  return columns([
    HEAD,
    ...answers.map((answer) => [
      answer.phoneNumber,
      answer.portable ? 'yes' : 'no',
      answer.type ?? '-',
      answer.country ?? '-',
      answer.carrier ?? '-',
      remarkOn(answer),
    ]),
  ]);
}

function remarkOn({ rejection, pinAndAccountNumberRequired }: Portability): string {
  if (rejection !== undefined) return rejectionInWords(rejection);
  return pinAndAccountNumberRequired === true ? 'PIN and account number' : '';
}

/** Why a number is refused: our reason, and what the provider said. */
export function rejectionInWords({ reason, code, message }: Rejection): string {
  const said = code === undefined ? '' : ` (${code})`;
  return `${words(reason)}${said}${message === undefined ? '' : `: ${message}`}`;
}
