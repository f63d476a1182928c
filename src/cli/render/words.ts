import { RESUBMIT_OPTIONS } from '../../domain/attentions/answers';
import type { Rejection } from '../../domain/model/reasons';
import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from '../../domain/model/time';

/** An instant for people: to the second, in UTC. Takes RFC 3339. */
export function second(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}

/** A phone number that may be shown to anybody: its last four digits. */
export function masked(phoneNumber: string): string {
  return `…${phoneNumber.slice(-4)}`;
}

/** Which numbers, in few words. */
export function countNumbers(numbers: readonly string[]): string {
  return numbers.length <= 3 ? numbers.map(masked).join(', ') : `${numbers.length} numbers`;
}

/** The words of a status or a reason: `foc_confirmed` is for programs. */
export function humanizeCode(code: string): string {
  return code.replaceAll('_', ' ');
}

/** A command as this program takes it: `changeDate` is for programs. */
export function toKebabCase(command: string): string {
  return command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Why a number is refused: our reason, and what the provider said. */
export function describeRejection({ reason, code, message }: Rejection): string {
  const said = code === undefined ? '' : ` (${code})`;
  return `${humanizeCode(reason)}${said}${message === undefined ? '' : `: ${message}`}`;
}

/**
 * A length of time for people, in the largest unit of which there are at least two.
 *
 * @param parts - into how many parts a unit is divided
 */
export function humanize(length: Milliseconds, parts = 10): string {
  const units = [
    [DAY, 'days'],
    [HOUR, 'h'],
    [MINUTE, 'min'],
  ] as const;
  const [size, unit] = units.find(([each]) => length >= 2 * each) ?? [SECOND, 's'];
  return `${Math.round((length / size) * parts) / parts} ${unit}`;
}

/** The same, in whole units. */
export function approximately(length: Milliseconds): string {
  return humanize(length, 1);
}

/** A command as this program takes it, in answer to an attention or a refusal: `resubmit --confirm`. */
export function answerAsTyped(command: string, to: string): string {
  const said = command === 'resubmit' ? RESUBMIT_OPTIONS[to] : undefined;
  if (said === undefined) return toKebabCase(command);
  return `${toKebabCase(command)} --${said}${said === 'numbers' ? ' …' : ''}`;
}
