import { temporalConfig } from '../../temporal.config';
import { readWorkerSettings } from '../../src/config/environment';
import { processEnvironment } from '../../src/config/variables';
import { createHttpTransport, type HttpTransport } from '../../src/providers/http/transport';
import { createPortWorker } from '../../src/worker/worker';
import { workflowBundle } from './servers/workflow-bundle';

/**
 * A program: a worker like `portkeeper worker`, which is killed in the worst moment there is. The provider's answer
 * to a create has arrived, and before it is recorded.
 */
async function main(): Promise<void> {
  const env = processEnvironment();
  const { accounts, daySeconds } = readWorkerSettings(env);
  const temporal = temporalConfig(env);
  const { taskQueue } = temporal;
  const workflowOptions = { workflowBundle: workflowBundle() };
  const transport = deadly();
  const worker = await createPortWorker({
    temporal,
    taskQueue,
    accounts,
    daySeconds,
    transport,
    workflowOptions,
  });
  const running = worker.run();
  process.stdout.write(`${JSON.stringify({ ready: 'worker' })}\n`);
  await running;
}

function deadly(): HttpTransport {
  const send = createHttpTransport();
  return async (request) => {
    const answer = await send(request);
    const isCreate = request.method === 'POST' && request.url.endsWith('/Porting/PortIn');
    if (isCreate && answer.status === 202) process.kill(process.pid, 'SIGKILL');
    return answer;
  };
}

void main();
