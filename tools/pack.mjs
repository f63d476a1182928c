// Packs the package as `npm publish` does, from a copy of the checkout without dist/ and other build output.
// A file that is missing in the tarball is missing for users.
//
//   node tools/pack.mjs FOLDER
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Files that a checkout of the repository does not contain. */
const NOT_IN_CHECKOUT = new Set(['.git', 'node_modules', 'dist', 'coverage', '.env']);

/**
 * The paths in a folder into which {@link pack} has packed: the tarball; a project that has it installed with
 * only the packages that it names; and the checkout that it was built from.
 */
export function packedIn(folder) {
  return {
    tarball: join(folder, 'portkeeper.tgz'),
    installed: join(folder, 'node_modules', 'portkeeper'),
    checkout: join(folder, 'checkout'),
  };
}

/** Packs into an empty folder. */
export function pack(folder) {
  const { tarball, installed, checkout } = packedIn(folder);
  const isInCheckout = (path) =>
    !relative(root, path)
      .split(sep)
      .some((part) => NOT_IN_CHECKOUT.has(part));
  cpSync(root, checkout, { recursive: true, filter: isInCheckout });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'), 'dir');
  run('npm', ['pack', '--silent', '--pack-destination', folder], checkout);
  const [name] = readdirSync(folder).filter((file) => file.endsWith('.tgz'));
  renameSync(join(folder, name), tarball);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', tarball, '--strip-components=1', '-C', installed], folder);
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(installed, 'package.json'), 'utf8'),
  );
  link(folder, Object.keys({ ...dependencies, ...peerDependencies }));
}

/** Installs packages into a project as links to those of this checkout, without a network. */
export function link(project, names) {
  for (const name of names) {
    const target = join(project, 'node_modules', name);
    if (existsSync(target)) continue;
    mkdirSync(dirname(target), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), target, 'dir');
  }
}

function run(program, args, cwd) {
  // The stage `types` checks the types.
  const env = { ...process.env, PORTKEEPER_SKIP_TYPE_CHECK: '1' };
  const { status, error } = spawnSync(program, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed (${status}).`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) pack(resolve(process.argv[2]));
