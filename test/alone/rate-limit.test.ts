import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { request } from 'undici';
import { PortingClient } from '../../src/client/porting-client';
import type { LoggedRequest } from '../../src/sandbox/request-log';
import { twilioRequest } from '../scenarios/request';
import { CliProcess, type Variables } from '../support/cli-process';
import { devServer } from '../support/servers/dev-server';
import { eventually } from '../support/stack';

/**
 * Two accounts of one provider in one configuration file, each with a limit, served by the same worker. They sign in
 * alike, so each has a sandbox of its own: its log is the account's.
 */
const BUSY = {
  name: `rate-busy-${String(process.pid)}`,
  // As if another worker, which this test does not start, had the other half.
  rateLimit: { requestsPerSecond: 20, workers: 2 },
  allowed: 10,
  ports: 75,
};
const OTHER = {
  name: `rate-other-${String(process.pid)}`,
  rateLimit: { requestsPerSecond: 4 },
  allowed: 4,
  ports: 20,
};
const TASK_QUEUE = `rate-limit-${String(process.pid)}`;

/** Each is asked about, so that a port sends three requests in two calls: the limit is one of requests. */
const NUMBERS_PER_PORT = 2;

/** How full any second may be, and how full they are at the least, on average, while there is enough to do. */
const FULLEST = 1.25;
const MIN_USE = 0.9;

const folder = mkdtempSync(join(tmpdir(), 'portkeeper-rate-limit-'));
const processes: CliProcess[] = [];
let porting: PortingClient;
let busy: Asked;
let other: Asked;

interface Asked {
  readonly requests: readonly LoggedRequest[];
  /** When each arrived, epoch milliseconds, in order. */
  readonly times: readonly number[];
}

beforeAll(async () => {
  const sandboxes = [BUSY, OTHER].map(() => begin(['sandbox', '--port', '0', '--json'], {}));
  const urls = await Promise.all(
    sandboxes.map(async (sandbox) => (await sandbox.ready<{ url: string }>()).url),
  );
  const [busyUrl, otherUrl] = urls as [string, string];
  const configuration = join(folder, 'accounts.json');
  const entry = ({ name, rateLimit }: typeof BUSY | typeof OTHER, url: string) => ({
    provider: 'twilio',
    name,
    credentials: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'sandbox-token' },
    baseUrl: `${url}/twilio`,
    rateLimit,
  });
  writeFileSync(configuration, JSON.stringify({ accounts: [entry(BUSY, busyUrl), entry(OTHER, otherUrl)] }));
  const { address } = devServer();
  const worker = begin(['worker', '--json'], {
    TEMPORAL_ADDRESS: address,
    PORTKEEPER_TASK_QUEUE: TASK_QUEUE,
    PORTKEEPER_CONFIG: configuration,
    PORTKEEPER_ALLOW_PLAINTEXT: '1',
  });
  const connection = await Connection.connect({ address });
  porting = new PortingClient({ client: new Client({ connection }), connection }, TASK_QUEUE);
  await worker.ready();

  // The other's ports come when the backlog is there.
  for (const { name, ports } of [BUSY, OTHER]) {
    await Promise.all(Array.from({ length: ports }, (_, index) => start(name, index)));
  }
  [busy, other] = await Promise.all([whenAllSubmitted(BUSY, busyUrl), whenAllSubmitted(OTHER, otherUrl)]);
  for (const [{ name, allowed }, { times }] of [
    [BUSY, busy],
    [OTHER, other],
  ] as const) {
    process.stderr.write(
      `\n${name}: ${String(times.length)} requests, limit ${String(allowed)}/s, fullest second ` +
        `${String(mostInASecond(times))}, under backlog ${rateUnderBacklog(times).toFixed(2)}/s\n`,
    );
  }
}, 60_000);
afterAll(async () => {
  await porting.close();
  await Promise.all(processes.map((each) => each.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

describe.each([
  ['the busy account', BUSY, () => busy],
  ['the other account', OTHER, () => other],
])('%s', (_, { ports, allowed }, asked) => {
  test('is asked as much as its ports need, and no answer was an error', () => {
    expect(asked().requests).toHaveLength(ports * (NUMBERS_PER_PORT + 1));
    expect(asked().requests.filter(({ status }) => status >= 400)).toEqual([]);
  });

  test('is never asked more in a second than its limit allows', () => {
    expect(mostInASecond(asked().times)).toBeLessThanOrEqual(FULLEST * allowed);
  });

  test('is asked nearly as often as its limit allows, while there is a backlog', () => {
    expect(rateUnderBacklog(asked().times)).toBeGreaterThanOrEqual(MIN_USE * allowed);
  });
});

test('the ports of the other account go on meanwhile', () => {
  const created = other.requests.filter(isCreate).map(({ at }) => Date.parse(at));
  const lastOfBusy = busy.times.at(-1)!;
  expect(created).toHaveLength(OTHER.ports);
  expect(other.times[0]! - busy.times[0]!).toBeGreaterThan(0);
  expect(created.filter((at) => at < lastOfBusy)).toHaveLength(OTHER.ports);
});

function begin(args: readonly string[], variables: Variables): CliProcess {
  const started = new CliProcess(args, variables);
  processes.push(started);
  return started;
}

async function start(account: string, index: number): Promise<void> {
  // On the usual road: no exceptional scenario by the last two digits, no mobile number by the third.
  const numbers = Array.from({ length: NUMBERS_PER_PORT }, (_, at) => ({
    phoneNumber: `+1212${String(2_000_030 + 1_000 * (NUMBERS_PER_PORT * index + at))}`,
  }));
  const requestId = `${account}-${String(index)}`;
  await porting.start({ ...twilioRequest({ requestId, numbers }), account });
}

function isCreate({ method, path }: LoggedRequest): boolean {
  return method === 'POST' && path.endsWith('/Porting/PortIn');
}

async function whenAllSubmitted({ ports }: { readonly ports: number }, sandboxUrl: string): Promise<Asked> {
  const requests = await eventually(
    async () => {
      const { body } = await request(`${sandboxUrl}/_control/requests`);
      return ((await body.json()) as { requests: LoggedRequest[] }).requests;
    },
    (all) => all.filter(isCreate).length >= ports,
    50_000,
  );
  return { requests, times: requests.map(({ at }) => Date.parse(at)) };
}

/** The most in any second that begins with a request. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length));
}

/** Requests a second, without the last tenth: at the end there is no backlog. */
function rateUnderBacklog(times: readonly number[]): number {
  const counted = times.slice(0, Math.ceil(0.9 * times.length));
  return (counted.length - 1) / ((counted.at(-1)! - counted[0]!) / 1_000);
}
