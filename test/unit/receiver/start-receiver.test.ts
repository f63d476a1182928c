import { once } from 'node:events';
import { createServer, Server, type AddressInfo } from 'node:net';
import { request } from 'undici';
import { readReceiverSettings } from '../../../src/config/environment';
import { sandboxVariables } from '../../../src/config/sandbox-variables';
import { startReceiver } from '../../../src/receiver/start-receiver';
import { temporalConfig } from '../../../temporal.config';

jest.mock('../../../src/receiver/configured-accounts', () => ({
  ...jest.requireActual<object>('../../../src/receiver/configured-accounts'),
  readinessOf: () => () =>
    Promise.resolve({
      temporal: 'reachable',
      accounts: [{ provider: 'twilio', account: 'default', served: true }],
    }),
}));

const env = {
  XDG_CONFIG_HOME: '/nonexistent',
  ...sandboxVariables('http://127.0.0.1:9080', 1),
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.com',
  PORTKEEPER_WEBHOOK_SECRETS: `k1:${Buffer.from(Array.from({ length: 32 }, (_, at) => at * 7)).toString('base64')}`,
  PORTKEEPER_ALLOW_PLAINTEXT: '1',
};
const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A receiver that listens on any free port; its metrics are served where the variables say. */
function started(variables: Readonly<Record<string, string>>) {
  const settings = { ...readReceiverSettings({ ...env, ...variables }), port: 0 };
  return startReceiver({ settings, temporal: temporalConfig(env), logger });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.each([
  ['127.0.0.1', true],
  ['localhost', true],
  ['0.0.0.0', false],
])('a receiver on %s names its accounts in /readyz: %s', async (HOST, namesAccounts) => {
  const receiver = await started({ HOST });
  try {
    const { port } = new URL(receiver.address);
    const { statusCode, body } = await request(`http://127.0.0.1:${port}/readyz`);
    expect(statusCode).toBe(200);
    expect(Object.hasOwn((await body.json()) as object, 'accounts')).toBe(namesAccounts);
  } finally {
    await receiver.close();
  }
});

test('metrics are served on METRICS_HOST, this machine alone by default, wherever webhooks are taken', async () => {
  const listen = jest.spyOn(Server.prototype, 'listen');
  try {
    for (const [variables, host] of [
      [{}, '127.0.0.1'],
      [{ METRICS_HOST: '0.0.0.0' }, '0.0.0.0'],
    ] as const) {
      const port = await freePort();
      const receiver = await started({ HOST: '0.0.0.0', METRICS_PORT: String(port), ...variables });
      try {
        const metrics = await request(`http://127.0.0.1:${String(port)}/metrics`);
        await metrics.body.dump();
        expect(metrics.statusCode).toBe(200);
        expect(listen).toHaveBeenCalledWith(expect.objectContaining({ host, port }));
      } finally {
        await receiver.close();
      }
    }
  } finally {
    listen.mockRestore();
  }
});
