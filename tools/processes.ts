import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';

/** Environment variables, as a parameter so that tests do not change the real ones. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The outcome of a command. `tail` has its last lines, for an error message. */
export interface CommandResult {
  readonly code: number | null;
  readonly tail: string;
}

/** The user that a process runs as. Only root can choose another than its own. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

const TAIL_LINES = 20;

/** Runs a command to its end. It never throws: a command that cannot be started has code null. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    cwd?: string;
    env?: Environment;
    onLine?: (line: string) => void;
    timeoutMs?: number;
    user?: SystemUser | undefined;
  } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const tail: string[] = [];
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.env ?? process.env,
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...options.user,
      ...(options.timeoutMs !== undefined && { timeout: options.timeoutMs, killSignal: 'SIGKILL' }),
    });
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        tail.push(line);
        if (tail.length > TAIL_LINES) tail.shift();
        options.onLine?.(line);
      });
    }
    child.on('error', (error) => resolve({ code: null, tail: error.message }));
    child.on('close', (code) => resolve({ code, tail: tail.join('\n') }));
  });
}

/** The full path of an executable on PATH. */
export function findOnPath(name: string, env: Environment): string | undefined {
  return (env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
