import { InvalidArgumentError, Option } from 'commander';
import { ACCOUNT_NAME } from '../contract/names';
import { CliError } from './failure';

/** A list as people type it: `a,b`. */
export function commaList(text: string): string[] {
  return text.split(',').map((entry) => entry.trim());
}

/**
 * `--numbers a,b`, as every command takes it that is about some numbers of a port.
 *
 * @param which - what naming them does
 */
export function numbersOption(which: string): Option {
  return new Option('--numbers <numbers>', `${which}: a,b in E.164`).argParser(commaList);
}

/** A whole number as people type it. */
export function integerBetween(min: number, max: number, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max))
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  return value;
}

/** A count as people type it. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/** The name of an account, as a person types it. @throws CliError `usage` */
export function accountName(text: string): string {
  if (ACCOUNT_NAME.test(text)) return text;
  throw new CliError('usage', 'An account has 1 to 40 lower-case letters, digits and dashes.', 2);
}
