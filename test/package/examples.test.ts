import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PackageProject } from '../support/package-project';
import { devServer } from '../support/servers/dev-server';
import { eventually, startStack } from '../support/stack';
import { smallestTwilioRequest } from '../scenarios/request';

/** The projects in `examples/`, each with the package as it was packed and with what its package.json names. */

test('examples/worker-and-server: the number that its own test ports is ported', async () => {
  const project = await PackageProject.ofExample('worker-and-server');
  expect(await project.tsc('--noEmit')).toBe('');
  const jest = await project.tryNode([project.path('jest/bin/jest.js')], {
    TEMPORAL_CLI: devServer().executable,
  });
  expect(jest.stderr).toContain('✓ a number is ported');
  expect(jest.status).toBe(0);
}, 300_000);

test('the bundle of the package is used by workers of the version that made it', async () => {
  const project = await PackageProject.ofExample('worker-and-server');
  const script = `
    const { readFileSync } = require('node:fs');
    const { portingWorkers } = require('portkeeper/worker');
    const { sandboxVariables } = require('portkeeper/sandbox');
    const { workflowBundle, workflowsPath } = require('portkeeper/workflows');
    const env = { ...sandboxVariables('http://127.0.0.1:9'), PORTKEEPER_ALLOW_PLAINTEXT: '1' };
    const { codePath } = portingWorkers({ env }).workflows.workflowBundle;
    const keys = { ...env, PORTKEEPER_ENCRYPTION_KEYS: 'k1:' + Buffer.alloc(32, 'one').toString('base64') };
    const encoding = portingWorkers({ env: keys }).workflows.workflowBundle.codePath;
    const own = portingWorkers({ env, workerOptions: { interceptors: { workflowModules: ['/own.js'] } } }).workflows;
    console.log(JSON.stringify({
      version: workflowBundle.workerVersion,
      isThere: readFileSync(codePath, 'utf8').includes('portRequest'),
      encodesFailures: [codePath, encoding].map((path) => readFileSync(path, 'utf8').includes('EncodedFailureConverter')),
      isBundledAnew: own.workflowBundle === undefined && own.workflowsPath === workflowsPath,
    }));`;
  const { version } = JSON.parse(readFileSync(project.path('@temporalio/worker/package.json'), 'utf8')) as {
    version: string;
  };
  const printed = await project.node(['-e', script]);
  expect(JSON.parse(printed)).toEqual({
    version,
    isThere: true,
    encodesFailures: [false, true],
    isBundledAnew: true,
  });
}, 120_000);

test('examples/service: a port that is started over HTTP completes', async () => {
  const stack = await startStack({ name: 'example', daySeconds: 0.5 });
  const project = await PackageProject.ofExample('service');
  expect(await project.tsc()).toBe('');
  const service = spawn(process.execPath, ['dist/service.js'], {
    cwd: project.folder,
    env: {
      PATH: process.env['PATH'],
      XDG_CONFIG_HOME: project.folder,
      TEMPORAL_ADDRESS: devServer().address,
      PORTKEEPER_TASK_QUEUE: 'example',
      PORTKEEPER_ALLOW_PLAINTEXT: '1', // as the worker of the stack
      PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => service.once('exit', resolve));
  try {
    const [line] = await new Promise<string[]>((resolve) =>
      createInterface(service.stdout).once('line', (first) => resolve([first])),
    );
    const { port } = JSON.parse(line ?? '') as { port: number };
    const requestId = randomUUID();
    const ask = async (
      path: string,
      body?: object,
    ): Promise<{ status: number; view: { phase: string; code?: string } }> => {
      const answer = await fetch(`http://127.0.0.1:${String(port)}${path}`, {
        ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
      });
      return { status: answer.status, view: (await answer.json()) as { phase: string } };
    };
    const numbers = [{ phoneNumber: '+12125550100' }];
    const wrong = await ask('/ports', { requestId, provider: 'No Body', numbers });
    expect([wrong.status, wrong.view.code]).toEqual([400, 'invalid_request']);
    const draft = await ask('/ports', { requestId, provider: 'twilio', account: 'example', numbers });
    expect(draft).toMatchObject({ status: 200, view: { phase: 'draft' } });
    const complete = smallestTwilioRequest({
      requestId: `${requestId}-2`,
      account: 'example',
      numbers: [{ phoneNumber: '+12125550200' }],
    });
    await ask('/ports', complete);
    const path = `/ports/${complete.requestId}`;
    await eventually(
      () => ask(path),
      ({ view }) => view.phase === 'completed',
      60_000,
    );
  } finally {
    service.kill('SIGTERM');
    await ended;
    await stack.stop();
  }
}, 300_000);
