import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  WorkflowNotFoundError,
  type Client,
  type Connection,
  type WorkflowExecutionInfo,
} from '@temporalio/client';
import { checkAccounts } from '../../../src/cli/doctor/check-accounts';
import { checkConfiguration } from '../../../src/cli/doctor/check-configuration';
import {
  checkNumberKey,
  checkRestoredAt,
  workerIdentities,
} from '../../../src/cli/doctor/check-worker-settings';
import { workerIdentity } from '../../../src/worker/worker-identity';
import { checkPayloads } from '../../../src/cli/doctor/check-payloads';
import { checkSweep } from '../../../src/cli/doctor/check-sweeps';
import { checkNamespace, checkPollers } from '../../../src/cli/doctor/check-temporal';
import { checkWebhooks } from '../../../src/cli/doctor/check-accounts';
import { sandboxVariables } from '../../../src/config/sandbox-variables';
import type { AccountView, SweepView } from '../../../src/contract/account-view';
import { PROVIDERS, type ProviderName } from '../../support/providers';
import { DAY, HOUR, MINUTE, SECOND, toIsoDuration, toRfc3339 } from '../../../src/domain/model/time';
import { startSandbox } from '../../../src/sandbox/server';

const SECRETS = `k1:${Buffer.alloc(32, 'one').toString('base64')}`;

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
    expect.stringMatching(/^no worker has polled q for 20[01] seconds; start a worker/),
  ],
  [[], false, 'no worker polls q; start a worker with `portkeeper worker`'],
  [null, false, 'no worker polls q; start a worker with `portkeeper worker`'],
])('a queue with pollers %j', async (pollers, ok, message) => {
  const describeTaskQueue = () => Promise.resolve({ pollers });
  const connection = { workflowService: { describeTaskQueue }, withDeadline: never };
  const queue = { check: 'workers', name: 'q', type: 'workflow' } as const;
  const finding = await checkPollers(connection, { namespace: 'default' }, queue);
  expect(finding).toEqual({ check: 'workers', ok, message });
});

test.each([
  [
    [versioned('1')],
    undefined,
    'the workers of q have builds (1), and none is the current one, so they get no',
  ],
  [
    [versioned('1'), {}],
    '2',
    'the workers of q have 1, no build, and the current build is 2, so they get no tasks',
  ],
  [[versioned('2')], '2', '1 poller on q of build 2'],
  [[], '2', 'no worker of build 2 polls q; start a worker'],
])('a queue with pollers %j and the current build %s', async (pollers, buildId, message) => {
  const versioningInfo = { currentDeploymentVersion: buildId ? { deploymentName: 'd', buildId } : null };
  const describeTaskQueue = () => Promise.resolve({ pollers, versioningInfo });
  const queue = { check: 'workers', name: 'q', type: 'workflow' } as const;
  const finding = await checkPollers(
    { workflowService: { describeTaskQueue } },
    { namespace: 'default' },
    queue,
  );
  expect(finding).toEqual({
    check: 'workers',
    ok: message.startsWith('1 poller'),
    message: expect.stringContaining(message),
  });
});

test('every problem of the configuration is a finding', () => {
  const { findings, accounts } = checkConfiguration({ LOG_LEVEL: 'loud' });
  expect(accounts).toEqual([]);
  expect(findings.map(({ check, ok }) => ({ check, ok }))).toEqual(
    findings.map(() => ({ check: 'configuration', ok: false })),
  );
  expect(findings.map(({ message }) => message).join()).toMatch(/LOG_LEVEL.*TWILIO/);
});

test('readable payloads are allowed, and worth a warning', () => {
  const env = { ...sandboxVariables('http://127.0.0.1:9080'), PORTKEEPER_ALLOW_PLAINTEXT: '1' };
  expect(checkConfiguration(env).findings).toEqual([
    expect.objectContaining({ check: 'configuration', ok: true }),
    expect.objectContaining({ check: 'encryption', ok: true, warning: true }),
  ]);
});

describe('encryption', () => {
  const accounts = sandboxVariables('http://127.0.0.1:9080');
  const encryption = (env: object) =>
    checkConfiguration({ ...accounts, ...env }).findings.find(({ check }) => check === 'encryption');

  it('is on with keys', () => {
    const keys = `${SECRETS},k0:${Buffer.alloc(32, 'old').toString('base64')}`;
    expect(encryption({ PORTKEEPER_ENCRYPTION_KEYS: keys })).toEqual({
      check: 'encryption',
      ok: true,
      message: 'on: key k1 encrypts, k0 only decrypts',
    });
  });

  it('is undecided on a machine without keys, and everything else is checked', () => {
    expect(encryption({})).toMatchObject({ ok: true, warning: true });
    expect(checkConfiguration(accounts).accounts).toHaveLength(PROVIDERS.length);
    expect(encryption({ PORTKEEPER_CODEC_ENDPOINT: 'https://codec.example' })).toMatchObject({
      ok: true,
      message: 'on, by the codec server at https://codec.example',
    });
  });

  it('is a fault with a malformed key', () => {
    expect(checkConfiguration({ ...accounts, PORTKEEPER_ENCRYPTION_KEYS: 'k1:short' }).findings).toEqual([
      expect.objectContaining({ ok: false, message: expect.stringMatching(/PORTKEEPER_ENCRYPTION_KEYS/) }),
    ]);
  });
});

describe('stored payloads are counted', () => {
  const ids = new Set(['k1', 'k2']);
  const encrypted = (id: string) => ({
    encoding: Buffer.from('binary/encrypted'),
    'encryption-key-id': Buffer.from(id),
  });
  const readable = { encoding: Buffer.from('json/plain') };

  async function* runs(...forms: (object | undefined)[]): AsyncGenerator<Pick<WorkflowExecutionInfo, 'raw'>> {
    for (const metadata of await Promise.resolve(forms))
      yield {
        raw: {
          memo: { fields: metadata && { requestDigest: { metadata } } },
        } as WorkflowExecutionInfo['raw'],
      };
  }

  it.each([
    [
      'by key',
      [encrypted('k2'), encrypted('k1'), encrypted('k2')],
      undefined,
      '1 run with key k1, 2 runs with key k2',
    ],
    ['none', [undefined], undefined, 'none stored yet'],
    [
      'readable ones',
      [encrypted('k1'), readable],
      true,
      /^1 run with key k1, 1 run readable: they began before/,
    ],
    [
      'a key that is missing',
      [encrypted('k0'), encrypted('k1')],
      true,
      /this process lacks key k0 \(encryption_key_missing\)/,
    ],
  ])('%s', async (_, forms, warning, message) => {
    const finding = await checkPayloads(runs(...forms), { ids, allowsPlaintext: false });
    expect(finding).toMatchObject({
      check: 'payloads',
      ok: true,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(finding.warning).toBe(warning);
  });

  it('readable ones are no finding where they are allowed', async () => {
    const finding = await checkPayloads(runs(readable), { ids: new Set(), allowsPlaintext: true });
    expect(finding).toEqual({ check: 'payloads', ok: true, message: '1 run readable' });
  });

  it('by keys of another codec', async () => {
    const finding = await checkPayloads(runs(encrypted('kms-7')), { ids: undefined, allowsPlaintext: false });
    expect(finding).toEqual({ check: 'payloads', ok: true, message: '1 run with key kms-7' });
  });
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
    const [good] = await checkAccounts(accountsWith('sandbox-token'), {});
    expect(good).toMatchObject({ check: 'account twilio/default', ok: true });
    const [wrong] = await checkAccounts(accountsWith('wrong'), {});
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
    checkWebhooks({ WEBHOOK_PUBLIC_URL: publicUrl, PORTKEEPER_WEBHOOK_SECRETS: SECRETS }, []);
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
  expect(await checkWebhooks({}, [])).toMatchObject([{ ok: false }, { ok: false }]);
});

test('no receiver is needed where no provider sends webhooks', async () => {
  const env = { ...sandboxVariables('http://127.0.0.1:9080'), PORTKEEPER_ALLOW_PLAINTEXT: '1' };
  const all = checkConfiguration(env).accounts;
  const silent = all.filter(({ account }) => account.provider === 'telnyx-v1');
  expect(await checkWebhooks({}, silent)).toEqual([
    { check: 'webhooks', ok: true, message: 'none are sent by the providers of these accounts' },
  ]);
  expect(await checkWebhooks({}, all)).toMatchObject([{ ok: false }, { ok: false }]);
});

describe('the sweep of an account', () => {
  const every = 15 * MINUTE;

  test.each<[string, Differently, string]>([
    ['is fine', {}, 'every 15 min, last pass 3 min ago, no orphans'],
    ['makes its first pass', { last: undefined, nextAt: ago(20 * MINUTE) }, 'every 15 min, no pass done yet'],
    [
      'takes longer than usual',
      { nextAt: ago(29 * MINUTE), last: pass({ endedAt: ago(40 * MINUTE) }) },
      'every 15 min, last pass 40 min ago, no orphans',
    ],
    [
      // The interval was made shorter a moment ago.
      'is to go on soon',
      { last: pass({ endedAt: ago(20 * HOUR) }) },
      'every 15 min, last pass 20 h ago, no orphans',
    ],
  ])('%s', async (_what, sweep, message) => {
    const finding = await check(every, { state: swept(sweep) });
    expect(finding).toEqual({ check: 'sweep of twilio/default', ok: true, message });
  });

  test.each<[string, Differently, string]>([
    [
      'at another interval',
      { every: toIsoDuration(HOUR) },
      'every 60 min, last pass 3 min ago; every 15 min is configured: run `portkeeper setup`',
    ],
    [
      'too long ago',
      { nextAt: ago(35 * MINUTE), last: pass({ endedAt: ago(49 * MINUTE) }) },
      'every 15 min, last pass 49 min ago; a pass has been due for 35 min: check that a worker serves the account, ' +
        'and that a pass takes less time than the interval',
    ],
    [
      'never, though it should have been long ago',
      { nextAt: ago(2 * DAY), last: undefined },
      'every 15 min, no pass done yet; a pass has been due for 2 days: check',
    ],
    [
      'and fails',
      { failure: { since: '2026-11-24T21:40:12.000Z', message: 'twilio answers 401' } },
      'every 15 min, last pass 3 min ago; it fails since 2026-11-24 21:40:12Z (twilio answers 401): docs/operations.md#the-sweep',
    ],
    [
      'and finds an orphan',
      { last: pass({ orphans: ['KW1'] }) },
      'every 15 min, last pass 3 min ago; 1 orphan: look at `portkeeper accounts`',
    ],
    [
      'and misses orders',
      { last: pass({ orphans: ['KW1', 'KW2'], missingOrders: [{ orderRef: 'KW3', requestId: 'acme-42' }] }) },
      "; 2 orphans: look at `portkeeper accounts`; 1 order of open ports not in the provider's list: look at `portkeeper accounts`",
    ],
  ])('is made %s: a warning', async (_what, sweep, message) => {
    const finding = await check(every, { state: swept(sweep) });
    expect(finding).toMatchObject({ check: 'sweep of twilio/default', ok: true, warning: true });
    expect(finding.message).toContain(message);
  });

  test('goes by the scale of a demo, and gives it a minute', async () => {
    const asRun = { every: toIsoDuration(10 * SECOND), nextAt: ago(50 * SECOND) };
    const asDemo = { state: swept(asRun), daySeconds: 240 };
    expect(await check(HOUR, asDemo)).toMatchObject({
      ok: true,
      message: 'every 10 s, last pass 3 min ago, no orphans',
    });
    expect(await check(2 * HOUR, asDemo)).toMatchObject({ warning: true });
  });

  test.each<[string, State, string]>([
    ['does not run', 'none', 'account:twilio:default does not run'],
    ['was terminated', 'TERMINATED', 'account:twilio:default does not run'],
    ['has no sweep', account(undefined), 'account:twilio:default has no sweep'],
  ])('is configured, and its workflow %s: a warning', async (_what, state, lack) => {
    expect(await check(every, { state })).toEqual({
      check: 'sweep of twilio/default',
      ok: true,
      warning: true,
      message: `every 15 min is configured, but ${lack}: run \`portkeeper setup\``,
    });
  });

  test.each([every, undefined])('that cannot be asked about is a warning: %p', async (configured) => {
    const wrapped = new Error('Failed to query Workflow', { cause: new Error('no poller seen recently') });
    const late = Object.assign(new Error('4 DEADLINE_EXCEEDED'), { code: 4, details: '', metadata: {} });
    for (const [state, reason] of [
      [wrapped, 'no poller seen recently'],
      [new Error('Query failed'), 'Query failed'],
      [new Error('Failed to query Workflow', { cause: late }), 'not within 5 s'],
    ] as const) {
      const finding = await check(configured, { state });
      expect(finding).toMatchObject({ ok: true, warning: true });
      expect(finding.message).toContain(`account:twilio:default does not answer (${reason})`);
    }
  });

  test.each<[ProviderName, State, true | undefined, string]>([
    ['twilio', 'none', undefined, 'none configured'],
    ['fone-dynamics', account(undefined), undefined, 'none configured'],
    [
      'telnyx-v1',
      'none',
      true,
      'none configured, and telnyx-v1 sends no webhooks: its orders are only read by',
    ],
    ['telnyx-v1', account(undefined), true, 'PORTKEEPER_SWEEP_EVERY'],
    ['twilio', swept({}), true, 'runs every 15 min, though none is configured: to stop it, run `portkeeper'],
    ['telnyx-v1', swept({}), true, 'to keep it, set sweep.every'],
    [
      'twilio',
      swept({ last: pass({ orphans: ['KW1'] }) }),
      true,
      '; 1 orphan: look at `portkeeper accounts`',
    ],
  ])('is not configured: %s with %j', async (provider, state, warning, message) => {
    const finding = await check(undefined, { provider, state });
    expect(finding).toMatchObject({ check: `sweep of ${provider}/default`, ok: true });
    expect(finding.warning).toBe(warning);
    expect(finding.message).toContain(message);
  });

  /** Where its sweep is not as usual. */
  type Differently = { readonly [K in keyof SweepView]?: SweepView[K] | undefined };

  /** What the account's workflow answers, or that there is none, that it has ended, or why it cannot answer. */
  type State = AccountView | 'none' | 'TERMINATED' | Error;

  function check(
    sweepEvery: number | undefined,
    {
      provider = 'twilio',
      state,
      daySeconds,
    }: { readonly provider?: ProviderName; readonly state: State; readonly daySeconds?: number },
  ) {
    const env = { ...sandboxVariables('http://127.0.0.1:9080'), PORTKEEPER_ALLOW_PLAINTEXT: '1' };
    const found = checkConfiguration(env).accounts.find(({ account }) => account.provider === provider);
    const { sweepEvery: _, ...config } = found!;
    return checkSweep(clientOf(state), {
      check: `sweep of ${provider}/default`,
      account: { ...config, ...(sweepEvery !== undefined && { sweepEvery }) },
      daySeconds,
    });
  }

  function clientOf(state: State): Client {
    const describe = () =>
      state === 'none'
        ? Promise.reject(new WorkflowNotFoundError('not found', 'account', undefined))
        : Promise.resolve({ status: { name: state === 'TERMINATED' ? state : 'RUNNING' } });
    const query = () =>
      state instanceof Error
        ? Promise.reject(state)
        : Promise.resolve(state === 'TERMINATED' ? swept({}) : state);
    return {
      workflow: { getHandle: () => ({ describe, query }) },
      withDeadline: (_at: number, call: () => Promise<unknown>) => call(),
    } as unknown as Client;
  }

  function account(sweep: SweepView | undefined): AccountView {
    const view = { provider: 'twilio', account: 'default', buffered: [], afterClose: [], orphans: [] };
    return sweep === undefined ? view : { ...view, sweep };
  }

  function swept(differently: Differently): AccountView {
    const usual: SweepView = { every: toIsoDuration(every), nextAt: ago(-12 * MINUTE), last: pass({}) };
    return account({ ...usual, ...differently } as SweepView);
  }

  function pass(differently: Partial<NonNullable<SweepView['last']>>): NonNullable<SweepView['last']> {
    const endedAt = ago(3 * MINUTE);
    return {
      ...{ startedAt: endedAt, endedAt, pages: 1, orders: 41, changed: 0, signaled: 0 },
      ...{ orphans: [], missingOrders: [], ...differently },
    };
  }

  function ago(milliseconds: number): string {
    return toRfc3339(Date.now() - milliseconds);
  }
});

function versioned(buildId: string): object {
  return { deploymentOptions: { deploymentName: 'd', buildId, workerVersioningMode: 2 } };
}

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

describe('what others could read is worth a warning', () => {
  const env = {
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token',
    PORTKEEPER_ALLOW_PLAINTEXT: '1',
    PORTKEEPER_WEBHOOK_SECRETS: SECRETS,
    WEBHOOK_PUBLIC_URL: 'https://hooks.example',
  };
  const warnings = (more: Record<string, string>) =>
    checkConfiguration({ ...env, ...more })
      .findings.filter(({ check, warning }) => warning && check !== 'encryption')
      .map(({ check, message }) => `${check}: ${message}`);

  test('credentials and webhook tokens that go over http, but for this machine and the sandbox', () => {
    const hooks = (url: string) => warnings({ WEBHOOK_PUBLIC_URL: url });
    expect(warnings({ TWILIO_NUMBERS_BASE_URL: 'http://proxy.example' })).toEqual([
      expect.stringMatching(/^account twilio\/default: its credentials go to the provider unencrypted/),
    ]);
    expect(warnings({ TWILIO_UPLOAD_BASE_URL: 'http://proxy.example' })).toHaveLength(1);
    expect(warnings({ TWILIO_NUMBERS_BASE_URL: 'http://127.0.0.1:9080' })).toEqual([]);
    expect(warnings({ ...sandboxVariables('http://sandbox.example') })).toEqual([]);
    expect(hooks('http://hooks.example')).toEqual([
      expect.stringMatching(/^webhooks: WEBHOOK_PUBLIC_URL is http/),
    ]);
    expect(hooks('https://hooks.example')).toEqual([]);
  });

  test('secrets in a configuration file that other users may read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portkeeper-doctor-'));
    const file = join(folder, 'accounts.yaml');
    const of = (token: string, mode: number) => {
      const credentials = `{ accountSid: ${env.TWILIO_ACCOUNT_SID}, authToken: "${token}" }`;
      writeFileSync(file, `accounts: [{ provider: twilio, credentials: ${credentials} }]`);
      chmodSync(file, mode);
      return warnings({ PORTKEEPER_CONFIG: file });
    };
    try {
      expect(of('hush', 0o644)).toEqual([
        expect.stringMatching(/^configuration: .* holds secrets.*chmod 600/),
      ]);
      expect(of('hush', 0o640)).toHaveLength(1);
      expect(of('hush', 0o604)).toHaveLength(1);
      expect(of('hush,${TWILIO_AUTH_TOKEN}', 0o644)).toHaveLength(1);
      expect(of('${TWILIO_AUTH_TOKEN},${TWILIO_AUTH_TOKEN}', 0o644)).toEqual([]);
      expect(of('hush', 0o600)).toEqual([]);
      expect(of('${TWILIO_AUTH_TOKEN}', 0o644)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('the settings that all workers have in common', () => {
  const numberKey = Buffer.alloc(32, 'numbers');
  const restoredAt = Date.parse('2026-11-30T12:00:00Z');
  const later = restoredAt + HOUR;

  it('are read from all workers that poll', async () => {
    const asked: unknown[] = [];
    const pollers = [
      { identity: 'a', ...polledAgo(1) },
      { identity: 'gone', ...polledAgo(200) },
    ];
    const describeTaskQueue = ({ taskQueue }: { taskQueue?: { name?: string | null } | null }) => {
      asked.push(taskQueue?.name);
      return Promise.resolve({ pollers });
    };
    const found = await workerIdentities(
      { workflowService: { describeTaskQueue } },
      { namespace: 'default', taskQueue: 'q' },
      [{ provider: 'twilio', account: 'east' }],
    );
    expect(found).toEqual(['a']);
    expect(asked).toEqual(['q', expect.stringContaining('east')]);
  });

  it('number key: the same in all workers', () => {
    expect(checkNumberKey([workerIdentity({ numberKey }), 'my own identity'], { numberKey })).toMatchObject({
      ok: true,
      message: expect.stringContaining('the same in 1 worker') as string,
    });
  });

  it.each([
    ['another', Buffer.alloc(32, 'other')],
    ['none', undefined],
  ])('number key: %s in a worker, so two ports could submit the same number', (_what, others) => {
    const other = workerIdentity({ numberKey: others });
    expect(checkNumberKey([workerIdentity({ numberKey }), other], { numberKey })).toMatchObject({
      ok: false,
      message: expect.stringContaining(other) as string,
    });
  });

  it('number key: missing here', () => {
    expect(checkNumberKey([], {})).toMatchObject({ ok: true, warning: true });
  });

  it.each([
    ['never in 2 workers', [{}, { numberKey }], undefined],
    ['2026-11-30T12:00:00.000Z in 1 worker', [{ restoredAt }], restoredAt],
    ['PORTKEEPER_RESTORED_AT is not set here, and no running worker tells whether it has it', [], undefined],
  ])('restored database: %s', (message, workers, own) => {
    const identities = [...workers.map(workerIdentity), 'my own identity'];
    expect(checkRestoredAt(identities, { restoredAt: own })).toEqual({
      check: 'restored database',
      ok: true,
      message,
    });
  });

  it.each([
    ['one has none', {}],
    ['one has another', { restoredAt: later }],
  ])('restored database: the workers differ, because %s: orders would be made twice', (_what, other) => {
    const [set, odd] = [workerIdentity({ restoredAt }), workerIdentity(other)];
    for (const own of [undefined, restoredAt, later]) {
      const { ok, message } = checkRestoredAt([set, odd], { restoredAt: own });
      expect(ok).toBe(false);
      expect(message).toContain(`2026-11-30T12:00:00.000Z in ${set}; `);
      expect(message).toContain(` in ${odd}; give all of them the same`);
    }
  });

  it.each([
    [
      'has none',
      { restoredAt },
      undefined,
      '2026-11-30T12:00:00.000Z in 1 worker, but PORTKEEPER_RESTORED_AT is not set',
    ],
    ['has one', {}, restoredAt, 'never in 1 worker, but PORTKEEPER_RESTORED_AT is 2026-11-30T12:00:00.000Z'],
    ['has another', { restoredAt }, later, 'but PORTKEEPER_RESTORED_AT is 2026-11-30T13:00:00.000Z'],
  ])('restored database: this environment %s than the workers', (_what, workers, own, message) => {
    expect(checkRestoredAt([workerIdentity(workers)], { restoredAt: own })).toMatchObject({
      ok: true,
      warning: true,
      message: expect.stringContaining(message) as string,
    });
  });

  it('restored database: no worker tells, and it is set here', () => {
    expect(checkRestoredAt(['my own identity'], { restoredAt })).toMatchObject({ ok: true, warning: true });
  });
});
