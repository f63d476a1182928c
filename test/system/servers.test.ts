import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { PORT_SEARCH_ATTRIBUTES } from '../../src/contract/search-attributes';
import { devServer } from '../support/servers/dev-server';
import type { probe } from '../support/servers/probe-workflow';

/** webpack bundles the probe inside a test; on a machine that does much else it takes its time. */
const WITH_WEBPACK_MS = 180_000;

test(
  'the shared dev server runs workflows, knows the search attributes, and serves UI and metrics',
  async () => {
    const { address, namespace, uiUrl, metricsUrl } = devServer();
    const connection = await Connection.connect({ address });
    const nativeConnection = await NativeConnection.connect({ address });
    try {
      const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
      expect(Object.keys(customAttributes)).toEqual(
        expect.arrayContaining(PORT_SEARCH_ATTRIBUTES.map((key) => key.name)),
      );

      const worker = await Worker.create({
        connection: nativeConnection,
        taskQueue: 'servers',
        workflowsPath: require.resolve('../support/servers/probe-workflow'),
        activities: { greet: () => Promise.resolve('hello') },
      });
      const client = new Client({ connection, namespace });
      const start = { taskQueue: 'servers', workflowId: 'servers', args: [0] as [number] };
      expect(await worker.runUntil(client.workflow.execute<typeof probe>('probe', start))).toBe('hello');

      expect((await fetch(uiUrl)).status).toBe(200);
      expect(await (await fetch(metricsUrl)).text()).toContain('action{');
    } finally {
      await nativeConnection.close();
      await connection.close();
    }
  },
  WITH_WEBPACK_MS,
);

test('a dev server ends with the process that started it, even if that is killed', async () => {
  const program = require.resolve('../support/servers/start-and-wait');
  const parent = spawn(process.execPath, ['--import', 'tsx', program, devServer().executable], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  expect(isAlive(pid)).toBe(true);

  parent.kill('SIGKILL');
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
