import { outputTo } from '../../../src/cli/output';
import { plainLine } from '../../../src/cli/processes/logger';

/** Words of providers and customers end at a terminal: none of them may be a command to it. */
function written(write: (output: ReturnType<typeof outputTo>) => void): string {
  let text = '';
  const stream = { write: (more: string) => void (text += more) };
  write(outputTo(stream, stream));
  return text;
}

const FOREIGN = [
  ['a clipboard that is filled', 'a\u001b]52;c;ZXZpbA==\u0007b', 'a]52;c;ZXZpbA==b'],
  ['a line that is erased', 'a\u001b[2Kb', 'a[2Kb'],
  ['the same as one character', 'a\u009b2Kb', 'a2Kb'],
  ['a return to the beginning', 'paid\rnot paid', 'paidnot paid'],
  ['a backspace', 'a\bb', 'ab'],
  ['a direction that is turned', 'a\u202eb\u2066c\u200fd', 'abcd'],
] as const;

test.each(FOREIGN)('%s is taken out of lines', (_what, words, shown) => {
  expect(written((output) => output.line(words))).toBe(`${shown}\n`);
  expect(written((output) => output.note(words))).toBe(`${shown}\n`);
});

test.each(FOREIGN)('%s is escaped in JSON, which means the same to programs', (_what, words) => {
  for (const text of [
    written((output) => output.json({ words })),
    written((output) => output.jsonLine({ words })),
  ]) {
    expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2066\u200f]/);
    expect(JSON.parse(text)).toEqual({ words });
  }
});

test.each(FOREIGN)('%s is taken out of the log for people at a terminal', (_what, words, shown) => {
  const line = JSON.stringify({ level: 30, msg: words, error: { message: words }, list: [words] });
  expect(JSON.parse(plainLine(`${line}\n`))).toEqual({
    level: 30,
    msg: shown,
    error: { message: shown },
    list: [shown],
  });
});

test('lines, tabs and letters of all scripts stay', () => {
  const words = 'a\n\tb M\u00fcller \u6771\u4eac \u{1f4de}';
  expect(written((output) => output.line(words))).toBe(`${words}\n`);
});
