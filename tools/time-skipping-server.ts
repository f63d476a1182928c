import { Connection } from '@temporalio/client';
import { answers, freePort } from './ports';
import type { Environment } from './processes';
import { startServerProcess, type ServerProcess } from './server-process';

/** Less than the minute that jest gives a hook, so that the error can contain the server's output. */
const READY_TIMEOUT_MS = 50_000;

export interface TestServerOptions {
  /** The program, from `findTestServer`. */
  readonly executable: string;
  /** Default: this process's environment. */
  readonly env?: Environment;
  /** How long it may take to answer, milliseconds. Default: 50 s. */
  readonly readyTimeoutMs?: number;
  /** How long it may take to exit after SIGTERM, before it is killed, milliseconds. Default: 10 s. */
  readonly stopTimeoutMs?: number;
}

/** A time-skipping server that this process started. It ends with this process, even if that is killed. */
export interface TestServer extends ServerProcess {
  readonly port: number;
}

/**
 * Starts a time-skipping server and waits until it answers.
 *
 * @throws Error with the end of the server's output, if it exits or does not answer in time
 */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const port = await freePort();
  const server = await startServerProcess({
    what: 'Temporal test server',
    executable: options.executable,
    args: [String(port)],
    ...(options.env !== undefined && { env: options.env }),
    probe: () => probe(port),
    ...(options.stopTimeoutMs !== undefined && { stopTimeoutMs: options.stopTimeoutMs }),
    readyTimeoutMs: options.readyTimeoutMs ?? READY_TIMEOUT_MS,
  });
  return { ...server, port };
}

async function probe(port: number): Promise<void> {
  if (!(await answers(port))) throw new Error('it does not listen');
  await (await Connection.connect({ address: `127.0.0.1:${port}`, connectTimeout: 5_000 })).close();
}
