import { createReadStream } from 'node:fs';
import { utf8Text } from '../config/utf8-text';
import type { CommandContext } from './command';
import { CliError } from './failure';

/** Larger than any valid request or command, with white space and escapes. */
const MAX_BYTES = 8 * 1024 * 1024;

/**
 * Reads JSON from a file, or from standard input for `-`.
 *
 * @throws CliError `input_unreadable`, naming the place of the error; `request_too_large`
 */
export async function readJsonInput(
  file: string,
  { input }: Pick<CommandContext, 'input'>,
): Promise<unknown> {
  const name = file === '-' ? STANDARD_INPUT : file;
  const decoded = utf8Text(file === '-' ? await readStandardInput(input) : await readFile(file));
  if (!decoded.ok) throw new CliError('input_unreadable', `${name}: ${decoded.problem}`, 2);
  const { text } = decoded;
  const error = firstJsonError(text);
  if (error !== undefined) {
    const { line, column, problem, isJson } = error;
    const what = isJson ? problem : `this is not JSON: ${problem}`;
    throw new CliError('input_unreadable', `${name}: line ${line}, column ${column}: ${what}`, 2);
  }
  return JSON.parse(text) as unknown;
}

const STANDARD_INPUT = 'standard input';

/** @throws CliError `request_too_large` */
export function readStandardInput(input: CommandContext['input']): Promise<Buffer> {
  return readAll(input, STANDARD_INPUT);
}

async function readFile(file: string): Promise<Buffer> {
  try {
    return await readAll(createReadStream(file), file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message;
    throw new CliError('input_unreadable', `${file}: ${reason}`, 2, { cause: error });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'this is a folder; name a file, or - for standard input',
  EACCES: 'this file may not be read; check its permissions',
};

async function readAll(input: AsyncIterable<string | Uint8Array>, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of input) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > MAX_BYTES) {
      throw new CliError(
        'request_too_large',
        `${name} has more than ${MAX_BYTES / 1024 / 1024} MiB, and is not read to its end; is it the right file?`,
        2,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** The first error of a text that should be JSON, with its position as editors count it. */
export interface JsonError {
  readonly line: number;
  readonly column: number;
  readonly problem: string;
  /** The text is valid JSON but not accepted. */
  readonly isJson?: true;
}

const SPACE = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** Deeper than any valid input. Each level takes a stack frame. */
const MAX_DEPTH = 100;

/** A name that is safe to quote: it cannot be a value in the wrong place. */
const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_.-]{0,60}$/;

/**
 * Finds the first error of a text that should be JSON. `JSON.parse` gives a position only for some errors,
 * differently in each version of Node, and does not report duplicate names. The message never quotes a value,
 * which may be a PIN.
 *
 * @returns undefined if the text is JSON without duplicate names
 */
export function firstJsonError(text: string): JsonError | undefined {
  const found = scan(text);
  if (found === undefined) return undefined;
  const before = text.slice(0, found.at).split('\n');
  const { at: _, ...what } = found;
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, ...what };
}

interface Found extends Pick<JsonError, 'problem' | 'isJson'> {
  readonly at: number;
}

function scan(text: string): Found | undefined {
  let at = 0;
  let depth = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    at += match[0].length;
    return match[0];
  };
  const peek = (): string => {
    take(SPACE);
    return text.charAt(at);
  };
  const fail = (expected: string): Found => ({
    at,
    problem: nearJsonProblem(text, at) ?? expectedProblem(text, at, expected),
  });

  const members = (close: string, member: () => Found | undefined): Found | undefined => {
    if (depth === MAX_DEPTH)
      return { at, problem: `this is nested deeper than ${MAX_DEPTH} levels`, isJson: true };
    depth += 1;
    at += 1;
    if (peek() === close) {
      at += 1;
      depth -= 1;
      return undefined;
    }
    for (;;) {
      const error = member();
      if (error !== undefined) return error;
      const next = peek();
      if (next !== ',' && next !== close) return fail(`"," or "${close}"`);
      at += 1;
      if (next === close) {
        depth -= 1;
        return undefined;
      }
    }
  };
  const value = (): Found | undefined => {
    const first = peek();
    if (first === '{') {
      const names = new Set<string>();
      return members('}', () => pair(names));
    }
    if (first === '[') return members(']', value);
    return take(STRING) !== undefined || take(SCALAR) !== undefined
      ? undefined
      : fail(first === '"' ? 'a string with its end' : 'a value');
  };
  const pair = (names: Set<string>): Found | undefined => {
    peek();
    const start = at;
    const written = take(STRING);
    if (written === undefined) return fail('a name in double quotes');
    const name = JSON.parse(written) as string;
    if (names.has(name)) {
      const which = PLAIN_NAME.test(name) ? `the name "${name}"` : 'this name';
      const problem = `${which} is a duplicate in this object: remove one of the two`;
      return { at: start, problem, isJson: true };
    }
    names.add(name);
    if (peek() !== ':') return fail('":"');
    at += 1;
    return value();
  };

  const error = value();
  if (error !== undefined) return error;
  return peek() === '' ? undefined : fail('the end of the text');
}

function expectedProblem(text: string, at: number, expected: string): string {
  return at >= text.length ? `the text ends where ${expected} is expected` : `${expected} is expected here`;
}

/** Hints for common near-JSON: comments, curly quotes, literals of other languages. */
function nearJsonProblem(text: string, at: number): string | undefined {
  const here = text.slice(at, at + 12);
  if (/^(?:\/\/|\/\*|#)/.test(here)) return 'it has no comments; remove this one';
  if (/^[“”„«»]/.test(here)) return 'quotes are straight here: "…"';
  if (/^(?:NaN|-?Infinity|undefined|None|True|False)\b/.test(here))
    return 'this is no JSON value; a value is a text, a number, true, false or null';
  return undefined;
}
