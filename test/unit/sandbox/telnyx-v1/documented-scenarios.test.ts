import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS } from '../../../../src/sandbox/telnyx-v1/scenarios';

const DOCUMENT = readFileSync(join(__dirname, '../../../../docs/sandbox-telnyx-v1.md'), 'utf8');

/** The rows of the first table below a heading: digits and what the provider does. */
function rowsUnder(heading: string): string[][] {
  const [, section = ''] = DOCUMENT.split(`\n${heading}\n`);
  const table = section.slice(section.indexOf('\n|') + 1).split(/\n(?!\|)/, 1);
  const [, , ...rows] = (table[0] ?? '').split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

test('every scenario of Telnyx is documented as it is played', () => {
  expect(rowsUnder('### Scenarios of Telnyx v1')).toEqual(
    Object.keys(SCENARIOS)
      .sort()
      .map((digits) => [`\`${digits}\``, SCENARIOS[digits]!.summary]),
  );
});

test('the codes that are told are the ones that the sandbox gives', () => {
  const told = JSON.stringify(SCENARIOS);
  const [, comment = ''] = /The reason of an `exception`([\s\S]*?)\n- /.exec(DOCUMENT) ?? [];
  const codes = comment.match(/\b80\d{3}\b/g) ?? [];
  expect(codes).toHaveLength(3);
  for (const code of codes) expect(told).toContain(code);
});
