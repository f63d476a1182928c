// Writes the package.json of the image: the dependencies, and those peers that worker, receiver and command
// line use, in the versions of the checkout. `npm install --omit=dev` then installs them from the lock file.
import { readFileSync, writeFileSync } from 'node:fs';

/** Peers for tests and for terminals. */
const NOT_IN_IMAGE = new Set(['@temporalio/testing', 'pino-pretty']);

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
for (const name of Object.keys(manifest.peerDependencies))
  if (!NOT_IN_IMAGE.has(name)) manifest.dependencies[name] = manifest.devDependencies[name];
for (const key of ['devDependencies', 'peerDependencies', 'peerDependenciesMeta', 'scripts'])
  delete manifest[key];
writeFileSync('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
