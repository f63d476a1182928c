import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../../tools/package-root';

const folder = mkdtempSync(join(tmpdir(), 'portkeeper-sbom-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The part of CycloneDX 1.5 that tools for vulnerabilities and licenses read. */
const component = z.object({
  type: z.enum(['library', 'application']),
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  purl: z.string().regex(/^pkg:npm\/[^@]+@.+/),
});
const document = z.object({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string().regex(/^1\.[4-7]$/),
  serialNumber: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/),
  version: z.literal(1),
  metadata: z.object({ timestamp: z.iso.datetime(), component }),
  components: z.array(
    component.extend({
      hashes: z
        .array(z.object({ alg: z.literal('SHA-512'), content: z.string().regex(/^[0-9a-f]{128}$/) }))
        .min(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});

/** `@temporalio/worker` of `@temporalio/worker@1.24.0`: npm writes the name of a package without its scope apart. */
const nameOf = ({ purl }: { readonly purl: string }) =>
  decodeURIComponent(purl.replace(/^pkg:npm\//, '').replace(/@[^@]*$/, ''));

test('the bill of materials has every package of a production installation, with its checksum, and no other', () => {
  const file = join(folder, 'sbom.cdx.json');
  // An empty cache and no network: the lock file is enough.
  const env = { ...process.env, npm_config_cache: join(folder, 'cache') };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/supply-chain.mjs', 'sbom', file], {
    cwd: packageRoot(),
    encoding: 'utf8',
    env,
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });

  const { components, dependencies, metadata } = document.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(metadata.component.name).toBe('portkeeper');
  expect(stdout).toContain(`${String(components.length)} packages`);

  const manifest = z
    .object({
      dependencies: z.record(z.string(), z.string()),
      peerDependencies: z.record(z.string(), z.string()),
      devDependencies: z.record(z.string(), z.string()),
    })
    .parse(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')));
  const names = new Set(components.map(nameOf));
  const wanted = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
  // Deeper packages, of which npm's own `--omit dev` drops all that a development dependency needs too.
  expect([...names]).toEqual(expect.arrayContaining(['protobufjs', 'sonic-boom', 'webpack']));
  expect(wanted.filter((name) => !names.has(name))).toEqual(['@temporalio/testing', 'pino-pretty']);
  for (const name of ['jest', 'tsx', 'eslint', 'typescript']) {
    expect(manifest.devDependencies).toHaveProperty([name]);
    expect(names).not.toContain(name);
  }

  const refs = new Set([metadata.component, ...components].map((each) => each['bom-ref']));
  expect(
    dependencies.flatMap(({ ref, dependsOn = [] }) => [ref, ...dependsOn]).filter((ref) => !refs.has(ref)),
  ).toEqual([]);
}, 60_000);
