import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { request } from 'undici';
import { PortingClient } from '../../src/client/porting-client';
import type { LoggedRequest } from '../../src/sandbox/request-log';
import { twilioRequest } from '../scenarios/request';
import { CliProcess, type Variables } from './cli-process';
import { eventually } from './stack';

/** An account with a limit, and the ports that want more of it than it allows. */
export interface LimitedAccount {
  readonly name: string;
  readonly rateLimit: { readonly requestsPerSecond: number; readonly workers?: number };
  readonly ports: number;
}

/** The requests that reached an account's provider. */
export interface Asked {
  readonly requests: readonly LoggedRequest[];
  /** When each arrived, epoch milliseconds, in order. */
  readonly times: readonly number[];
}

/** Each is asked about, so that a port sends three requests in two calls: the limit is one of requests. */
export const NUMBERS_PER_PORT = 2;

const PATIENCE_MS = 50_000;

/**
 * Starts the ports of accounts of one provider in one configuration file, served by the same worker, the accounts one
 * after another, and waits until all are submitted. The accounts sign in alike, so each has a sandbox of its own: its log
 * is the account's.
 */
export async function submitAll(
  address: string,
  taskQueue: string,
  limited: readonly LimitedAccount[],
): Promise<Asked[]> {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-rate-limit-'));
  const processes: CliProcess[] = [];
  const begin = (args: readonly string[], variables: Variables): CliProcess => {
    const started = new CliProcess(args, variables);
    processes.push(started);
    return started;
  };
  const connection = await Connection.connect({ address });
  const porting = new PortingClient({ client: new Client({ connection }), connection }, taskQueue);
  try {
    const sandboxes = limited.map(() => begin(['sandbox', '--port', '0', '--json'], {}));
    const urls = await Promise.all(
      sandboxes.map(async (sandbox) => (await sandbox.ready<{ url: string }>()).url),
    );
    const accounts = limited.map(({ name, rateLimit }, index) => ({
      provider: 'twilio',
      name,
      credentials: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' },
      baseUrl: `${urls[index]!}/twilio`,
      rateLimit,
    }));
    const configuration = join(folder, 'accounts.json');
    writeFileSync(configuration, JSON.stringify({ accounts }));
    const worker = begin(['worker', '--json'], {
      TEMPORAL_ADDRESS: address,
      PORTKEEPER_TASK_QUEUE: taskQueue,
      PORTKEEPER_CONFIG: configuration,
      PORTKEEPER_ALLOW_PLAINTEXT: '1',
    });
    await worker.ready();
    for (const { name, ports } of limited)
      await Promise.all(Array.from({ length: ports }, (_, index) => start(porting, name, index)));
    return await Promise.all(limited.map((account, index) => whenAllSubmitted(account, urls[index]!)));
  } finally {
    await porting.close();
    await Promise.all(processes.map((each) => each.end('SIGKILL')));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(porting: PortingClient, account: string, index: number): Promise<void> {
  // On the usual road: no exceptional scenario by the last two digits, no mobile number by the third.
  const numbers = Array.from({ length: NUMBERS_PER_PORT }, (_, at) => ({
    phoneNumber: `+1212${String(2_000_030 + 1_000 * (NUMBERS_PER_PORT * index + at))}`,
  }));
  await porting.start({ ...twilioRequest({ requestId: `${account}-${String(index)}`, numbers }), account });
}

/** Whether a request places an order. */
export function isCreate({ method, path }: LoggedRequest): boolean {
  return method === 'POST' && path.endsWith('/Porting/PortIn');
}

async function whenAllSubmitted({ ports }: LimitedAccount, sandboxUrl: string): Promise<Asked> {
  const requests = await eventually(
    async () => {
      const { body } = await request(`${sandboxUrl}/_control/requests`);
      return ((await body.json()) as { requests: LoggedRequest[] }).requests;
    },
    (all) => all.filter(isCreate).length >= ports,
    PATIENCE_MS,
  );
  return { requests, times: requests.map(({ at }) => Date.parse(at)) };
}

/** The most in any second that begins with a request. */
export function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

/** Requests a second, without the last tenth: at the end there is no backlog. */
export function rateUnderBacklog(times: readonly number[]): number {
  const counted = times.slice(0, Math.ceil(0.9 * times.length));
  return (counted.length - 1) / ((counted.at(-1)! - counted[0]!) / 1_000);
}
