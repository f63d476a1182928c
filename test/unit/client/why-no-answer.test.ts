import type { Client, WorkflowHandle } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { encodeErrorToFailure, loadDataConverter } from '@temporalio/common/lib/internal-non-workflow';
import { stuckByReplay, whyNoAnswer } from '../../../src/client/why-no-answer';
import { FAILURE_CONVERTER_PATH } from '../../../src/encryption/data-converter';
import { EncryptionCodec } from '../../../src/encryption/encryption-codec';
import { keyMissing } from '../../../src/encryption/unreadable-payload';

interface Temporal {
  readonly attempt?: number;
  readonly failure?: string | Error;
  /** Seconds since a worker polled; absent: none did. */
  readonly polledAgo?: number;
  readonly isAccepted?: boolean;
  /** The description cannot be read. */
  readonly unreadable?: Error;
  /** The build of the poller, and the current one; absent: none. */
  readonly build?: string;
  readonly currentBuild?: string;
  /** The codecs of the client. */
  readonly payloadCodecs?: EncryptionCodec[];
}

const key = { id: 'k1', key: Buffer.alloc(32, 'one') };

/** A failure in history: readable, or as a worker with keys writes it. */
async function stored(failure: Temporal['failure'] | Error) {
  if (!(failure instanceof Error)) return { message: failure };
  const dataConverter = {
    payloadCodecs: [new EncryptionCodec([key])],
    failureConverterPath: FAILURE_CONVERTER_PATH,
  };
  return encodeErrorToFailure(loadDataConverter(dataConverter), failure);
}

async function why({
  attempt = 1,
  failure,
  polledAgo,
  isAccepted = false,
  unreadable,
  build,
  currentBuild,
  payloadCodecs = [],
}: Temporal) {
  const describe = async () => {
    await Promise.resolve();
    if (unreadable !== undefined) throw unreadable;
    return {
      workflowId: 'port:acme-42',
      runId: 'r',
      taskQueue: 'porting',
      status: { name: 'RUNNING' },
      typedSearchAttributes: new TypedSearchAttributes([]),
      raw: { pendingWorkflowTask: { attempt } },
    };
  };
  const deploymentOptions = { deploymentName: 'porting', buildId: build, workerVersioningMode: 2 };
  const failed = { workflowTaskFailedEventAttributes: { failure: await stored(failure) } };
  const client = {
    options: { namespace: 'default', loadedDataConverter: loadDataConverter({ payloadCodecs }) },
    withDeadline: (_deadline: number, call: () => Promise<unknown>) => call(),
    workflowService: {
      getWorkflowExecutionHistoryReverse: () =>
        Promise.resolve({ history: { events: [{}, ...(failure === undefined ? [] : [failed])] } }),
      describeTaskQueue: () =>
        Promise.resolve({
          pollers:
            polledAgo === undefined
              ? []
              : [
                  {
                    lastAccessTime: { seconds: Date.now() / 1_000 - polledAgo },
                    ...(build !== undefined && { deploymentOptions }),
                  },
                ],
          versioningInfo: {
            currentDeploymentVersion: currentBuild && { deploymentName: 'porting', buildId: currentBuild },
          },
        }),
    },
  } as unknown as Client;
  const workflow = { describe } as unknown as WorkflowHandle;
  const unanswered = { requestId: 'acme-42', workflow, cause: new Error('deadline'), isAccepted };
  return (await whyNoAnswer(client, unanswered)) as { code: string; message: string };
}

test('no_worker is said only where no worker polls', async () => {
  expect(await why({})).toMatchObject({ code: 'no_worker' });
  expect(await why({ polledAgo: 200 })).toMatchObject({ code: 'no_worker' });
  expect(await why({ polledAgo: 30 })).toMatchObject({ code: 'no_answer' });
});

test('a port whose workflow task fails again and again is stuck, with the text of the newest failure', async () => {
  const { code, message } = await why({
    attempt: 4,
    failure: `[TMPRL1100] Nondeterminism error: ${'x'.repeat(5_000)}\n    at file.ts`,
    polledAgo: 1,
    isAccepted: true,
  });
  expect(code).toBe('port_stuck');
  expect(message).toContain('[TMPRL1100] Nondeterminism error');
  expect(message).toContain('operations.md');
  expect(message).not.toContain('at file.ts');
  expect(message.length).toBeLessThan(1_000);
});

test('the text of an encrypted failure is shown to a client with the key', async () => {
  const failure = new Error('Nondeterminism at 0042');
  const stuck = { attempt: 4, failure, polledAgo: 1 };
  const { message } = await why({ ...stuck, payloadCodecs: [new EncryptionCodec([key])] });
  expect(message).toContain('Nondeterminism at 0042');
  const other = await why({ ...stuck, payloadCodecs: [new EncryptionCodec([])] });
  expect(other.code).toBe('port_stuck');
  expect(other.message).toContain('The encryption key k1 is missing');
});

test('the reason says that the workers lack a key', async () => {
  const failure = keyMissing('k2');
  const payloadCodecs = [new EncryptionCodec([key])];
  const { code, message } = await why({ attempt: 9, failure, polledAgo: 1, payloadCodecs });
  expect(code).toBe('port_stuck');
  expect(message).toMatch(
    /The encryption key k2 is missing.* It goes on by itself when all its workers have the key\./,
  );
});

test('one that fails for the first times is not called stuck: a worker may just have restarted', async () => {
  expect(await why({ attempt: 3, polledAgo: 1 })).toMatchObject({ code: 'no_answer' });
});

test('one that lacks a search attribute says what to run', async () => {
  const failure = 'BadSearchAttributes: search attribute PortFocAt is not defined';
  const { code, message } = await why({ attempt: 9, failure, polledAgo: 1 });
  expect(code).toBe('port_stuck');
  expect(message).toContain('PortFocAt');
  expect(message).toContain('`portkeeper setup`');
});

test('a command that a worker has taken is not decided yet, and never blamed on a missing worker', async () => {
  expect(await why({ isAccepted: true })).toMatchObject({
    code: 'not_decided_yet',
    message: expect.stringContaining('same idempotency key'),
  });
});

test.each([
  ['another build is the current one', { build: '1', currentBuild: '2' }],
  ['no build is the current one yet', { build: '1' }],
  ['a build is the current one, and the worker has none', { currentBuild: '2' }],
])('workers run and get no tasks: %s', async (_what, builds) => {
  expect(await why({ polledAgo: 1, ...builds })).toMatchObject({
    code: 'no_worker',
    message: expect.stringContaining('`portkeeper deployment set-current`'),
  });
});

test('a worker of the current build is merely slow', async () => {
  expect(await why({ polledAgo: 1, build: '2', currentBuild: '2' })).toMatchObject({ code: 'no_answer' });
});

test('a client that lacks the key does not blame the workers', async () => {
  expect(await why({ polledAgo: 1, unreadable: keyMissing('k1') })).toMatchObject({
    code: 'encryption_key_missing',
    message: expect.stringContaining('The encryption key k1 is missing'),
  });
});

describe('a query that fails', () => {
  test.each([
    '[TMPRL1100] Nondeterminism error: Activity machine does not handle this event: HistoryEvent(id: 34, TimerFired)',
    'This workflow behaves by version 2 of the rules, and this build knows them up to 1: let a worker of the newer release take it.',
  ])('because the history cannot be run is that of a stuck port: %s', (text) => {
    expect(stuckByReplay('acme-42', new Error(text))).toMatchObject({
      code: 'port_stuck',
      message: expect.stringMatching(/^Port acme-42 cannot go on, .*[^.]\. It goes on by itself/),
    });
  });

  test('for any other reason is not', () => {
    expect(stuckByReplay('acme-42', new Error('being_prepared'))).toBeUndefined();
    expect(stuckByReplay('acme-42', undefined)).toBeUndefined();
  });
});
