import { readFileSync, writeFileSync } from 'node:fs';
import { PackageProject } from './package-project';

/** What a worker needs beside `portkeeper`. */
const PEERS = [
  ...['activity', 'client', 'common', 'envconfig', 'proto', 'worker', 'workflow'].map(
    (name) => `@temporalio/${name}`,
  ),
  'fastify',
];

/**
 * The package as a later release would be: its new ports have the next version of the rules, which the package itself
 * does not know.
 *
 * @returns what node runs
 */
export async function nextRelease(): Promise<readonly string[]> {
  const project = await PackageProject.of({
    dependencies: Object.fromEntries(PEERS.map((name) => [name, '*'])),
  });
  for (const [file, declaration] of [
    ['src/domain/model/behavior.js', 'exports.BEHAVIOR = 1;'],
    ['workflow-bundle.js', ' const BEHAVIOR = 1;'],
    ['workflow-bundle-encoding.js', ' const BEHAVIOR = 1;'],
  ] as const) {
    const path = project.path(`portkeeper/dist/${file}`);
    const code = readFileSync(path, 'utf8');
    if (code.split(declaration).length !== 2) throw new Error(`${file} does not have once: ${declaration}`);
    writeFileSync(path, code.replace(declaration, declaration.replace('= 1;', '= 2;')));
  }
  return [project.path('portkeeper/bin/portkeeper.js')];
}
