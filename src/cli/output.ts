/** The output of a command: results go to standard output, everything else to standard error. */
export interface Output {
  /** Writes one line of the result. */
  line(text: string): void;
  /** Writes the result as indented JSON. */
  json(value: unknown): void;
  /** Writes the result, or a part of it, as JSON on one line. */
  jsonLine(value: unknown): void;
  /** Writes information that is not part of the result. */
  note(text: string): void;
}

/** The part of a process stream that is used here. */
interface Stream {
  write(text: string): unknown;
}

/**
 * Control characters and bidirectional formatting. Foreign text may contain them to move the cursor or
 * reorder text.
 */
const COMMANDS_TO_TERMINALS = /(?![\t\n])[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A foreign text without what a terminal would obey. */
export function withoutTerminalCommands(text: string): string {
  return text.replace(COMMANDS_TO_TERMINALS, '');
}

/** Writes to a pair of streams. It neutralizes control characters in texts of providers and customers. */
export function outputTo(results: Stream, notes: Stream): Output {
  const line = (text: string) => void results.write(`${withoutTerminalCommands(text)}\n`);
  // JSON keeps the value: control characters are escaped instead of removed. `JSON.stringify` escapes only
  // some.
  const json = (text: string) => void results.write(`${text.replace(COMMANDS_TO_TERMINALS, escaped)}\n`);
  return {
    line,
    json: (value) => json(JSON.stringify(value, undefined, 2)),
    jsonLine: (value) => json(JSON.stringify(value)),
    note: (text) => void notes.write(`${withoutTerminalCommands(text)}\n`),
  };
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
