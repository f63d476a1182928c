import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortingClient } from '../../src/client/porting-client';
import { temporalConfig } from '../../temporal.config';
import { testNumber, twilioRequest } from '../scenarios/request';
import { CliProcess } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';

/**
 * A release that adds an account rolls out: for a while an old worker, which does not know the account, serves the
 * same queue as a new one, which does. An old worker takes the first step of about every other port.
 */
const PORTS = 20;

/** How long four processes may take to start on a machine that does much else. */
const STARTING_MS = 240_000;

/** A line of its own for each port; those that end in 9 are mobile numbers, which need a PIN. */
function lineOf(index: number): string {
  return `${String(Math.floor(index / 9))}${String(index % 9)}`;
}

let stack: ProcessStack;
let porting: PortingClient;
let folder: string;
let old: CliProcess;

beforeAll(async () => {
  stack = await startProcesses('rolling', 1);
  folder = mkdtempSync(join(tmpdir(), 'portkeeper-rolling-old-'));
  const configuration = JSON.parse(readFileSync(stack.variables['PORTKEEPER_CONFIG']!, 'utf8')) as {
    accounts: object[];
  };
  const accounts = configuration.accounts.map((account) => ({ ...account, name: 'known-to-the-old' }));
  const file = join(folder, 'accounts.json');
  writeFileSync(file, JSON.stringify({ accounts }));
  old = new CliProcess(['worker', '--json'], { ...stack.variables, PORTKEEPER_CONFIG: file });
  await old.ready();
  porting = await PortingClient.connect(temporalConfig(stack.variables));
}, STARTING_MS);
afterAll(async () => {
  await porting.close();
  await old.end('SIGKILL');
  await stack.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a worker that lacks the account fails no port: all of them get their order, and complete', async () => {
  const ports = await Promise.all(
    Array.from({ length: PORTS }, (_, index) =>
      porting.start({
        ...twilioRequest({
          requestId: `${stack.account}-${String(index)}`,
          numbers: [{ phoneNumber: testNumber('00', lineOf(index)) }],
        }),
        account: stack.account,
      }),
    ),
  );
  const outcomes = await Promise.all(ports.map((port) => port.result()));
  expect(outcomes.map(({ phase }) => phase)).toEqual(Array.from({ length: PORTS }, () => 'completed'));
  expect(await stack.control.creates()).toHaveLength(PORTS);
}, 240_000);
