import { InvalidArgumentError, Option } from 'commander';
import { ACCOUNT_NAME } from '../contract/names';
import { CliError } from './failure';

/** Parses a list: `a,b`. */
export function commaList(text: string): string[] {
  return text.split(',').map((entry) => entry.trim());
}

/**
 * `--numbers a,b`, the option of every command that can take some numbers of a port.
 *
 * @param which - what naming them does
 */
export function numbersOption(which: string): Option {
  return new Option('--numbers <numbers>', `${which}: a,b in E.164`).argParser(commaList);
}

/** Parses a whole number in a range. */
export function integerBetween(min: number, max: number, text: string): number {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!(value >= min && value <= max))
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  return value;
}

/** Parses a whole number. */
export function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

/**
 * Parses the name of an account.
 *
 * @throws CliError `usage`
 */
export function accountName(text: string): string {
  if (ACCOUNT_NAME.test(text)) return text;
  throw new CliError('usage', 'An account has 1 to 40 lower-case letters, digits and dashes.', 2);
}
