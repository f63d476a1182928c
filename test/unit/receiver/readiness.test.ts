import { temporalReadiness, type TaskQueueAccess } from '../../../src/receiver/readiness';

const accounts = [
  { provider: 'twilio', name: 'east' },
  { provider: 'twilio', name: 'west' },
];

function probe(pollersOf: (queue: string) => readonly unknown[] | null) {
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
    ready: temporalReadiness(connection, { namespace: 'numbers', taskQueue: 'staging' }, accounts),
  };
}

describe('temporalReadiness', () => {
  it('says which account nobody serves', async () => {
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
