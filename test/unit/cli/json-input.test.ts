import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { CliError } from '../../../src/cli/failure';
import { readJsonInput } from '../../../src/cli/json-input';

const folder = mkdtempSync(join(tmpdir(), 'portkeeper-json-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Reads the same bytes as a file and as standard input, a few at a time, and sees that both say the same. */
async function read(bytes: Uint8Array | string): Promise<unknown> {
  const all = Buffer.from(bytes as Uint8Array);
  const file = join(folder, 'input.json');
  writeFileSync(file, all);
  // eslint-disable-next-line @typescript-eslint/require-await -- a stream is asynchronous
  const input = (async function* () {
    for (let at = 0; at < all.length; at += 1_000_001) yield all.subarray(at, at + 1_000_001);
  })();
  const results = await Promise.allSettled([readJsonInput(file, { input }), readJsonInput('-', { input })]);
  const [ofFile, ofInput] = results.map((result) => {
    if (result.status === 'fulfilled') return { value: result.value };
    const { code, message } = result.reason as CliError;
    expect(result.reason).toBeInstanceOf(CliError);
    return { code, message: message.replace(file, 'standard input') };
  });
  expect(ofFile).toEqual(ofInput);
  return ofFile;
}

const unreadable = (message: string) => ({ code: 'input_unreadable', message: `standard input: ${message}` });

test.each<[string, Uint8Array | string]>([
  ['UTF-8', '{"name": "Müller 東京"}'],
  ['UTF-8 with a byte order mark', '\ufeff{"name": "Müller 東京"}'],
])('%s is read', async (_what, bytes) => {
  expect(await read(bytes)).toEqual({ value: { name: 'Müller 東京' } });
});

describe('what is not UTF-8 is refused, and nothing of it is replaced', () => {
  const wrong = 'this is not UTF-8 (perhaps a Windows or Latin encoding): save the file as UTF-8';

  test.each([
    ['code page 1252', Buffer.from('{\n  "name": "M\xfcller"\n}', 'latin1'), 'line 2, column 13'],
    ['a character that is cut off', Buffer.from('{"name": "東').subarray(0, -1), 'line 1, column 11'],
    ['a character too long', Buffer.from('{"a": "\xc0\x80"}', 'latin1'), 'line 1, column 8'],
    ['a lone surrogate', Buffer.from('{"a": "\xed\xa0\x80"}', 'latin1'), 'line 1, column 8'],
    [
      'a fault behind letters of several bytes',
      Buffer.concat([Buffer.from('{"東京": "'), Buffer.from([0xff])]),
      'line 1, column 9',
    ],
  ])('%s', async (_what, bytes, place) => {
    expect(await read(bytes)).toEqual(unreadable(`${place}: ${wrong}`));
  });

  test.each([
    ['UTF-16 with its mark', Buffer.from('\ufeff{"a": 1}', 'utf16le'), 'UTF-16'],
    ['UTF-16 without', Buffer.from('{"a": 1}', 'utf16le'), 'UTF-16'],
    ['UTF-16, big end first', Buffer.from('\ufeff{"a": 1}', 'utf16le').swap16(), 'UTF-16'],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), 'UTF-32'],
  ])('%s is named', async (_what, bytes, name) => {
    expect(await read(bytes)).toEqual(unreadable(`this is ${name}, not UTF-8: save the file as UTF-8`));
  });
});

describe('a name that stands twice in one object is refused: which one is meant?', () => {
  test.each([
    ['{"a": 1, "a": 2}', 'line 1, column 10: the name "a"'],
    ['{"numbers": [\n  {"pin": "1",\n   "pin": "1"}]}', 'line 3, column 4: the name "pin"'],
    ['{"a": 1, "\\u0061": 2}', 'line 1, column 10: the name "a"'],
    // What slipped into the place of a name may be a PIN.
    ['{"0042": 1, "0042": 2}', 'line 1, column 13: this name'],
  ])('%s', async (text, what) => {
    expect(await read(text)).toEqual(
      unreadable(`${what} is a duplicate in this object: remove one of the two`),
    );
  });

  test('the same name in two objects is none', async () => {
    expect(await read('{"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]}')).toHaveProperty('value');
  });
});

test.each([
  ['{"a": 1} // why', 'line 1, column 10: this is not JSON: it has no comments; remove this one'],
  ['{/* why */}', 'line 1, column 2: this is not JSON: it has no comments; remove this one'],
  ['{"a": 1,}', 'line 1, column 9: this is not JSON: a name in double quotes is expected here'],
  ['{\u201ca\u201d: 1}', 'line 1, column 2: this is not JSON: quotes are straight here: "…"'],
  [
    '{"a": NaN}',
    'line 1, column 7: this is not JSON: this is no JSON value; a value is a text, a number, true, false or null',
  ],
  ['', 'line 1, column 1: this is not JSON: the text ends where a value is expected'],
])('%j is refused with its place', async (text, message) => {
  expect(await read(text)).toEqual(unreadable(message));
});

test('what is nested without an end is refused at its place', async () => {
  expect(await read('['.repeat(200_000))).toEqual(
    unreadable('line 1, column 101: this is nested deeper than 100 levels'),
  );
});

test('what is far too large is not read to its end', async () => {
  expect(await read(`"${'x'.repeat(9 * 1024 * 1024)}"`)).toMatchObject({
    code: 'request_too_large',
    message: expect.stringContaining('more than 8 MiB') as string,
  });
});

test('any bytes are read as JSON.parse reads them, or refused in words', async () => {
  const near = fc.string({ unit: fc.constantFrom(...Array.from('{}[]",:0 1a\\u')), maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), near, fc.uint8Array({ maxLength: 20 })), async (bytes) => {
      const result = (await read(bytes)) as { readonly value?: unknown; readonly message?: string };
      if (result.message === undefined) {
        const text = Buffer.from(bytes as string)
          .toString('utf8')
          .replace(/^\ufeff/, '');
        expect(result.value).toEqual(JSON.parse(text));
      } else expect(result.message).toMatch(/^standard input: /);
    }),
    { numRuns: 60 },
  );
});
