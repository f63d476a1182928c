import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { AccountConfig } from '../../../src/config/account-config';
import { InstallationConflictError, requireOwnAccounts } from '../../../src/setup/installation';
import { configureSweeps } from '../../../src/setup/sweeps';
import { sandboxAccount } from '../../scenarios/sandbox-account';

interface Running {
  readonly taskQueue: string;
  readonly memo?: object;
  readonly status?: string;
}

/** Temporal with the workflows of some accounts; what is started is noted. */
function temporal(running: Readonly<Record<string, Running>>) {
  const started: { workflowId: string; memo: unknown; signalArgs: unknown }[] = [];
  const client = {
    workflow: {
      list: async function* () {},
      getHandle: (id: string) => ({
        describe: () => {
          const found = running[id];
          if (found === undefined) throw new WorkflowNotFoundError('none', id, undefined);
          return Promise.resolve({ ...found, status: { name: found.status ?? 'RUNNING' } });
        },
      }),
      signalWithStart: (_type: string, options: (typeof started)[number]) => {
        started.push(options);
        return Promise.resolve();
      },
    },
  } as unknown as Client;
  return { client, started };
}

const here = { namespace: 'default', taskQueue: 'staging' };
const account: AccountConfig = sandboxAccount('http://sandbox', 'east');
const ID = 'account:twilio:east';

test.each<[string, Record<string, Running>]>([
  [
    'recorded by its setup',
    { [ID]: { taskQueue: 'porting', memo: { installation: { taskQueue: 'porting' } } } },
  ],
  ['begun by a webhook of it, without a record', { [ID]: { taskQueue: 'porting' } }],
])('an account of another installation is not served: %s', async (_what, running) => {
  const { client, started } = temporal(running);
  const refusal = requireOwnAccounts(client, [account.account], here);
  await expect(refusal).rejects.toThrow(InstallationConflictError);
  await expect(refusal).rejects.toThrow(/twilio\/east .*porting.*staging.*namespace of its own/);
  await expect(configureSweeps(client, [account], here)).rejects.toThrow(InstallationConflictError);
  expect(started).toEqual([]);
});

test.each<[string, Record<string, Running>]>([
  ['it is its own', { [ID]: { taskQueue: 'staging' } }],
  ['it is not registered yet', {}],
  ['the other one is gone', { [ID]: { taskQueue: 'porting', status: 'TERMINATED' } }],
])('an account is served where %s', async (_what, running) => {
  await requireOwnAccounts(temporal(running).client, [account.account], here);
});

test('setup records the installation of every account, swept or not', async () => {
  const { client, started } = temporal({});
  const swept = { ...sandboxAccount('http://sandbox', 'west'), sweepEvery: 60_000 };
  expect(await configureSweeps(client, [account, swept], here)).toMatchObject({
    sweeps: [{ account: 'west' }],
  });
  expect(started).toMatchObject([
    { workflowId: ID, memo: { installation: here }, signalArgs: [{}] },
    { workflowId: 'account:twilio:west', memo: { installation: here }, signalArgs: [{ sweepEvery: 60_000 }] },
  ]);
});
