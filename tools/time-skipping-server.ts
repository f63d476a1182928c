import { Connection } from '@temporalio/client';
import { answers, freePort } from './ports';
import type { Environment } from './processes';
import { startServerProcess, type ServerProcess } from './server-process';

/** Less than the minute that jest gives a hook: the error then tells what the server printed. */
const READY_WITHIN_MS = 50_000;

export interface TestServerOptions {
  /** The program, from `findTestServer`. */
  readonly executable: string;
  /** Default: this process's environment. */
  readonly env?: Environment;
  /** Milliseconds until it must answer. Default: 50 s. */
  readonly readyWithinMs?: number;
  /** Milliseconds that it may take to end when it is asked to, before it is killed. Default: 10 s. */
  readonly stopWithinMs?: number;
}

/** A time-skipping server that this process started. It ends with this process, however that ends. */
export interface TestServer extends ServerProcess {
  readonly port: number;
}

/**
 * Starts a time-skipping server and waits until it answers.
 *
 * @throws Error with the end of the server's output, if it dies or does not answer in time.
 */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const port = await freePort();
  const server = await startServerProcess({
    what: 'Temporal test server',
    executable: options.executable,
    args: [String(port)],
    ...(options.env !== undefined && { env: options.env }),
    ask: () => ask(port),
    ...(options.stopWithinMs !== undefined && { stopWithinMs: options.stopWithinMs }),
    readyWithinMs: options.readyWithinMs ?? READY_WITHIN_MS,
  });
  return { ...server, port };
}

async function ask(port: number): Promise<void> {
  if (!(await answers(port))) throw new Error('it does not listen');
  await (await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 5_000 })).close();
}
