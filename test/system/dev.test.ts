import { portOrFree } from '../../tools/ports';
import { CliProcess, portkeeper, type Variables } from '../support/cli-process';

/** A port takes ten of these days. */
const QUICK: Variables = { PORTKEEPER_DAY_SECONDS: '0.4' };

test('dev --once runs a port to its end, and leaves nothing behind', async () => {
  const { code, stdout, stderr } = await portkeeper(['dev', '--once'], QUICK);
  expect({ code, stderr: stderr.replace(/^(port \d+ is taken|Warning: ).*\n/gm, '') }).toEqual({
    code: 0,
    stderr: '',
  });
  expect(stdout).toMatch(/FOC confirmed for …0100: /);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Result;
  expect(result).toMatchObject({
    phase: 'completed',
    outcome: { phase: 'completed', numbers: [{ phoneNumber: '+12125550100', outcome: 'ported' }] },
    workflowId: `port:${result.requestId}`,
    events: expect.any(Number),
  });
  expect(result.uiUrl).toMatch(/\/namespaces\/default\/workflows\/port%3Ademo-[\d-]+\/[\da-f-]+\/timeline$/);
  expect(result.cardUrl).toMatch(/\/user-metadata$/);
  expect(stdout).toContain(`${result.uiUrl}\n`);
  expect(await isServed(result.address)).toBe(false);
});

test('dev keeps running for other terminals until Ctrl-C', async () => {
  const dev = new CliProcess(['dev', '--json'], QUICK);
  const [line] = await dev.says(/^\{.*\}$/m);
  const { requestId, address, uiUrl } = JSON.parse(line) as Result;
  const [curl] = await dev.says(/http:\/\/\S+\/webhooks\/twilio\/default\/\S+/, 'stderr');
  const body = JSON.stringify({ port_in_request_sid: `KW${'f'.repeat(32)}` });
  const headers = { 'content-type': 'application/json' };

  const listed = await portkeeper(['list', '--json'], { TEMPORAL_ADDRESS: address });
  expect(JSON.parse(listed.stdout)).toMatchObject([{ requestId, phase: 'completed' }]);
  expect((await fetch(curl, { method: 'POST', headers, body })).status).toBe(204);
  expect((await fetch(uiUrl)).status).toBe(200);

  expect(await dev.end('SIGINT')).toMatchObject({ code: 0 });
  expect(await isServed(address)).toBe(false);
});

test('a dev that is killed takes its Temporal server along', async () => {
  const dev = new CliProcess(['dev'], QUICK);
  const [, address = ''] = await dev.says(/^Temporal +([\d.:]+)/m);
  await dev.end('SIGKILL');
  while (await isServed(address)) await new Promise((resolve) => setTimeout(resolve, 100));
});

interface Result {
  readonly requestId: string;
  readonly workflowId: string;
  readonly address: string;
  readonly uiUrl: string;
  readonly cardUrl: string;
}

async function isServed(address: string): Promise<boolean> {
  const port = Number(address.split(':')[1]);
  return (await portOrFree(port)) !== port;
}
