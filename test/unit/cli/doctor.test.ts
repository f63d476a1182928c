import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Connection } from '@temporalio/client';
import { checkAccounts } from '../../../src/cli/doctor/check-accounts';
import { checkConfiguration } from '../../../src/cli/doctor/check-configuration';
import { checkNamespace, checkPollers } from '../../../src/cli/doctor/check-temporal';
import { checkWebhooks } from '../../../src/cli/doctor/check-webhooks';
import { sandboxVariables } from '../../../src/cli/processes/sandbox-variables';
import { PROVIDERS } from '../../../src/contract/names';
import { startSandbox } from '../../../src/sandbox/server';

const SECRETS = `k1:${Buffer.alloc(32, 1).toString('base64')}`;

test.each([
  [30, undefined],
  [1, true],
])('a retention of %i days', async (days, warning) => {
  const finding = await checkNamespace(namespaceKeeping(days), 'porting');
  expect(finding.ok).toBe(true);
  expect(finding.warning).toBe(warning);
  expect(finding.message).toContain(days === 1 ? '1 day only' : `${days} days`);
});

test.each([
  [[{}, {}], true, '2 pollers on q'],
  [[polledAgo(60), polledAgo(200)], true, '1 poller on q'],
  [
    [polledAgo(200), polledAgo(250)],
    false,
    expect.stringMatching(/^nobody has polled q for 20[01] seconds; start a worker/),
  ],
  [[], false, 'nobody polls q; start a worker with `portkeeper worker`'],
  [null, false, 'nobody polls q; start a worker with `portkeeper worker`'],
])('a queue with pollers %j', async (pollers, ok, message) => {
  const describeTaskQueue = () => Promise.resolve({ pollers });
  const connection = { workflowService: { describeTaskQueue }, withDeadline: never };
  const queue = { check: 'workers', name: 'q', type: 'workflow' } as const;
  const finding = await checkPollers(connection, { namespace: 'default' }, queue);
  expect(finding).toEqual({ check: 'workers', ok, message });
});

test('every problem of the configuration is a finding', () => {
  const { findings, accounts } = checkConfiguration({ LOG_LEVEL: 'loud' });
  expect(accounts).toEqual([]);
  expect(findings.map(({ check, ok }) => ({ check, ok }))).toEqual(
    findings.map(() => ({ check: 'configuration', ok: false })),
  );
  expect(findings.map(({ message }) => message).join()).toMatch(
    /LOG_LEVEL.*PORTKEEPER_ALLOW_PLAINTEXT.*TWILIO/,
  );
});

test('readable payloads are allowed, and worth a warning', () => {
  const env = { ...sandboxVariables('http://127.0.0.1:9080'), PORTKEEPER_ALLOW_PLAINTEXT: '1' };
  expect(checkConfiguration(env).findings).toEqual([
    expect.objectContaining({ check: 'configuration', ok: true }),
    expect.objectContaining({ check: 'encryption', ok: true, warning: true }),
  ]);
});

test('credentials are tried at the provider', async () => {
  const sandbox = await startSandbox({ port: 0 });
  try {
    const accountsWith = (token: string) =>
      checkConfiguration({
        ...sandboxVariables(sandbox.url),
        TWILIO_AUTH_TOKEN: token,
        PORTKEEPER_ALLOW_PLAINTEXT: '1',
      }).accounts;
    const [good] = await checkAccounts(accountsWith('sandbox-token'));
    expect(good).toMatchObject({ check: 'account twilio/default', ok: true });
    const [wrong] = await checkAccounts(accountsWith('wrong'));
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('provider_unauthorized') });
    const asked = sandbox.sandbox.requests().map(({ provider, method }) => `${method} ${provider}`);
    const each = PROVIDERS.map((provider) => `GET ${provider}`);
    expect(asked).toEqual([...each, ...each]);
  } finally {
    await sandbox.close();
  }
});

test('the receiver is asked at its public URL', async () => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/healthz' ? 200 : 404;
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const check = (publicUrl: string) =>
    checkWebhooks({ WEBHOOK_PUBLIC_URL: publicUrl, PORTKEEPER_WEBHOOK_SECRETS: SECRETS });
  try {
    expect(await check(url)).toEqual([
      { check: 'webhooks', ok: true, message: `the receiver answers at ${url}` },
    ]);
    expect(await check(`${url}/behind`)).toMatchObject([
      { ok: false, message: expect.stringContaining('404') },
    ]);
  } finally {
    server.close();
  }
  expect(await check(url)).toMatchObject([{ ok: true, warning: true }]);
  expect(await checkWebhooks({})).toMatchObject([{ ok: false }, { ok: false }]);
});

function polledAgo(seconds: number): object {
  return { lastAccessTime: { seconds: Math.floor(Date.now() / 1_000) - seconds } };
}

function namespaceKeeping(days: number): Connection {
  const config = { workflowExecutionRetentionTtl: { seconds: days * 86_400 } };
  return {
    workflowService: { describeNamespace: () => Promise.resolve({ config }) },
  } as unknown as Connection;
}

function never(): never {
  throw new Error('not expected');
}
