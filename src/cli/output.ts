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

/** Writes to a pair of streams. */
export function outputTo(results: Stream, notes: Stream): Output {
  const line = (text: string) => void results.write(`${text}\n`);
  return {
    line,
    json: (value) => line(JSON.stringify(value, undefined, 2)),
    jsonLine: (value) => line(JSON.stringify(value)),
    note: (text) => void notes.write(`${text}\n`),
  };
}
