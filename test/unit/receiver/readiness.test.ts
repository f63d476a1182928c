import type { Client } from '@temporalio/client';
import { readinessOf } from '../../../src/receiver/configured-accounts';
import type { ReceiverSettings } from '../../../src/config/environment';
import {
  sharedReadiness,
  temporalReadiness,
  type ReadinessReport,
  type TaskQueueAccess,
} from '../../../src/receiver/readiness';
import type { Poller } from '../../../src/setup/task-queue-pollers';

const accounts = [
  { provider: 'twilio', name: 'east' },
  { provider: 'twilio', name: 'west' },
];

function probe(pollersOf: (queue: string) => readonly Poller[] | null) {
  const asked: object[] = [];
  const connection: TaskQueueAccess = {
    workflowService: {
      describeTaskQueue: async (request) => {
        asked.push(request);
        await Promise.resolve();
        return { pollers: pollersOf(request.taskQueue.name) };
      },
    },
    withDeadline: (_deadline, call) => call(),
  };
  return {
    asked,
    connection,
    ready: temporalReadiness(connection, { namespace: 'numbers', taskQueue: 'staging' }, accounts),
  };
}

describe('temporalReadiness', () => {
  it('says which account has no worker', async () => {
    const { asked, ready } = probe((queue) => (queue === 'staging-twilio-east' ? [{}] : null));
    expect(await ready()).toEqual({
      temporal: 'reachable',
      accounts: [
        { provider: 'twilio', account: 'east', served: true },
        { provider: 'twilio', account: 'west', served: false },
      ],
    });
    expect(asked[0]).toEqual({
      namespace: 'numbers',
      taskQueue: { name: 'staging-twilio-east' },
      taskQueueType: 2,
    });
  });

  it('never throws', async () => {
    const { ready } = probe(() => {
      throw new Error('14 UNAVAILABLE');
    });
    expect(await ready()).toEqual({ temporal: 'unreachable', accounts: [] });
  });
});

describe('sharedReadiness', () => {
  it('asks once for all who ask at the same time and within two seconds, and then again', async () => {
    let now = 0;
    let asked = 0;
    let finish: (report: ReadinessReport) => void = () => undefined;
    const ready = sharedReadiness(
      () => {
        asked += 1;
        return new Promise((resolve) => (finish = resolve));
      },
      () => now,
    );
    const report = { temporal: 'reachable', accounts: [] } as const;
    const answers = Array.from({ length: 50 }, () => ready());
    now = 60_000; // a slow answer is waited for, not asked for again
    answers.push(ready());
    expect(asked).toBe(1);
    finish(report);
    expect(new Set(await Promise.all(answers))).toEqual(new Set([report]));
    now += 1_999;
    await ready();
    expect(asked).toBe(1);
    now += 1;
    void ready();
    expect(asked).toBe(2);
  });
});

test('fifty who ask a receiver at once cost Temporal one question for each account', async () => {
  const { asked, connection } = probe(() => [{}]);
  const settings = { accounts: accounts.map((account) => ({ account })) } as unknown as ReceiverSettings;
  const installation = { namespace: 'numbers', taskQueue: 'staging' };
  const ready = readinessOf({ connection } as unknown as Client, installation, settings);
  await Promise.all(Array.from({ length: 50 }, () => ready()));
  expect(asked).toHaveLength(accounts.length);
});
