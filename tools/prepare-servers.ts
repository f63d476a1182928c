import { setPriority } from 'node:os';
import { findDevServerExecutable, findTestServer } from './temporal-server';

/** Prepares both servers for the tests. It runs with low priority beside the checks that need no server. */
async function main(): Promise<void> {
  setPriority(10);
  const report = (line: string): void => void process.stdout.write(`${line}\n`);
  const results = await Promise.allSettled([findDevServerExecutable(report), findTestServer(report)]);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    process.stderr.write(
      `${result.reason instanceof Error ? result.reason.message : String(result.reason)}\n`,
    );
    process.exitCode = 1;
  }
}

void main();
