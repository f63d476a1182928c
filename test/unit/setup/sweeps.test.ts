import type { Client } from '@temporalio/client';
import { configureSweeps } from '../../../src/setup/sweeps';
import { HOUR } from '../../../src/domain/model/time';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { sandboxUrl } from '../../scenarios/sandbox-transport';

/** A client of a namespace with workflows of accounts, which notes what they are told. */
function clientWith(running: readonly { readonly workflowId: string; readonly taskQueue: string }[]) {
  const told: Record<string, unknown> = {};
  const client = {
    workflow: {
      // eslint-disable-next-line @typescript-eslint/require-await -- as the client's
      list: async function* () {
        yield* running;
      },
      signalWithStart: (_type: string, { workflowId, signalArgs }: Record<string, unknown>) => {
        told[String(workflowId)] = (signalArgs as unknown[])[0];
        return Promise.resolve();
      },
      getHandle: (workflowId: string) => ({
        describe: () =>
          Promise.resolve({
            ...running.find((other) => other.workflowId === workflowId),
            status: { name: 'RUNNING' },
          }),
        signal: (_signal: unknown, settings: unknown) => {
          told[workflowId] = settings;
          return Promise.resolve();
        },
      }),
    },
  } as unknown as Client;
  return { client, told };
}

test('an account that has left the configuration is not swept any more, and setup says so', async () => {
  const { client, told } = clientWith([
    { workflowId: 'account:twilio:default', taskQueue: 'porting' },
    { workflowId: 'account:twilio:gone', taskQueue: 'porting' },
    { workflowId: 'account:twilio:theirs', taskQueue: 'staging' },
    { workflowId: 'something else', taskQueue: 'porting' },
  ]);
  const account = { ...sandboxAccount(sandboxUrl('twilio')), sweepEvery: HOUR };
  const result = await configureSweeps(client, [account], { namespace: 'default', taskQueue: 'porting' });
  expect(result).toEqual({
    sweeps: [{ provider: 'twilio', account: 'default', every: HOUR }],
    stopped: ['twilio/gone'],
  });
  expect(told).toEqual({
    'account:twilio:default': { sweepEvery: HOUR },
    'account:twilio:gone': {},
  });
});
