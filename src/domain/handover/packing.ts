/**
 * Packs JSON, and unpacks it again. A port of a thousand numbers repeats most values a thousand times: a list of
 * objects becomes a table whose columns hold each value once, and a list of known texts becomes their positions.
 * Lossless for all fields.
 */

/** Shorter lists stay as they are, so that they are readable. */
const MIN_TABLE_ROWS = 4;

const TEXTS = '~texts';

const TABLE = '~table';

/** Wraps an object whose own keys begin with `~`. */
const AS_IS = '~as is';

/** A column: every distinct value once, with run lengths; without runs, one value for each row. */
interface Column {
  readonly values: readonly unknown[];
  /** Index, count, index, count, and so on; -1 means no value. */
  readonly runs?: readonly number[];
}

type Cells = Readonly<Record<string, unknown>>;

/** @param known - texts that both sides have, in the same order */
export function packed(value: unknown, known: readonly string[]): unknown {
  const places = new Map(known.map((text, index) => [text, index]));
  const pack = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return packList(inner);
    return isObject(inner) ? packObject(inner) : inner;
  };
  const packObject = (object: Cells): unknown => {
    const inner = Object.fromEntries(Object.entries(object).map(([key, each]) => [key, pack(each)]));
    return Object.keys(object).some((key) => key.startsWith('~')) ? { [AS_IS]: inner } : inner;
  };
  const packList = (list: readonly unknown[]): unknown => {
    if (list.length < MIN_TABLE_ROWS) return list.map(pack);
    const indexes = list.map((each) => (typeof each === 'string' ? places.get(each) : undefined));
    if (indexes.every((index) => index !== undefined)) return { [TEXTS]: spansOf(indexes) };
    return list.every(isObject)
      ? { [TABLE]: { rows: list.length, columns: columnsOf(list) } }
      : list.map(pack);
  };
  const columnsOf = (rows: readonly Cells[]): Cells => {
    const keys = new Set(rows.flatMap((row) => Object.keys(row)));
    return Object.fromEntries([...keys].map((key) => [key, columnOf(rows, key)]));
  };
  const columnOf = (rows: readonly Cells[], key: string): unknown => {
    const indexes = rows.map((row) => {
      const cell = cellOf(row, key);
      return typeof cell === 'string' ? places.get(cell) : undefined;
    });
    if (indexes.every((index) => index !== undefined)) return { [TEXTS]: spansOf(indexes) };
    const values: unknown[] = [];
    const known = new Map<string, number>();
    const runs: number[] = [];
    for (const row of rows) {
      const cell = cellOf(row, key);
      let index = -1;
      if (cell !== undefined) {
        const value = pack(cell);
        const name = JSON.stringify(value);
        index = known.get(name) ?? values.push(value) - 1;
        known.set(name, index);
      }
      if (runs.at(-2) === index) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
      else runs.push(index, 1);
    }
    return values.length === rows.length ? { values } : { values, runs };
  };
  return pack(value);
}

/** Unpacks a packed value. */
export function unpacked(value: unknown, known: readonly string[]): unknown {
  const unpack = (inner: unknown): unknown => {
    if (Array.isArray(inner)) return inner.map(unpack);
    if (!isObject(inner)) return inner;
    if (Object.hasOwn(inner, TEXTS)) return textsOf(inner, known);
    if (Object.hasOwn(inner, TABLE)) return rowsOf(inner[TABLE] as Table);
    return mapped(Object.hasOwn(inner, AS_IS) ? (inner[AS_IS] as Cells) : inner);
  };
  const mapped = (object: Cells): Cells =>
    Object.fromEntries(Object.entries(object).map(([key, each]) => [key, unpack(each)]));
  const rowsOf = ({ rows, columns }: Table): Cells[] => {
    const entries = Array.from({ length: rows }, (): [string, unknown][] => []);
    for (const [key, column] of Object.entries(columns)) {
      for (const [row, cell] of cellsOf(column, rows).entries()) {
        if (cell !== undefined) entries[row]?.push([key, cell]);
      }
    }
    return entries.map((cells) => Object.fromEntries(cells));
  };
  const cellsOf = (column: Cells | Column, rows: number): unknown[] => {
    if (Object.hasOwn(column, TEXTS)) return textsOf(column as Cells, known);
    const { values: written, runs } = column as Column;
    const values = written.map(unpack);
    if (runs === undefined) return values;
    const cells: unknown[] = [];
    for (let at = 0; at < runs.length && cells.length < rows; at += 2) {
      const [index = -1, count = 0] = runs.slice(at, at + 2);
      for (let done = 0; done < count; done++) cells.push(values[index]);
    }
    return cells;
  };
  return unpack(value);
}

interface Table {
  readonly rows: number;
  readonly columns: Readonly<Record<string, Cells | Column>>;
}

function textsOf(packedTexts: Cells, known: readonly string[]): string[] {
  const spans = packedTexts[TEXTS] as readonly number[];
  const texts: string[] = [];
  for (let at = 0; at < spans.length; at += 2) {
    const [from = 0, count = 0] = spans.slice(at, at + 2);
    texts.push(...known.slice(from, from + count));
  }
  return texts;
}

/** First position, count, first position, count: most lists are consecutive parts of the request's list. */
function spansOf(indexes: readonly number[]): number[] {
  const spans: number[] = [];
  for (const index of indexes) {
    const from = spans.at(-2);
    const count = spans.at(-1);
    if (from !== undefined && count !== undefined && index === from + count)
      spans[spans.length - 1] = count + 1;
    else spans.push(index, 1);
  }
  return spans;
}

function cellOf(row: Cells, key: string): unknown {
  return Object.hasOwn(row, key) ? row[key] : undefined;
}

function isObject(value: unknown): value is Cells {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
