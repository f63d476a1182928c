import { clipped } from '../../../workflows/card-text';

/** Words of others on a card are a text: they make no line, no emphasis and no picture of their own. */
test.each([
  ['a line and a call-out', 'x\n> **No action is needed.**', 'x \\> \\*\\*No action is needed.\\*\\*'],
  ['a picture', '![x](https://evil/x.png)', '\\!\\[x\\]\\(https\\://evil/x.png\\)'],
  ['a bare address', 'www.evil.example', 'www\\.evil.example'],
  ['HTML', '<img src=x>&lt;', '\\<img src=x\\>\\&lt;'],
  ['code', '`a` | b', '\\`a\\` \\| b'],
  ['a heading', '# a', '\\# a'],
  ['a list', '- a', '\\- a'],
  ['a numbered list', '1. a', '1\\. a'],
  ['control characters', 'a\u001b[2K\u202eb', 'a \\[2K b'],
  ['half a character', 'a\ud800b', 'a b'],
])('%s', (_what, words, shown) => {
  expect(clipped(words)).toBe(shown);
});

test.each(['Port In Review', 'in-process', 'CRM-7781', 'Order 1.5', 'Müller 東京'])(
  '%s stays as it is',
  (words) => {
    expect(clipped(words)).toBe(words);
  },
);

test('forty characters are shown, however many there are, and none is cut in half', () => {
  expect(clipped('x'.repeat(40))).toBe('x'.repeat(40));
  expect(clipped('x'.repeat(1_000_000))).toBe(`${'x'.repeat(40)}…`);
  expect(clipped('\u{1f4de}'.repeat(50))).toBe(`${'\u{1f4de}'.repeat(40)}…`);
  expect(clipped('_'.repeat(50))).toBe(`${'\\_'.repeat(40)}…`);
});
