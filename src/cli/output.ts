/** Where a command writes: results to standard output, everything else to standard error. */
export interface Output {
  /** One line of the result. */
  line(text: string): void;
  /** The result as JSON, for people and programs. */
  json(value: unknown): void;
  /** The result, or a part of it, as JSON on one line. */
  jsonLine(value: unknown): void;
  /** What is worth knowing and is no result. */
  note(text: string): void;
}

/** What the streams of a process can do. */
interface Stream {
  write(text: string): unknown;
}

/** What moves a cursor, fills a clipboard or turns the reading around: others' words may hold it. */
const COMMANDS_TO_TERMINALS = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** Writes to a pair of streams. Words of providers and customers go through here, so nothing in them is a command. */
export function outputTo(results: Stream, notes: Stream): Output {
  const line = (text: string) => void results.write(`${text.replace(COMMANDS_TO_TERMINALS, '')}\n`);
  // In JSON the value stays what it is: JSON escapes the first of them by itself.
  const json = (text: string) => void results.write(`${text.replace(COMMANDS_TO_TERMINALS, escaped)}\n`);
  return {
    line,
    json: (value) => json(JSON.stringify(value, undefined, 2)),
    jsonLine: (value) => json(JSON.stringify(value)),
    note: (text) => void notes.write(`${text.replace(COMMANDS_TO_TERMINALS, '')}\n`),
  };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
