import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/package-root';

/**
 * In `npm test`, the program as users have it: from the package, with the bundle of the workflows in it. Else the checkout's
 * own, which transforms its source and bundles the workflows at each start.
 */
const PROGRAM = join(installedPackage() ?? packageRoot(), 'bin', 'portkeeper.js');

/** The checkout's own program: for what imports its source. */
export const CHECKOUT_PROGRAM: readonly string[] = [join(packageRoot(), 'bin', 'portkeeper.js')];

/** Where the stage `pack` has installed the package (tools/pack.mjs). */
function installedPackage(): string | undefined {
  const packed = process.env['PORTKEEPER_TEST_PACKAGE'];
  if (packed === undefined) return undefined;
  const installed = join(packed, 'node_modules', 'portkeeper');
  return existsSync(installed) ? installed : undefined;
}

export type Variables = Readonly<Record<string, string>>;

/** A process that has ended. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The processes that run. None outlives the process that started it. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The real `portkeeper`, as a user runs it; its environment is what a test gives, and no more. */
export class CliProcess {
  readonly ended: Promise<Finished>;
  readonly #child: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #stdout = '';
  #stderr = '';
  #hasEnded = false;

  /** @param program - what node runs; a test may have one of its own in place of `portkeeper` */
  constructor(
    args: readonly string[],
    variables: Variables,
    input = '',
    program: readonly string[] = [PROGRAM],
  ) {
    this.#child = spawn(process.execPath, [...program, ...args], {
      env: { ...inherited(), ...variables },
      stdio: 'pipe',
    });
    running.add(this.#child);
    this.#child.stdin?.end(input);
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.#stdout += chunk.toString();
      this.#wake();
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString();
      this.#wake();
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('close', (code) => {
        this.#hasEnded = true;
        running.delete(this.#child);
        resolve({ code, stdout: this.#stdout, stderr: this.#stderr });
        this.#wake();
      });
    });
  }

  /** Resolves with the first match in what the process has printed, or will print. */
  async says(pattern: RegExp, stream: 'stdout' | 'stderr' = 'stdout'): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(stream === 'stdout' ? this.#stdout : this.#stderr);
      if (match !== null) return match;
      if (this.#hasEnded) {
        throw new Error(`It ended without ${String(pattern)}:\n${this.#stdout}\n${this.#stderr}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** The line with which a process says that it is ready. */
  async ready<T>(): Promise<T> {
    const [line] = await this.says(/^\{"ready":.*\}$/m);
    return JSON.parse(line) as T;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Finished> {
    if (!this.#hasEnded) this.kill(signal);
    return this.ended;
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}

/** What finds programs, the cache of servers and the tests' bundle of workflows; nothing that configures Portkeeper. */
function inherited(): Variables {
  const names = [
    ...['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'PORTKEEPER_CACHE_DIR'],
    // For programs of tests; Portkeeper itself does not read it.
    'PORTKEEPER_TEST_BUNDLE',
  ];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Runs one command to its end. */
export function portkeeper(args: readonly string[], variables: Variables, input = ''): Promise<Finished> {
  return new CliProcess(args, variables, input).ended;
}
