import type { z } from 'zod';
import type { Operation, ProviderConnection } from '../http/connection';
import type { CallContext } from '../provider';

/**
 * The rows of a list, page by page; a page is asked for only when its first row is wanted. The body is a bare list, and
 * the header `Total-Pages` says how many there are (docs/reference/telnyx-v1.md#lists-and-paging); a page without rows
 * is the last one, too.
 *
 * @throws ProviderError unreadable, when every page is the same: a list that has no end
 */
export async function* rowsOf<Row extends { readonly id: string }>(
  connection: ProviderConnection,
  operation: Operation,
  schema: z.ZodType<Row[]>,
  call: CallContext,
): AsyncGenerator<Row, void, undefined> {
  let before: string | undefined;
  for (let number: number | undefined = 1; number !== undefined;) {
    const page: Page<Row> = await pageOf(connection, operation, schema, number, call, before);
    yield* page.rows;
    before = page.rows[0]?.id;
    number = page.next;
  }
}

/** One page of a list. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  /** The number of the next page; absent on the last one. */
  readonly next?: number;
}

/**
 * One page of such a list.
 *
 * @param before - the first row's id on the page before
 */
export async function pageOf<Row extends { readonly id: string }>(
  connection: ProviderConnection,
  operation: Operation,
  schema: z.ZodType<Row[]>,
  number: number,
  call: CallContext,
  before?: string,
): Promise<Page<Row>> {
  const asked: Operation = { ...operation, query: { ...operation.query, page: String(number) } };
  const response = await connection.exchange(asked, call);
  const rows = connection.read(asked, schema, response, call);
  const [first] = rows;
  if (first === undefined) return { rows };
  if (first.id === before) throw connection.errors.unreadable(asked, response, 'the pages run in a circle');
  const pages = Number(response.headers['total-pages'] ?? Number.POSITIVE_INFINITY);
  return { rows, ...(number < pages && { next: number + 1 }) };
}
