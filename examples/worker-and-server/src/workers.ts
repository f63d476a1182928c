/**
 * The workers of ports, with the features of all workers of this company: encryption, an audit, a count of
 * calls.
 */
import type { PayloadCodec } from '@temporalio/common';
import { Worker, type NativeConnection } from '@temporalio/worker';
import { portingWorkers } from 'portkeeper/worker';

export interface Company {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly connection: NativeConnection;
  readonly codec: PayloadCodec;
  ended(workflowType: string, workflowId: string): void;
  called(activityType: string): void;
}

export async function createWorkers({ env, connection, codec, ended, called }: Company): Promise<Worker[]> {
  const { workflows, accounts } = portingWorkers({
    env,
    workerOptions: {
      connection,
      dataConverter: { payloadCodecs: [codec] },
      sinks: { audit: { ended: { fn: (_info, type: string, id: string) => ended(type, id) } } },
      interceptors: {
        workflowModules: [require.resolve('./audit')],
        activity: [
          ({ info }) => ({
            inbound: {
              execute: (input, next) => {
                called(info.activityType);
                return next(input);
              },
            },
          }),
        ],
      },
    },
  });
  return Promise.all(
    [workflows, ...accounts.map(({ options }) => options)].map((options) => Worker.create(options)),
  );
}
