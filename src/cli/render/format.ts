import { RESUBMIT_OPTIONS } from '../../domain/attentions/answers';
import type { Rejection } from '../../domain/model/reasons';
import { DAY, HOUR, MINUTE, SECOND, type Milliseconds } from '../../domain/model/time';

/** Formats an RFC 3339 instant to the second, in UTC. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}

/** The last four digits of a phone number, which are safe to show. */
export function masked(phoneNumber: string): string {
  return `…${phoneNumber.slice(-4)}`;
}

/** Up to three numbers, masked, or a count. */
export function countNumbers(numbers: readonly string[]): string {
  return numbers.length <= 3 ? numbers.map(masked).join(', ') : `${numbers.length} numbers`;
}

/** A code as text: `foc_confirmed` becomes `foc confirmed`. */
export function humanizeCode(code: string): string {
  return code.replaceAll('_', ' ');
}

/** The CLI name of a command: `changeDate` becomes `change-date`. */
export function toKebabCase(command: string): string {
  return command.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Why a number was refused: the canonical reason, then the provider's code and message. */
export function describeRejection({ reason, code, message }: Rejection): string {
  const codeText = code === undefined ? '' : ` (${code})`;
  return `${humanizeCode(reason)}${codeText}${message === undefined ? '' : `: ${message}`}`;
}

/**
 * Formats a duration in the largest unit of which there are at least two.
 *
 * @param parts - the precision: 10 rounds to tenths of a unit
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

/** Formats a duration in whole units. */
export function approximately(length: Milliseconds): string {
  return humanize(length, 1);
}

/** A command line that answers an attention or a refusal, for example `resubmit --confirm`. */
export function answerCommandLine(command: string, to: string): string {
  const option = command === 'resubmit' ? RESUBMIT_OPTIONS[to] : undefined;
  if (option === undefined) return toKebabCase(command);
  return `${toKebabCase(command)} --${option}${option === 'numbers' ? ' …' : ''}`;
}
