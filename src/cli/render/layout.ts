import type { RawResponse } from '../../contract/order-operations';

/** Aligns rows in columns, separated by two blanks, without trailing blanks. */
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

/** Lines under a title; no lines, no title. */
export function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
}

/** Named facts, indented; unknown ones are left out. */
export function factLines(facts: readonly (readonly [name: string, value: string | undefined])[]): string[] {
  const known = facts.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return columns(known).map((line) => `  ${line}`);
}

/**
 * The first items of a list, and the rest. A single remaining item is shown, because "… and 1 more" needs a
 * line too.
 */
export function truncate<T>(
  all: readonly T[],
  max: number,
): { readonly shown: readonly T[]; readonly rest: readonly T[] } {
  const shown = all.length <= max + 1 ? all : all.slice(0, max);
  return { shown, rest: all.slice(shown.length) };
}

/**
 * A line with the number of items left out; nothing if there are none.
 *
 * @param where - where all of them are listed
 */
export function andMore(rest: readonly unknown[], where: string): string[] {
  return rest.length === 0 ? [] : [`… and ${rest.length} more; all in ${where}`];
}

/** The command that shows all of a port. `--json` of a command would repeat the command. */
export function inJson(requestId: string): string {
  return `\`portkeeper show ${requestId} --json\``;
}

/** Writes JSON as YAML: `stringify` of the yaml library, which a command loads when it runs. */
export type Stringify = (value: unknown, options: { readonly lineWidth: 0 }) => string;

/** A raw response as YAML lines. */
export function rawLines(raw: RawResponse, stringify: Stringify): string[] {
  if (Object.keys(raw).length === 0) return [];
  return stringify(raw, { lineWidth: 0 }).trimEnd().split('\n');
}
