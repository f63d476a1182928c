import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { anchorsOf, fileAt } from './documents';

/** What all documents are held against: links lead somewhere, and no variable is left out. */
const ROOT = join(__dirname, '../../..');
const DOCUMENTS = [
  'README.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

test.each(DOCUMENTS)('the links of %s have targets', (path) => {
  const document = fileAt(path).replaceAll(/```.*?```/gs, '');
  const links = [...document.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  for (const [link, file = '', anchor] of links) {
    const target = file === '' ? path : join(dirname(path), file);
    expect([link, existsSync(join(ROOT, target))]).toEqual([link, true]);
    if (anchor !== undefined)
      expect([link, anchorsOf(fileAt(target)).includes(anchor)]).toEqual([link, true]);
  }
});

describe('variables', () => {
  const sources = ['src', 'temporal.config.ts'].flatMap((name) =>
    name.endsWith('.ts')
      ? [name]
      : readdirSync(join(ROOT, name), { recursive: true, encoding: 'utf8' })
          .filter((file) => file.endsWith('.ts'))
          .map((file) => join(name, file)),
  );
  const read = [
    ...new Set(
      sources.flatMap((path) =>
        [
          ...readFileSync(join(ROOT, path), 'utf8').matchAll(
            /'((?:PORTKEEPER|TWILIO|TELNYX_V1|FONE_DYNAMICS)_[A-Z][A-Z_]+|LOG_LEVEL|LOG_PRETTY|METRICS_PORT)'/g,
          ),
        ].map(([, name = '']) => name),
      ),
    ),
  ];

  test('that are read are in .env.example', () => {
    expect(read.length).toBeGreaterThan(15);
    const example = fileAt('.env.example');
    expect(read.filter((name) => !new RegExp(`^${name}=`, 'm').test(example))).toEqual([]);
  });

  test('that .env.example has are in the README', () => {
    const readme = fileAt('README.md');
    const names = [...fileAt('.env.example').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name = '']) => name);
    // Temporal's own tools document the rest of theirs.
    const own = names.filter((name) => !name.startsWith('TEMPORAL_'));
    expect(own.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  });
});
