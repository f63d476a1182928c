import type { Portability } from '../../domain/snapshot';
import { columns } from './columns';
import { words } from './instants';

const HEAD = ['NUMBER', 'PORTABLE', 'TYPE', 'COUNTRY', 'WANTED OR WRONG'];

/** Portability answers as a table for people. */
export function portabilityLines(answers: readonly Portability[]): string[] {
  return columns([
    HEAD,
    ...answers.map((answer) => [
      answer.phoneNumber,
      answer.portable ? 'yes' : 'no',
      answer.type ?? '-',
      answer.country ?? '-',
      remarkOn(answer),
    ]),
  ]);
}

function remarkOn({ rejection, pinAndAccountNumberRequired }: Portability): string {
  if (rejection !== undefined) {
    const code = rejection.code === undefined ? '' : ` (${rejection.code})`;
    return `${words(rejection.reason)}${code}${rejection.message === undefined ? '' : `: ${rejection.message}`}`;
  }
  return pinAndAccountNumberRequired === true ? 'PIN and account number' : '';
}
