import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { temporalConfig } from '../../temporal.config';
import { TEST_KEYS } from './encrypted-client';

/**
 * Runs a workflow that fails after its activity has failed, on a worker with keys.
 *
 * @param message - the message of both failures
 * @param options - `isEncoded`: whether to use Portkeeper's failure converter; Temporal's own leaves messages and stacks
 *   readable
 */
export async function failWith(
  message: string,
  { address, taskQueue, isEncoded }: { address: string; taskQueue: string; isEncoded: boolean },
): Promise<void> {
  const { dataConverter } = temporalConfig({ PORTKEEPER_ENCRYPTION_KEYS: TEST_KEYS });
  const payloadCodecs = dataConverter?.payloadCodecs ?? [];
  const own = isEncoded && dataConverter !== undefined ? dataConverter : { payloadCodecs };
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  try {
    const worker = await Worker.create({
      connection: native,
      taskQueue,
      dataConverter: own,
      workflowsPath: require.resolve('./servers/failing-workflow'),
      activities: {
        fail: () => {
          throw new Error(message);
        },
      },
    });
    const client = new Client({ connection, dataConverter: own });
    const run = client.workflow.execute('failing', {
      taskQueue,
      workflowId: taskQueue,
      args: [message],
      workflowExecutionTimeout: '1 minute',
    });
    await worker.runUntil(run.catch(() => undefined));
  } finally {
    await native.close();
    await connection.close();
  }
}
