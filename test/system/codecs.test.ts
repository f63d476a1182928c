import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { freePort } from '../../tools/temporal-server';
import { testNumber, twilioRequest } from '../scenarios/request';
import { CliProcess, portkeeper, type Variables } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { Traces } from '../support/traces';

/** Payloads are encrypted without keys in the process: with the team's own codec, and with a codec server. */
const TOKEN = 'token-of-a-command-line-0123456789';
const SECRETS = { number: [testNumber('00').slice(2)], name: ['Ada Moss'], address: ['1 Main St'] };

/** Inverts every byte, which is enough to see that every payload passes through it. */
const OWN_CODEC = `
  const turn = (data) => Buffer.from(data).map((byte) => byte ^ 0xff);
  const ENCODING = Buffer.from('binary/turned');
  exports.dataConverter = {
    payloadCodecs: [{
      encode: async (payloads) => payloads.map(({ metadata, data }) => ({
        metadata: { encoding: ENCODING, inner: turn(metadata.encoding) },
        data: turn(data ?? []),
      })),
      decode: async (payloads) => payloads.map((payload) =>
        String(Buffer.from(payload.metadata?.encoding ?? [])) === 'binary/turned'
          ? { metadata: { encoding: turn(payload.metadata.inner) }, data: turn(payload.data) }
          : payload),
    }],
  };
`;

let stack: ProcessStack | undefined;
afterEach(() => stack?.stop());

async function port(variables: Variables, { account }: ProcessStack): Promise<object> {
  const requestId = `${account}-one`;
  const numbers = [{ phoneNumber: testNumber('00') }];
  const request = { ...twilioRequest({ requestId, numbers }), account };
  expect(await portkeeper(['start', '-', '--json'], variables, JSON.stringify(request))).toMatchObject({
    code: 0,
  });
  expect(await portkeeper(['watch', requestId, '--json'], variables)).toMatchObject({ code: 0 });
  return JSON.parse((await portkeeper(['show', requestId, '--json'], variables)).stdout) as object;
}

async function leaksOf({ account, variables }: ProcessStack): Promise<string[]> {
  const connection = await Connection.connect({ address: variables['TEMPORAL_ADDRESS']! });
  const traces = new Traces();
  await traces.addWorkflows(new Client({ connection }), account);
  await connection.close();
  expect(traces.sizes()).toMatchObject({ history: expect.any(Number) as number });
  return traces.leaks(SECRETS);
}

test('the team’s own data converter: worker, receiver and commands use it for every payload', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-own-codec-'));
  const file = join(folder, 'codec.js');
  writeFileSync(file, OWN_CODEC);
  stack = await startProcesses('own-codec', 0.5, {
    settings: { PORTKEEPER_ENCRYPTION_KEYS: '', PORTKEEPER_DATA_CONVERTER: file },
  });
  expect(await port(stack.variables, stack)).toMatchObject({ phase: 'completed' });
  expect(await leaksOf(stack)).toEqual([]);
  rmSync(folder, { recursive: true });
}, 120_000);

test('commands use a codec server instead of keys', async () => {
  stack = await startProcesses('codec-server', 0.5);
  const codecPort = String(await freePort());
  const server = new CliProcess(['codec-server', '--json'], {
    PORTKEEPER_ENCRYPTION_KEYS: stack.variables['PORTKEEPER_ENCRYPTION_KEYS']!,
    PORTKEEPER_CODEC_SERVER_PORT: codecPort,
    PORTKEEPER_CODEC_SERVER_TOKENS: TOKEN,
  });
  const { address } = await server.ready<{ address: string }>();
  const { PORTKEEPER_ENCRYPTION_KEYS: _, ...keyless } = stack.variables;
  const variables = { ...keyless, PORTKEEPER_CODEC_ENDPOINT: address, PORTKEEPER_CODEC_TOKEN: TOKEN };
  expect(await port(variables, stack)).toMatchObject({ phase: 'completed' });
  expect(await leaksOf(stack)).toEqual([]);

  const refused = await portkeeper(['show', `${stack.account}-one`], {
    ...variables,
    PORTKEEPER_CODEC_TOKEN: 'x',
  });
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(
    /payload_unreadable: .* refuses this caller \(401\); check PORTKEEPER_CODEC_TOKEN/,
  );

  const { code, stderr } = await server.end();
  expect(code).toBe(0);
  expect(stderr).toContain('"operation":"decode"');
  expect(stderr).not.toMatch(/Ada|Moss|eyJ/);
  expect(stderr).not.toContain(SECRETS.number[0]);
}, 120_000);
