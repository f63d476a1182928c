import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileAt } from './documents';

/** No variable is left out of what people read about them. */
const ROOT = join(__dirname, '../../..');

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
