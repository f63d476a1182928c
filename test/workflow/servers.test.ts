import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { PortPhase } from '../../src/contract/search-attributes';
import { timeSkippingEnvironment } from '../support/servers/test-server';
import type { probe } from '../support/servers/probe-workflow';

let environment: TestWorkflowEnvironment;
beforeAll(async () => {
  environment = await timeSkippingEnvironment();
});
afterAll(async () => {
  await environment.teardown();
});

test('forty days pass in seconds, and the search attributes are known', async () => {
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
});
