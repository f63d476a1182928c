import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '../../tools/package-root';

/**
 * Projects of users. In `npm test` their packages are links to those of this checkout, and `portkeeper` is what was packed;
 * with `PORTKEEPER_REAL_INSTALL` (`npm run test:package`) npm installs the tarball and everything else from the registry.
 */
export const isRealInstall = process.env['PORTKEEPER_REAL_INSTALL'] === '1';

/** Where `npm pack` has packed: tools/pack.mjs says what is in the folder. */
let packed: Promise<string> | undefined;

async function packedFolder(): Promise<string> {
  const given = process.env['PORTKEEPER_TEST_PACKAGE'];
  packed ??= given === undefined ? packNow() : Promise.resolve(given);
  const folder = await packed;
  if (!existsSync(join(folder, 'portkeeper.tgz'))) throw new Error(`Nothing was packed into ${folder}.`);
  return folder;
}

async function packNow(): Promise<string> {
  const folder = temporaryFolder('portkeeper-packed-');
  requireSuccess(await run(process.execPath, ['tools/pack.mjs', folder], packageRoot()));
  return folder;
}

/** The real path: Node resolves packages from there. It is gone when this process ends. */
export function temporaryFolder(prefix: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), prefix)));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** A program that has ended. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a package.json of a user, and what it names installed. */
export class PackageProject {
  readonly folder = temporaryFolder('portkeeper-project-');

  private constructor() {}

  /** A project with these files; `manifest` names its dependencies beside `portkeeper`. */
  static async of(
    manifest: Manifest & { readonly type?: 'module' | 'commonjs' },
    files: Readonly<Record<string, string>> = {},
  ): Promise<PackageProject> {
    const project = new PackageProject();
    const named = { name: 'user', private: true, ...manifest };
    for (const [path, content] of Object.entries({ ...files, 'package.json': JSON.stringify(named) }))
      writeFileSync(join(project.folder, path), content);
    await project.#install(manifest);
    return project;
  }

  /** A copy of one of `examples/`. */
  static async ofExample(name: string): Promise<PackageProject> {
    const source = join(packageRoot(), 'examples', name);
    const project = new PackageProject();
    cpSync(source, project.folder, { recursive: true });
    await project.#install(manifestOf(source));
    return project;
  }

  /** Runs node here. @throws Error with what it printed, when it fails */
  async node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    return requireSuccess(await this.tryNode(args, env)).stdout;
  }

  /** The same, whatever comes of it. */
  tryNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return run(process.execPath, args, this.folder, env);
  }

  /** Compiles what the project's tsconfig.json names. @returns its errors, one a line; empty: none */
  async tsc(...args: string[]): Promise<string> {
    return (await this.tryNode([this.path('typescript/bin/tsc'), '--pretty', 'false', ...args])).stdout;
  }

  /**
   * Compiles it, and checks its files and the declarations of `portkeeper`, but no others: half the work of a compiler
   * that checks all declarations.
   *
   * @returns errors, one a line; empty: none
   */
  async tscWithOurs(): Promise<string> {
    const script = `
      const ts = require('typescript');
      const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
      const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, process.cwd());
      const program = ts.createProgram(fileNames, { ...options, skipLibCheck: false });
      const ours = program.getSourceFiles().filter(({ fileName }) =>
        fileName.includes('/node_modules/portkeeper/') || !fileName.includes('/node_modules/'));
      const errors = ours.flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]);
      program.emit();
      const host = { getNewLine: () => '\\n', getCurrentDirectory: () => '', getCanonicalFileName: (name) => name };
      process.stdout.write(ts.formatDiagnostics([...program.getOptionsDiagnostics(), ...errors], host));`;
    return this.node(['-e', script]);
  }

  /** A file of an installed package. */
  path(file: string): string {
    return join(this.folder, 'node_modules', file);
  }

  async #install({ dependencies = {}, devDependencies = {} }: Manifest): Promise<void> {
    const packedIn = await packedFolder();
    if (isRealInstall) {
      const manifest = JSON.parse(readFileSync(join(this.folder, 'package.json'), 'utf8')) as object;
      const tarball = { portkeeper: `file:${join(packedIn, 'portkeeper.tgz')}` };
      writeFileSync(
        join(this.folder, 'package.json'),
        JSON.stringify({ ...manifest, dependencies: { ...dependencies, ...tarball } }),
      );
      requireSuccess(await run('npm', ['install', '--no-audit', '--no-fund'], this.folder));
      return;
    }
    const own = join(packedIn, 'node_modules', 'portkeeper');
    cpSync(own, this.path('portkeeper'), { recursive: true });
    for (const name of Object.keys({
      ...dependencies,
      ...devDependencies,
      ...manifestOf(own).dependencies,
    })) {
      if (existsSync(this.path(name))) continue;
      mkdirSync(dirname(this.path(name)), { recursive: true });
      symlinkSync(join(packageRoot(), 'node_modules', name), this.path(name), 'dir');
    }
  }
}

/** A program that hangs ends before the test does, so that it outlives nothing. */
const ENDS_WITHIN_MS = 100_000;

/** The environment is what is given, and what finds programs. */
function run(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const { PATH, HOME } = process.env;
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ENDS_WITHIN_MS,
  });
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (printed.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (printed.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...printed }));
  });
}

function requireSuccess(result: Ended): Ended {
  if (result.status === 0) return result;
  throw new Error(`It ended with ${String(result.status)}:\n${result.stdout}\n${result.stderr}`);
}
