import type { z } from 'zod';
import type { Operation, ProviderConnection } from '../http/connection';
import type { CallContext } from '../provider';

/**
 * The rows of a list, page by page; a page is asked for only when its first row is wanted. The body is a bare list, and
 * the header `Total-Pages` says how many there are (telnyx.md A3); a page without rows is the last one, too.
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
  for (let page = 1; ; page += 1) {
    const asked: Operation = { ...operation, query: { ...operation.query, page: String(page) } };
    const response = await connection.exchange(asked, call);
    const rows = connection.read(asked, schema, response, call);
    const [first] = rows;
    if (first === undefined) return;
    if (first.id === before) throw connection.errors.unreadable(asked, response, 'the pages run in a circle');
    before = first.id;
    yield* rows;
    const pages = Number(response.headers['total-pages'] ?? Number.POSITIVE_INFINITY);
    if (page >= pages) return;
  }
}
