import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { accountsFromFile } from '../../../src/config/account-file';
import { Problems } from '../../../src/config/configuration-error';
import { commandLines, parsed } from './command-lines';
import { fileAt, sectionOf, tableIn } from './documents';

/** docs/write-a-provider.md shows the code that runs: that of test/system/my-carrier, letter by letter but for imports. */
const DOCUMENT = fileAt('docs/write-a-provider.md');

const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['account', 'client', 'provider', 'webhooks', 'descriptor'].map((name) => [
      `${name}.ts`,
      `test/system/my-carrier/${name}.ts`,
    ]),
  ),
  'my-carrier.test.ts': 'test/unit/providers/my-carrier.test.ts',
};

const SHOWN = new Map(
  [...DOCUMENT.matchAll(/\*\*`([\w.-]+)`\*\*\n\n```ts\n(.*?)```/gs)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
);

test('the document shows each file', () => {
  expect([...SHOWN.keys()]).toEqual(Object.keys(FILES));
});

test.each(Object.entries(FILES))('%s is as the document shows it', (name, path) => {
  const code = fileAt(path)
    .replaceAll('../../../src/providers/index', 'portkeeper/provider')
    .replaceAll('../../system/my-carrier/', './');
  expect(unspaced(SHOWN.get(name) ?? '')).toBe(unspaced(code));
});

/** Shorter paths of imports may fit into a line. */
function unspaced(code: string): string {
  return code.replaceAll(/\s+/g, '').replaceAll(/,(?=[}\])])/g, '');
}

/** The members of an interface, as the source declares them. */
function membersOf(file: string, wanted: string): string[] {
  const path = join(__dirname, '../../../src', file);
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = source.statements.filter(ts.isInterfaceDeclaration);
  const { members } = declared.find(({ name }) => name.text === wanted)!;
  return members.map((member) => member.name?.getText(source) ?? '');
}

test.each([
  ['What a provider is', membersOf('providers/descriptor.ts', 'ProviderDescriptor')],
  [
    'Its capabilities',
    [
      ...membersOf('providers/provider.ts', 'ProviderCapabilities'),
      ...membersOf('domain/model/capabilities.ts', 'Capabilities'),
    ],
  ],
])('%s: the table has the keys that the source declares', (heading, declared) => {
  const named = tableIn(sectionOf(DOCUMENT, heading)).map(([key = '']) => key.replaceAll('`', ''));
  expect(named.sort()).toEqual(declared.sort());
});

test('the configuration of the document is one', () => {
  const [, yaml = ''] = /```yaml\n(.*?)```/s.exec(DOCUMENT) ?? [];
  const module = join(__dirname, '../../system/my-carrier/descriptor.ts');
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-docs-'));
  try {
    const file = join(folder, 'portkeeper.yaml');
    writeFileSync(file, yaml.replace('./my-carrier/descriptor.js', module));
    const problems = new Problems();
    const env = { MY_CARRIER_TOKEN: 'hush', MY_CARRIER_WEBHOOK_SECRET: 'signs' };
    const [config] = accountsFromFile(file, env, 'calls', problems);
    problems.throwIfAny();
    expect(config).toMatchObject({
      account: { provider: 'my-carrier', name: 'default', credentials: { token: 'hush' } },
      rateLimit: { requestsPerSecond: 5 },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(commandLines(DOCUMENT))('the program takes: %s', async (line) => {
  await expect(parsed(line)).resolves.toBe(true);
});
