import type { CallContext } from '../call-context';
import type { Operation, ProviderConnection } from '../http/connection';
import type { Page } from '../pages';
import type { z } from 'zod';

/** A list request, with the schema of its rows. */
export interface ListOperation<Row> extends Operation {
  readonly schema: z.ZodType<Row[]>;
}

/**
 * Reads one page of a list, by its number from 1. The body is a bare list, and the header `Total-Pages` gives
 * the number of pages (docs/reference/telnyx-v1.md#lists-and-paging); a page without rows is the last one
 * too.
 */
export async function telnyxPage<Row>(
  connection: ProviderConnection,
  { schema, ...list }: ListOperation<Row>,
  number: number,
  call: CallContext,
): Promise<Page<Row, number>> {
  const operation: Operation = { ...list, query: { ...list.query, page: String(number) } };
  const response = await connection.exchange(operation, call);
  const rows = connection.read(operation, schema, response, call);
  const pages = Number(response.headers['total-pages'] ?? Number.POSITIVE_INFINITY);
  return {
    rows,
    ...(rows.length > 0 && number < pages && { next: number + 1 }),
    unreadable: (detail) => connection.errors.unreadable(operation, response, detail),
  };
}
