import { rowsOf, type Page } from '../../../src/providers/pages';
import { ProviderError } from '../../../src/providers/provider-error';

const unreadable = (detail: string) =>
  new ProviderError({ code: 'provider_answer_unreadable', outcome: 'unavailable', message: detail });

/** A list of pages, each with its rows and the position that it names for the next one. */
function listOf(pages: Readonly<Record<string, readonly [rows: string, next?: string]>>) {
  const read: string[] = [];
  const page = (position = 'first'): Promise<Page<string, string>> => {
    read.push(position);
    const [rows, next] = pages[position]!;
    return Promise.resolve({ rows: rows.split(''), ...(next !== undefined && { next }), unreadable });
  };
  return { page, read };
}

async function all(rows: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const row of rows) text += row;
  return text;
}

test('rows come page by page, and a page is read when its first row is wanted', async () => {
  const { page, read } = listOf({ first: ['ab', '2'], 2: ['', '3'], 3: ['c'] });
  const rows = rowsOf(page);
  expect(read).toEqual([]);
  expect([await rows.next(), await rows.next()].map(({ value }) => value)).toEqual(['a', 'b']);
  expect(read).toEqual(['first']);
  expect(await all(rows)).toBe('c');
  expect(read).toEqual(['first', '2', '3']);
});

test('a position that comes again means that the list has no end', async () => {
  const { page, read } = listOf({ first: ['a', '2'], 2: ['b', '3'], 3: ['c', '2'] });
  await expect(all(rowsOf(page))).rejects.toThrow('the pages run in a circle');
  expect(read).toEqual(['first', '2', '3']);
});

test('so does a page without a new row, where positions only count', async () => {
  const { page } = listOf({ first: ['ab', '2'], 2: ['ba', '3'], 3: ['c'] });
  await expect(all(rowsOf(page, (row) => row))).rejects.toThrow('the pages run in a circle');
  expect(await all(rowsOf(page))).toBe('abbac');
});

test('a row that comes twice beside a new one is no circle', async () => {
  const { page } = listOf({ first: ['ab', '2'], 2: ['bc', '3'], 3: ['', '4'], 4: ['d'] });
  expect(await all(rowsOf(page, (row) => row))).toBe('abbcd');
});
