import type { Answer } from '../http';
import { unprocessable } from './errors';

/** The maximum page size, whatever `per_page` is; the documentation has no limit. */
const MAX_PER_PAGE = 100;

type Query = Readonly<Record<string, string>>;

/**
 * One page of a list as a bare array, with `Total` and `Total-Pages` in the headers
 * (docs/reference/telnyx-v1.md#lists-and-paging).
 */
export function pageOf<T>(found: readonly T[], query: Query, render: (row: T) => unknown): Answer {
  const page = Number(query['page'] ?? 1);
  const requestedSize = Number(query['per_page'] ?? 20);
  for (const [name, value] of Object.entries({ page, per_page: requestedSize })) {
    if (!Number.isInteger(value) || value < 1)
      return unprocessable(`${name} must be a whole number from 1 on`);
  }
  const size = Math.min(requestedSize, MAX_PER_PAGE);
  return {
    status: 200,
    headers: { Total: String(found.length), 'Total-Pages': String(Math.ceil(found.length / size)) },
    json: found.slice((page - 1) * size, page * size).map(render),
  };
}

/** Whether a number contains these digits. */
export function hasDigits(phoneNumber: string, search: string): boolean {
  const digits = search.replace(/\D/g, '');
  return digits !== '' && phoneNumber.includes(digits);
}
