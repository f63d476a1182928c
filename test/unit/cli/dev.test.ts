import { demoEnvironment } from '../../../src/cli/dev/demo-environment';
import { codecServerAddress } from '../../../src/cli/dev/demo-stack';
import { demoTimeoutMs } from '../../../src/cli/dev/follow-port';
import { demoProvider, demoRequestId, sampleNumber, sampleRequest } from '../../../src/cli/dev/sample-port';
import { Teardown } from '../../../src/cli/shutdown';
import { portPages } from '../../../src/cli/dev/next-steps';
import { Problems } from '../../../src/config/configuration-error';
import { readEncryptionSettings } from '../../../src/config/encryption-settings';
import { readReceiverSettings, readWorkerSettings } from '../../../src/config/environment';
import type { Environment } from '../../../src/config/variables';
import { PROVIDERS } from '../../support/providers';
import { parsePortRequest } from '../../../src/contract/port-request-schema';
import { createProvider } from '../../../src/providers/descriptor';

const demo = (env: Record<string, string>) =>
  demoEnvironment({
    env,
    temporal: { TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_API_KEY: undefined },
    sandboxUrl: 'http://127.0.0.1:9080',
    receiverPort: 8080,
    daySeconds: 2,
  });

test("the demo's environment is complete, whatever the user's own is", () => {
  const { env, exports } = demo({
    TEMPORAL_API_KEY: 'for another server',
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_API_KEY_SID: `SK${'1'.repeat(32)}`,
    PORTKEEPER_CONFIG: '/nowhere.yaml',
    PORTKEEPER_CODEC_ENDPOINT: 'https://codec.example.com',
    PORTKEEPER_DATA_CONVERTER: './own.js',
  });
  expect(readWorkerSettings(env)).toMatchObject({
    daySeconds: 2,
    accounts: PROVIDERS.map((provider) => ({
      account: { provider, name: 'default', baseUrl: `http://127.0.0.1:9080/${provider}` },
    })),
  });
  expect(readReceiverSettings(env)).toMatchObject({ port: 8080, publicUrl: 'http://127.0.0.1:8080' });
  expect(env['TEMPORAL_API_KEY']).toBeUndefined();
  // What is exported is enough for the commands of another terminal.
  expect(readWorkerSettings(exports).accounts).toHaveLength(PROVIDERS.length);
  expect(readReceiverSettings(exports).secrets).toEqual(readReceiverSettings(env).secrets);
});

test('each demo has a secret of its own', () => {
  const secretOf = () => demo({}).exports['PORTKEEPER_WEBHOOK_SECRETS'];
  expect(secretOf()).not.toBe(secretOf());
});

describe('encryption in the demo', () => {
  const KEYS = `k1:${Buffer.alloc(32, 'one').toString('base64')}`;
  const encryptionOf = (env: Environment) => readEncryptionSettings(env, new Problems()).kind;

  test('without keys, the demo and the commands of another terminal store payloads readable', () => {
    const { env, exports } = demo({ PORTKEEPER_DATA_CONVERTER: './own.js' });
    expect(encryptionOf(env)).toBe('plaintext');
    expect(encryptionOf(exports)).toBe('plaintext');
  });

  test("with the user's keys, the demo encrypts with them and does not print them", () => {
    const { env, exports } = demo({ PORTKEEPER_ENCRYPTION_KEYS: KEYS, PORTKEEPER_ALLOW_PLAINTEXT: '1' });
    expect(encryptionOf(env)).toBe('keys');
    expect(Object.values(exports)).not.toContain(KEYS);
    expect(encryptionOf(exports)).toBe('undecided');
  });

  test('only a demo that encrypts has a codec server', async () => {
    const report = () => undefined;
    expect(await codecServerAddress({}, report)).toBeUndefined();
    expect(await codecServerAddress({ PORTKEEPER_ENCRYPTION_KEYS: KEYS }, report)).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+$/,
    );
  });
});

test.each(PROVIDERS)('the sample port for %s lacks nothing', (provider) => {
  const chosen = demoProvider(provider);
  const number = sampleNumber(chosen);
  const parsed = parsePortRequest(sampleRequest(chosen, demoRequestId(new Date(0)), number));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.invalid));
  expect(parsed.request.requestId).toBe('demo-19700101-000000');
  const { accounts } = readWorkerSettings(demo({}).env);
  const config = accounts.find(({ account }) => account.provider === provider);
  expect(createProvider(config!).requirements(parsed.request, 0)).toEqual([]);
});

test('the pages of a port', () => {
  const port = { namespace: 'default', workflowId: 'port:a/b', runId: 'r' };
  expect(portPages('http://ui', port)).toEqual({
    uiUrl: 'http://ui/namespaces/default/workflows/port%3Aa%2Fb/r/timeline',
    cardUrl: 'http://ui/namespaces/default/workflows/port%3Aa%2Fb/r/user-metadata',
  });
  expect(portPages(undefined, port)).toBeUndefined();
});

describe('teardown', () => {
  test('closes the newest first, and all of them', async () => {
    const closed: string[] = [];
    const teardown = new Teardown();
    await teardown.add(() => Promise.resolve(void closed.push('first')));
    await teardown.add(() => Promise.reject(new Error('stuck')));
    await teardown.add(() => Promise.resolve(void closed.push('last')));
    expect(await teardown.run()).toEqual([new Error('stuck')]);
    expect(closed).toEqual(['last', 'first']);
    expect(await teardown.run()).toEqual([]);
  });

  test('what is opened too late is closed at once', async () => {
    const teardown = new Teardown();
    await teardown.run();
    const close = jest.fn(() => Promise.resolve());
    await teardown.add(close);
    expect(close).toHaveBeenCalledTimes(1);
  });
});

test('the demo waits for its port with days of real length, too', () => {
  expect(demoTimeoutMs(2)).toBe(180_000);
  // Node.js would fire a longer timer after a millisecond.
  expect(demoTimeoutMs(86_400)).toBe(2 ** 31 - 1);
});
