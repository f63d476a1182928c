import type { ProviderError } from './provider-error';

/** One page of a provider's list. */
export interface Page<Row, Position> {
  /** What is on the page. */
  readonly rows: readonly Row[];
  /** Where the next page is; absent on the last one. */
  readonly next?: Position;
  /** The error for a page that is not what it should be. */
  unreadable(detail: string): ProviderError;
}

/**
 * The rows of a list, page by page. A page is read only when its first row is wanted.
 *
 * @param read - reads the page at a position; undefined: the first page
 * @param keyOf - what a row is told by, for lists whose positions only count: a page without a new row means that the list
 * has no end. Without it, a position that comes again means the same.
 * @throws ProviderError unreadable, when the list has no end
 */
export async function* rowsOf<Row, Position>(
  read: (position: Position | undefined) => Promise<Page<Row, Position>>,
  keyOf?: (row: Row) => string,
): AsyncGenerator<Row, void, undefined> {
  const positions = new Set<Position>();
  const keys = new Set<string>();
  let position: Position | undefined;
  do {
    const page: Page<Row, Position> = await read(position);
    const pageKeys = keyOf === undefined ? [] : page.rows.map(keyOf);
    const isOld = pageKeys.length > 0 && pageKeys.every((key) => keys.has(key));
    position = page.next;
    if (isOld || (position !== undefined && positions.has(position)))
      throw page.unreadable('the pages run in a circle');
    for (const key of pageKeys) keys.add(key);
    if (position !== undefined) positions.add(position);
    yield* page.rows;
  } while (position !== undefined);
}
