import type { ProviderError } from './provider-error';

/** One page of a provider's list. */
export interface Page<Row, Position> {
  /** The rows of the page. */
  readonly rows: readonly Row[];
  /** The position of the next page; absent on the last one. */
  readonly next?: Position;
  /** Creates the error for an invalid page. */
  unreadable(detail: string): ProviderError;
}

/**
 * Iterates over the rows of a list, page by page. A page is read only when its first row is needed.
 *
 * @param read - reads the page at a position; undefined: the first page
 * @param keyOf - the key of a row, for lists whose positions only count up: a page without a new row means
 * that the list has no end. Without `keyOf`, a repeated position means the same.
 * @throws ProviderError unreadable, if the list has no end
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
