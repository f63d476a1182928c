import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { PortPhase } from '../../src/contract/search-attributes';
import { answers } from '../../tools/ports';
import { testServerProgram, timeSkippingEnvironment } from '../support/servers/test-server';
import type { probe } from '../support/servers/probe-workflow';

/** webpack bundles the probe inside a test; on a machine that does much else it takes its time. */
const WITH_WEBPACK_MS = 180_000;

/** Longer than the five seconds that the SDK gives a server. */
const SLOW_START_S = 6;

const folder = mkdtempSync(join(tmpdir(), 'portkeeper-slow-server-'));
let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  const slow = join(folder, 'server');
  const script = `#!/bin/sh\nsleep ${SLOW_START_S}\nexec "${testServerProgram()}" "$@"\n`;
  writeFileSync(slow, script, { mode: 0o755 });
  environment = await timeSkippingEnvironment(slow);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await environment.teardown();
});

test(
  'on a server that started slower than the SDK waits, forty days pass in seconds, and the search attributes are known',
  async () => {
    const { client, nativeConnection } = environment;
    const worker = await Worker.create({
      connection: nativeConnection,
      taskQueue: 'servers',
      workflowsPath: require.resolve('../support/servers/probe-workflow'),
      activities: { greet: () => Promise.resolve('hello') },
    });
    const before = await environment.currentTimeMs();
    const handle = await worker.runUntil(async () => {
      const started = await client.workflow.start<typeof probe>('probe', {
        taskQueue: 'servers',
        workflowId: 'servers',
        args: [40],
      });
      expect(await started.result()).toBe('hello');
      return started;
    });

    expect((await environment.currentTimeMs()) - before).toBeGreaterThanOrEqual(40 * 86_400_000);
    expect((await handle.describe()).typedSearchAttributes.get(PortPhase)).toBe('draft');
  },
  WITH_WEBPACK_MS,
);

test('the server ends with its environment', async () => {
  const other = await timeSkippingEnvironment();
  const port = Number(other.address.split(':')[1]);
  expect(await answers(port)).toBe(true);

  await other.teardown();
  expect(await answers(port)).toBe(false);
});
