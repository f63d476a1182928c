import { request } from 'undici';
import { testNumber, twilioRequest } from '../scenarios/request';
import { PORT_SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import { PortingClient } from '../../src/client/porting-client';
import { temporalConfig } from '../../temporal.config';
import { freePort, startDevServer } from '../../tools/temporal-server';
import { CliProcess } from '../support/cli-process';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { devServer } from '../support/servers/dev-server';
import { eventually } from '../support/stack';

/** What an orchestrator sees of a worker, from its start to its end, while a provider is slow to answer. */
const STARTING_MS = 240_000;
/** Longer than the test takes between the call and SIGTERM; far below the time that a worker has to drain. */
const SLOW_MS = 8_000;

let stack: ProcessStack;
beforeAll(async () => {
  stack = await startProcesses('health', 1, { workerOptions: ['--health-port', '0'] });
}, STARTING_MS);
afterAll(() => stack.stop());

async function answerOf(address: string, path: string): Promise<{ status: number; body: unknown }> {
  const { statusCode, body } = await request(`${address}${path}`);
  return { status: statusCode, body: await body.json() };
}

test(
  'a worker is ready when it polls, draining while a call is in flight, and then exits 0',
  async () => {
    const { worker } = stack;
    const { health } = await worker.ready<{ health: string }>();
    const ready = await eventually(
      () => answerOf(health, '/readyz'),
      ({ status }) => status === 200,
    );
    const accounts = [{ provider: 'twilio', account: stack.account, served: true }];
    expect(ready.body).toEqual({
      status: 'ready',
      temporal: 'reachable',
      workflows: { served: true },
      accounts,
    });
    expect(await answerOf(health, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } });

    await stack.control.faultOnCreate({ kind: 'delay', delayMs: SLOW_MS });
    const porting = await PortingClient.connect(temporalConfig(stack.variables));
    const port = await porting.start({
      ...twilioRequest({
        requestId: `health-${String(process.pid)}`,
        numbers: [{ phoneNumber: testNumber('00') }],
      }),
      account: stack.account,
    });
    await eventually(
      () => stack.control.creates(),
      ({ length }) => length === 1,
    );
    worker.kill('SIGTERM');
    const draining = await eventually(
      () => answerOf(health, '/readyz'),
      ({ status }) => status !== 200,
    );
    expect(draining).toEqual({ status: 503, body: { status: 'draining' } });
    expect(await answerOf(health, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } });

    expect((await worker.ended).code).toBe(0);
    await expect(answerOf(health, '/healthz')).rejects.toThrow();
    // The submission in flight was finished, so the port knows its order.
    await stack.restartWorker();
    expect((await port.result()).phase).toBe('completed');
    expect(await stack.control.creates()).toHaveLength(1);
    await porting.close();
  },
  STARTING_MS,
);

test(
  'a worker is alive and not ready before Temporal can be reached, and after Temporal has gone away',
  async () => {
    const port = await freePort();
    const health = `http://127.0.0.1:${String(await freePort())}`;
    const worker = new CliProcess(['worker', '--health-port', new URL(health).port, '--json'], {
      ...stack.variables,
      TEMPORAL_ADDRESS: `127.0.0.1:${String(port)}`,
    });
    try {
      await worker.says(/cannot reach Temporal/, 'stderr');
      expect(await answerOf(health, '/healthz')).toEqual({ status: 200, body: { status: 'alive' } });
      expect(await answerOf(health, '/readyz')).toEqual({ status: 503, body: { status: 'starting' } });

      const server = await startDevServer({
        executable: devServer().executable,
        port,
        metricsPort: await freePort(),
        headless: true,
        searchAttributes: PORT_SEARCH_ATTRIBUTES,
      });
      await worker.ready();
      await eventually(
        () => answerOf(health, '/readyz'),
        ({ status }) => status === 200,
      );
      await server.stop();
      const away = await eventually(
        () => answerOf(health, '/readyz'),
        ({ status }) => status === 503,
      );
      expect(away.body).toMatchObject({ status: 'not_ready', temporal: 'unreachable' });
      expect((await answerOf(health, '/healthz')).status).toBe(200);
    } finally {
      await worker.end('SIGKILL');
    }
  },
  STARTING_MS,
);
