import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FAILURE_CONVERTER_PATH, hasCodec } from '../../../src/encryption/data-converter';
import { ConfigurationError } from '../../../src/config/configuration-error';
import { sandboxVariables } from '../../../src/config/sandbox-variables';
import { portingWorkers } from '../../../src/worker/porting-workers';

const env = {
  XDG_CONFIG_HOME: '/nonexistent',
  ...sandboxVariables('http://127.0.0.1:9080', 1),
  PORTKEEPER_ALLOW_PLAINTEXT: '1',
};

test('there is a queue for the workflows, and one for each account', () => {
  const { taskQueue, workflows, accounts } = portingWorkers({
    env: { ...env, PORTKEEPER_TASK_QUEUE: 'east' },
  });
  expect([taskQueue, workflows.taskQueue]).toEqual(['east', 'east']);
  expect(accounts.map(({ provider, account, options }) => [provider, account, options.taskQueue])).toEqual([
    ['twilio', 'default', 'east-twilio-default'],
    ['telnyx-v1', 'default', 'east-telnyx-v1-default'],
    ['fone-dynamics', 'default', 'east-fone-dynamics-default'],
  ]);
});

test('workflows run on the queue of the workflows alone, also when the user names their code', () => {
  const own = { workflowBundle: { codePath: '/own.js' }, bundlerOptions: { ignoreModules: ['fs'] } };
  const { workflows, accounts } = portingWorkers({ env, workerOptions: own });
  expect(workflows.workflowBundle).toEqual({ codePath: '/own.js' });
  for (const { options } of accounts) {
    expect(options).not.toHaveProperty('workflowBundle');
    expect(options).not.toHaveProperty('workflowsPath');
    expect(options).not.toHaveProperty('bundlerOptions');
  }
});

test('provider calls are on the queue of the account, what calls no provider beside the workflows', () => {
  const { workflows, accounts } = portingWorkers({ env });
  expect(Object.keys(workflows.activities ?? {})).toEqual(
    expect.arrayContaining(['prepare', 'reviewDraft', 'deliverHints']),
  );
  expect(workflows.activities).not.toHaveProperty('submitOrder');
  expect(accounts[0]?.options.activities).toHaveProperty('submitOrder');
});

test('options of the user go to every worker, and replace ours', () => {
  const sinks = {};
  const activities = { own: () => Promise.resolve() };
  const { workflows, accounts } = portingWorkers({
    env,
    workerOptions: { sinks, shutdownGraceTime: '2 minutes', namespace: 'numbers', activities },
  });
  for (const options of [workflows, ...accounts.map((account) => account.options)]) {
    expect(options).toMatchObject({ sinks, shutdownGraceTime: '2 minutes', namespace: 'numbers' });
    expect(options.activities).toMatchObject(activities);
  }
});

describe('a limited account', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-workers-'));
  const limited = { ...env, PORTKEEPER_CONFIG: join(folder, 'portkeeper.json') };
  beforeAll(() => {
    const credentials = { accountSid: '${TWILIO_ACCOUNT_SID}', authToken: '${TWILIO_AUTH_TOKEN}' };
    const account = { provider: 'twilio', name: 'default', credentials, rateLimit: { requestsPerSecond: 2 } };
    writeFileSync(limited.PORTKEEPER_CONFIG, JSON.stringify({ accounts: [account] }));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('has no more calls under way than its limit has room for', () => {
    const [twilio] = portingWorkers({ env: limited }).accounts;
    expect(twilio?.options).toMatchObject({
      maxTaskQueueActivitiesPerSecond: 2,
      maxConcurrentActivityTaskExecutions: 10,
    });
  });

  test('leaves the calls under way to a tuner of the user, because Temporal takes one of the two', () => {
    const slots = { type: 'fixed-size', numSlots: 3 } as const;
    const tuner = {
      workflowTaskSlotSupplier: slots,
      activityTaskSlotSupplier: slots,
      localActivityTaskSlotSupplier: slots,
      nexusTaskSlotSupplier: slots,
    };
    const [twilio] = portingWorkers({ env: limited, workerOptions: { tuner } }).accounts;
    expect(twilio?.options).toMatchObject({ maxTaskQueueActivitiesPerSecond: 2, tuner });
    expect(twilio?.options).not.toHaveProperty('maxConcurrentActivityTaskExecutions');
  });
});

test('whether Temporal may read payloads is decided by a variable, or by a codec of the user', () => {
  const { PORTKEEPER_ALLOW_PLAINTEXT: _, ...undecided } = env;
  expect(() => portingWorkers({ env: undecided })).toThrow(ConfigurationError);
  const codec = {
    encode: (payloads: never[]) => Promise.resolve(payloads),
    decode: (p: never[]) => Promise.resolve(p),
  };
  const workerOptions = { dataConverter: { payloadCodecs: [codec] } };
  const { workflows, accounts } = portingWorkers({ env: undecided, workerOptions });
  for (const { dataConverter } of [workflows, ...accounts.map(({ options }) => options)]) {
    expect(dataConverter?.payloadCodecs).toHaveLength(1);
    expect(dataConverter?.failureConverterPath).toBe(FAILURE_CONVERTER_PATH);
  }
  const own = { ...workerOptions.dataConverter, failureConverterPath: '/own/failures.js' };
  expect(
    portingWorkers({ env: undecided, workerOptions: { dataConverter: own } }).workflows.dataConverter,
  ).toMatchObject({ failureConverterPath: '/own/failures.js' });
});

test('keys of the environment are used, and never ignored silently', () => {
  const key = Buffer.alloc(32, 'one').toString('base64');
  const withKeys = { ...env, PORTKEEPER_ALLOW_PLAINTEXT: '', PORTKEEPER_ENCRYPTION_KEYS: `k1:${key}` };
  const { workflows } = portingWorkers({ env: withKeys });
  expect(hasCodec(workflows.dataConverter)).toBe(true);
  const withoutCodec = { dataConverter: { payloadConverterPath: '/own/converter.js' } };
  expect(() => portingWorkers({ env: withKeys, workerOptions: withoutCodec })).toThrow(
    /PORTKEEPER_ALLOW_PLAINTEXT: is not set/,
  );
});

test('with a build every worker is a version of one deployment, and ports go on under its current version', () => {
  const options = (more: Record<string, string>, own = {}) => {
    const { workflows, accounts } = portingWorkers({ env: { ...env, ...more }, workerOptions: own });
    return [workflows, ...accounts.map((account) => account.options)];
  };
  const versioned = options({ PORTKEEPER_BUILD_ID: '0.2.0', PORTKEEPER_TASK_QUEUE: 'east' });
  expect(versioned.length).toBeGreaterThan(1);
  for (const { workerDeploymentOptions } of versioned)
    expect(workerDeploymentOptions).toEqual({
      version: { deploymentName: 'east', buildId: '0.2.0' },
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'AUTO_UPGRADE',
    });
  for (const worker of options({})) expect(worker).not.toHaveProperty('workerDeploymentOptions');

  const version = { deploymentName: 'own', buildId: 'own' };
  const own = { workerDeploymentOptions: { version, useWorkerVersioning: false } } as const;
  for (const { workerDeploymentOptions } of options({ PORTKEEPER_BUILD_ID: '0.2.0' }, own))
    expect(workerDeploymentOptions).toEqual(own.workerDeploymentOptions);
});
