/** Where a text stops being JSON, counted as editors do, and what is wrong there. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/**
 * Finds the first error of a text that `JSON.parse` has refused: its own message names a place for some errors
 * only, and differently in each version of Node. It never quotes the text, which may hold a PIN.
 */
export function firstJsonError(text: string): JsonError {
  const found = scan(text);
  const before = text.slice(0, found.at).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, problem: found.problem };
}

interface Found {
  readonly at: number;
  readonly problem: string;
}

function scan(text: string): Found {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return false;
    at += match[0].length;
    return true;
  };
  const peek = (): string => {
    take(SPACE);
    return text.charAt(at);
  };
  const fail = (expected: string): Found => ({
    at,
    problem:
      at >= text.length ? `the text ends where ${expected} is expected` : `${expected} is expected here`,
  });

  const members = (close: string, member: () => Found | undefined): Found | undefined => {
    at += 1;
    if (peek() === close) {
      at += 1;
      return undefined;
    }
    for (;;) {
      const wrong = member();
      if (wrong !== undefined) return wrong;
      const next = peek();
      if (next !== ',' && next !== close) return fail(`"," or "${close}"`);
      at += 1;
      if (next === close) return undefined;
    }
  };
  const value = (): Found | undefined => {
    const first = peek();
    if (first === '{') return members('}', pair);
    if (first === '[') return members(']', value);
    return take(STRING) || take(SCALAR)
      ? undefined
      : fail(first === '"' ? 'a string with its end' : 'a value');
  };
  const pair = (): Found | undefined => {
    peek();
    if (!take(STRING)) return fail('a name in double quotes');
    if (peek() !== ':') return fail('":"');
    at += 1;
    return value();
  };

  const wrong = value();
  if (wrong !== undefined) return wrong;
  peek();
  return fail('the end of the text');
}
