/** The first of many, and those that are left out. One is not worth leaving out: a line would say so. */
export function few<T>(
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
