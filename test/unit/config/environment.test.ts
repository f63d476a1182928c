import { ConfigurationError } from '../../../src/config/configuration-error';
import {
  readClientSettings,
  readReceiverSettings,
  readWorkerSettings,
} from '../../../src/config/environment';
import type { Environment } from '../../../src/config/variables';

const sandbox = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'sandbox-token' };
const real = { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'real-token' };
const plaintext = { PORTKEEPER_ALLOW_PLAINTEXT: '1' };
const isolated = { XDG_CONFIG_HOME: '/nonexistent' };
const secrets = `k2:${Buffer.alloc(32, 'two').toString('base64')},k1:${Buffer.alloc(32, 'one').toString('base64url')}`;
const receiver = {
  ...isolated,
  ...real,
  ...plaintext,
  WEBHOOK_PUBLIC_URL: 'https://hooks.example.com/',
  PORTKEEPER_WEBHOOK_SECRETS: secrets,
};

function problemsOf(read: (env: Environment) => unknown, env: Environment): readonly string[] {
  try {
    read({ ...isolated, ...env });
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('worker settings', () => {
  it('has defaults', () => {
    expect(readWorkerSettings({ ...isolated, ...real, ...plaintext })).toMatchObject({
      log: { level: 'info', pretty: false },
      metricsPort: undefined,
      metricsHost: '127.0.0.1',
      daySeconds: undefined,
      documentRoots: { folders: [], hosts: [] },
      restoredAt: undefined,
      accounts: [{ account: { provider: 'twilio', name: 'default' } }],
    });
  });

  it('reads what is set', () => {
    expect(
      readWorkerSettings({
        ...isolated,
        ...sandbox,
        ...plaintext,
        LOG_LEVEL: 'debug',
        LOG_PRETTY: 'true',
        METRICS_PORT: '9464',
        METRICS_HOST: '0.0.0.0',
        PORTKEEPER_DAY_SECONDS: '2.5',
        PORTKEEPER_DOCUMENT_ROOTS: `${__dirname},https://docs.example.com`,
        PORTKEEPER_RESTORED_AT: '2026-11-30T14:00:00+02:00',
      }),
    ).toMatchObject({
      log: { level: 'debug', pretty: true },
      metricsPort: 9464,
      metricsHost: '0.0.0.0',
      daySeconds: 2.5,
      documentRoots: { folders: [__dirname], hosts: ['https://docs.example.com'] },
      restoredAt: Date.parse('2026-11-30T12:00:00Z'),
    });
  });

  it('names every problem in one message', () => {
    const env = {
      LOG_LEVEL: 'loud',
      LOG_PRETTY: 'yes',
      METRICS_PORT: '99999',
      PORTKEEPER_TASK_QUEUE: 'q'.repeat(300),
      TEMPORAL_PROFILE: 'absent',
      PORTKEEPER_DOCUMENT_ROOTS: 'documents',
      PORTKEEPER_DAY_SECONDS: '-1',
      PORTKEEPER_RESTORED_AT: '2026-11-30 12:00',
    };
    const found = problemsOf(readWorkerSettings, env).map((problem) => problem.split(':')[0]);
    expect(found.sort()).toEqual([
      'LOG_LEVEL',
      'LOG_PRETTY',
      'METRICS_PORT',
      'PORTKEEPER_ALLOW_PLAINTEXT',
      'PORTKEEPER_DAY_SECONDS',
      'PORTKEEPER_DOCUMENT_ROOTS',
      'PORTKEEPER_RESTORED_AT',
      'PORTKEEPER_TASK_QUEUE',
      'TEMPORAL_…',
      'TWILIO_ACCOUNT_SID',
    ]);
  });

  it('writes one message for people', () => {
    expect(() =>
      readWorkerSettings({ ...isolated, ...real, ...plaintext, LOG_LEVEL: 'loud', LOG_PRETTY: 'x' }),
    ).toThrow(
      'Portkeeper found 2 problems in its configuration:\n' +
        '  - LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent\n' +
        '  - LOG_PRETTY: must be 1 or 0',
    );
  });
});

describe('the encryption decision', () => {
  it('has no default', () => {
    expect(problemsOf(readWorkerSettings, real)).toEqual([
      expect.stringMatching(/^PORTKEEPER_ALLOW_PLAINTEXT: is not set/),
    ]);
    expect(problemsOf(readWorkerSettings, { ...real, PORTKEEPER_ALLOW_PLAINTEXT: '0' })).toHaveLength(1);
  });

  it.each([
    ['keys', { PORTKEEPER_ENCRYPTION_KEYS: secrets }],
    [
      'keys, which take precedence over allowed plaintext',
      { PORTKEEPER_ENCRYPTION_KEYS: secrets, ...plaintext },
    ],
    ['a data converter', { PORTKEEPER_DATA_CONVERTER: './codec.js' }],
  ])('is made by %s', (_, decision) => {
    for (const read of [readWorkerSettings, readReceiverSettings])
      expect(problemsOf(read, { ...receiver, PORTKEEPER_ALLOW_PLAINTEXT: '', ...decision })).toEqual([]);
  });

  it.each([
    [
      'a key of 31 bytes',
      { PORTKEEPER_ENCRYPTION_KEYS: `k1:${Buffer.alloc(31, 'one').toString('base64')}` },
      /^PORTKEEPER_ENCRYPTION_KEYS: the key of entry 1 must have at least 32 bytes/,
    ],
    [
      'a key of 33 bytes',
      { PORTKEEPER_ENCRYPTION_KEYS: `k1:${Buffer.alloc(33, 'one').toString('base64')}` },
      /^PORTKEEPER_ENCRYPTION_KEYS: the key of entry 1 must have exactly 32 bytes/,
    ],
    [
      'no key',
      { PORTKEEPER_ENCRYPTION_KEYS: 'k1' },
      /^PORTKEEPER_ENCRYPTION_KEYS: entry 1 must be id:base64/,
    ],
    [
      'two settings',
      { PORTKEEPER_ENCRYPTION_KEYS: secrets, PORTKEEPER_DATA_CONVERTER: './codec.js' },
      /^PORTKEEPER_ENCRYPTION_KEYS: is set beside PORTKEEPER_DATA_CONVERTER/,
    ],
    [
      'a codec server',
      { PORTKEEPER_CODEC_ENDPOINT: 'https://codec.example' },
      /^PORTKEEPER_CODEC_ENDPOINT: is for commands/,
    ],
  ])('is refused: %s', (_, decision, problem) => {
    expect(problemsOf(readWorkerSettings, { ...real, ...decision })).toEqual([
      expect.stringMatching(problem),
    ]);
  });
});

describe('PORTKEEPER_DAY_SECONDS', () => {
  it('is refused unless the credentials are a sandbox’s', () => {
    const env = { ...plaintext, PORTKEEPER_DAY_SECONDS: '2' };
    expect(problemsOf(readWorkerSettings, { ...env, ...sandbox })).toEqual([]);
    for (const account of [
      real,
      { ...sandbox, TWILIO_AUTH_TOKEN: 'sandbox-token,real-token' },
      { ...sandbox, TWILIO_ACCOUNT_SID: real.TWILIO_ACCOUNT_SID },
      { ...sandbox, TWILIO_API_KEY_SID: `SK${'1'.repeat(32)}`, TWILIO_API_KEY_SECRET: 'x' },
    ]) {
      expect(problemsOf(readWorkerSettings, { ...env, ...account })).toEqual([
        'PORTKEEPER_DAY_SECONDS: is for sandbox credentials only, and twilio/default has others; unset it',
      ]);
    }
  });

  it.each(['0', '86401', 'two', '1e3'])('refuses %s', (seconds) => {
    const env = { ...sandbox, ...plaintext, PORTKEEPER_DAY_SECONDS: seconds };
    expect(problemsOf(readWorkerSettings, env)).toHaveLength(1);
  });
});

describe('receiver settings', () => {
  it('reads what is set and has defaults', () => {
    const settings = readReceiverSettings(receiver);
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 8080, publicUrl: 'https://hooks.example.com' });
    expect(settings.secrets.map(({ id, key }) => [id, key.length])).toEqual([
      ['k2', 32],
      ['k1', 32],
    ]);
    expect(readReceiverSettings({ ...receiver, HOST: '0.0.0.0', PORT: '0' })).toMatchObject({
      host: '0.0.0.0',
      port: 0,
    });
  });

  it('needs its URL and its secrets', () => {
    expect(problemsOf(readReceiverSettings, { ...real, ...plaintext })).toEqual([
      expect.stringMatching(/^WEBHOOK_PUBLIC_URL: is not set; set it to/),
      expect.stringMatching(/^PORTKEEPER_WEBHOOK_SECRETS: is not set; set it to/),
    ]);
  });

  it.each([
    ['WEBHOOK_PUBLIC_URL', 'hooks.example.com'],
    ['WEBHOOK_PUBLIC_URL', 'https://hooks.example.com/?a=1'],
    ['WEBHOOK_PUBLIC_URL', 'https://user:pass@hooks.example.com'],
    ['PORT', '80a'],
    ['PORTKEEPER_WEBHOOK_SECRETS', 'bm90LWEta2V5'],
    ['PORTKEEPER_WEBHOOK_SECRETS', 'k1:c2hvcnQ='],
    ['PORTKEEPER_WEBHOOK_SECRETS', `${secrets},${secrets}`],
    ['PORTKEEPER_WEBHOOK_SECRETS', `${secrets},`],
  ])('refuses %s=%s, without quoting it', (name, value) => {
    const problems = problemsOf(readReceiverSettings, { ...receiver, [name]: value });
    expect(problems).toEqual([expect.stringMatching(new RegExp(`^${name}: `))]);
    expect(problems.join()).not.toContain(value);
  });
});

describe('client settings', () => {
  it('needs nothing', () => {
    expect(readClientSettings(isolated).log.level).toBe('info');
  });
});

describe('METRICS_HOST', () => {
  it.each([
    ['localhost', '127.0.0.1'],
    ['[::1]', '::1'],
    ['::', '::'],
    [' 10.0.0.7 ', '10.0.0.7'],
    ['', '127.0.0.1'],
  ])('%j is an address that the metrics server takes: %s', (METRICS_HOST, metricsHost) => {
    const env = { ...isolated, ...real, ...plaintext, METRICS_HOST };
    expect(readWorkerSettings(env)).toMatchObject({ metricsHost });
  });

  it.each(['metrics.internal', '10.0.0.7:9464', '0', 'http://127.0.0.1'])('%j is refused', (METRICS_HOST) => {
    expect(problemsOf(readWorkerSettings, { ...real, ...plaintext, METRICS_HOST })).toEqual([
      'METRICS_HOST: must be an IP address, for example 127.0.0.1 or 0.0.0.0',
    ]);
  });
});
