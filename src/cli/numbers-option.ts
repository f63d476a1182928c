import { Option } from 'commander';

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
