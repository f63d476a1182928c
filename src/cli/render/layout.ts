import type { RawResponse } from '../../contract/order-operations';

/** Rows in columns that line up, two blanks apart; nothing behind the last one. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** Lines under a title; without lines, nothing. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** What is known of a thing, name by name, set in below its title; what is not known is left out. */
export function factLines(facts: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return columns(known).map((line) => `  ${line}`);
}

/** The first of many, and those that are left out. One is not worth leaving out: a line would say so. */
export function truncate<T>(
  all: readonly T[],
  most: number,
): { readonly shown: readonly T[]; readonly rest: readonly T[] } {
  const shown = all.length <= most + 1 ? all : all.slice(0, most);
  return { shown, rest: all.slice(shown.length) };
}

/**
 * Says how many are left out; nothing where none are.
 *
 * @param where - all of them are
 */
export function andMore(rest: readonly unknown[], where: string): string[] {
  return rest.length === 0 ? [] : [`… and ${rest.length} more; all in ${where}`];
}

/** Where all of a port is. Not the `--json` of a command: that would be the command once more. */
export function inJson(requestId: string): string {
  return `\`portkeeper show ${requestId} --json\``;
}

/** Writes JSON as YAML: `stringify` of the library, which a command loads when it runs. */
export type Stringify = (value: unknown, options: { readonly lineWidth: 0 }) => string;

/** What a provider said, under its own names, for people. */
export function rawLines(said: RawResponse, stringify: Stringify): string[] {
  if (Object.keys(said).length === 0) return [];
  return stringify(said, { lineWidth: 0 }).trimEnd().split('\n');
}
