import { readFileSync, writeFileSync } from 'node:fs';
import type { Client } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import type { PortingError } from '../../src/client/porting-error';
import { accountWorkflowId, PORT_REQUEST } from '../../src/contract/names';
import {
  setCurrentBuild,
  type CurrentBuildChange,
  type WorkerDeployment,
} from '../../src/setup/worker-deployment';
import { connectClient, temporalConfig, type TemporalClient } from '../../temporal.config';
import { testNumber, twilioRequest } from '../scenarios/request';
import { CliProcess, portkeeper } from '../support/cli-process';
import { nextRelease } from '../support/next-release';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/**
 * The way of docs/upgrading.md, with real workers: build 1 is the package, build 2 a release whose ports behave by a
 * newer version of the rules.
 */
const PATIENCE_MS = 300_000;
/** Long enough that nothing is due while a test acts. */
const DAY_SECONDS = 600;

let stack: ProcessStack;
let temporal: TemporalClient;
let porting: PortingClient;
let next: readonly string[];
const workers: CliProcess[] = [];

beforeAll(async () => {
  next = await nextRelease();
  stack = await startProcesses('upgrades', DAY_SECONDS, { settings: { PORTKEEPER_BUILD_ID: '1' } });
  const config = temporalConfig(stack.variables);
  temporal = await connectClient(config);
  porting = await PortingClient.connect(config);
}, PATIENCE_MS);
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
  await porting.close();
  await temporal.connection.close();
  await stack.stop();
});

test(
  'a worker of a build that is not the current one waits, and doctor says so',
  async () => {
    expect(await deployment()).toMatchObject({ builds: [{ buildId: '1', status: 'inactive', workers: 1 }] });
    const { stdout } = await cli('doctor');
    for (const queue of [stack.account, `${stack.account}-twilio-${stack.account}`])
      expect(stdout).toContain(
        `the workers of ${queue} have builds (1), and none is the current one, so they get no tasks`,
      );
    const started = await porting.start(request('early'));
    await expect(started.refresh()).rejects.toMatchObject({
      code: 'no_worker',
      message: expect.stringContaining('Temporal gives their build no tasks'),
    });

    expect(await setCurrent('1')).toEqual({ deploymentName: stack.account, current: '1', changed: true });
    expect(await setCurrent('1')).toMatchObject({ previous: '1', current: '1', changed: false });
    expect(await buildOf('early')).toBe('1');
    await atProvider('early');
  },
  PATIENCE_MS,
);

test(
  'a port goes on under the next build as soon as that is the current one',
  async () => {
    const worker = await startWorker('2', next);
    expect(worker).toMatchObject({ deploymentName: stack.account, buildId: '2' });
    // The new build is there, and everything still goes to the old one.
    await porting.start(request('before'));
    await atProvider('before');
    expect(await buildOf('before')).toBe('1');

    expect(await setCurrent('2')).toMatchObject({ previous: '1', current: '2' });
    // The old workers drain and end; nothing waits for them.
    expect(await stack.worker.end()).toMatchObject({ code: 0 });
    for (const port of ['early', 'before']) {
      expect(await porting.get(idOf(port)).refresh()).toMatchObject({ accepted: [numberOf(port)] });
      expect(await buildOf(port)).toBe('2');
    }
    await porting.start(request('after'));
    await atProvider('after');
    expect((await cli('doctor')).stdout).toContain(`ok    workers: 1 poller on ${stack.account} of build 2`);
  },
  PATIENCE_MS,
);

test(
  'calls of providers, accounts and sweeps run on the current build too',
  async () => {
    const path = stack.variables['PORTKEEPER_CONFIG']!;
    const { accounts } = JSON.parse(readFileSync(path, 'utf8')) as { accounts: object[] };
    const swept = { accounts: accounts.map((account) => ({ ...account, sweep: { every: 'PT1H' } })) };
    writeFileSync(path, JSON.stringify(swept));
    expect(await cli('setup')).toMatchObject({ code: 0 });
    expect(await cli('provider', 'twilio', 'orders', '--account', stack.account)).toMatchObject({ code: 0 });
    // A sweep reads the orders on the queue of the account, which runs no workflows.
    await eventually(
      async () => (await porting.accounts()).find(({ account }) => account === stack.account)?.view?.sweep,
      (sweep) => (sweep?.last?.orders ?? 0) > 0,
      60_000,
    );
    const ran = await eventually(
      () => typesOnBuild('2'),
      (types) => ['accountSweep', 'providerAccount', 'providerCall'].every((type) => types.has(type)),
      60_000,
    );
    expect([...ran].sort()).toEqual(['accountSweep', PORT_REQUEST, 'providerAccount', 'providerCall']);
    const { raw } = await temporal.client.workflow
      .getHandle(accountWorkflowId('twilio', stack.account))
      .describe();
    expect(raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId).toBe('2');
  },
  PATIENCE_MS,
);

test(
  'after a rollback an older port goes on and ends; a port with newer rules waits, says why, and goes on after the return',
  async () => {
    await startWorker('1');
    expect(await setCurrent('1')).toMatchObject({ previous: '2', current: '1' });

    expect(await porting.get(idOf('early')).refresh()).toMatchObject({ accepted: [numberOf('early')] });
    expect(await buildOf('early')).toBe('1');
    await port('before');
    expect(await porting.get(idOf('before')).result()).toMatchObject({ phase: 'completed' });

    const newer = porting.get(idOf('after'));
    // It waits, so none of its tasks has failed yet.
    await expect(newer.view()).rejects.toMatchObject({ code: 'port_stuck' });
    const refreshed = () => newer.refresh().catch((error: unknown) => error as PortingError);
    const refused = await eventually(
      refreshed,
      (answer) => 'code' in answer && answer.code === 'port_stuck',
      60_000,
    );
    expect(refused).toMatchObject({
      message: expect.stringContaining(
        'This workflow behaves by version 2 of the rules, and this build knows them up to 1',
      ),
    });

    expect(await setCurrent('2')).toMatchObject({ previous: '1', current: '2' });
    // Temporal repeats a failing task at growing intervals.
    const answer = await eventually(refreshed, (result) => 'accepted' in result, 120_000);
    expect(answer).toMatchObject({ accepted: [numberOf('after')] });
    expect(await buildOf('after')).toBe('2');
  },
  PATIENCE_MS,
);

test(
  'a port that is pinned before the rollback goes on under its build, and after the end of the pin too',
  async () => {
    const pinned = temporal.client.workflow.getHandle(`port:${idOf('after')}`);
    await pin(temporal.client, pinned.workflowId, '2');
    expect(await setCurrent('1')).toMatchObject({ current: '1' });
    expect(await porting.get(idOf('after')).refresh()).toMatchObject({ accepted: [numberOf('after')] });
    expect(await buildOf('after')).toBe('2');
    expect(await porting.get(idOf('early')).refresh()).toMatchObject({ accepted: [numberOf('early')] });
    expect(await buildOf('early')).toBe('1');

    expect(await setCurrent('2')).toMatchObject({ current: '2' });
    await pin(temporal.client, pinned.workflowId, undefined);
    for (const name of ['early', 'after']) {
      await port(name);
      expect(await porting.get(idOf(name)).result()).toMatchObject({ phase: 'completed' });
    }
    // One order for each port, whatever build sent it.
    for (const name of ['early', 'before', 'after'])
      expect(await stack.control.ordersFor(numberOf(name))).toHaveLength(1);
  },
  PATIENCE_MS,
);

test(
  'a build that cannot take over is refused, and nothing changes',
  async () => {
    const path = stack.variables['PORTKEEPER_CONFIG']!;
    const { accounts } = JSON.parse(readFileSync(path, 'utf8')) as { accounts: object[] };
    const other = path.replace('accounts.json', 'other.json');
    writeFileSync(
      other,
      JSON.stringify({ accounts: accounts.map((account) => ({ ...account, name: 'another' })) }),
    );
    await startWorker('3', undefined, { PORTKEEPER_CONFIG: other });
    await porting.start(request('waiting'));
    const address = { deploymentName: stack.account, taskQueue: stack.account };
    const refusal = (buildId: string | undefined, given = address) =>
      setCurrentBuild(temporal.client, given, buildId, { registrationTimeoutMs: 0 }).catch(
        (error: unknown) => error,
      );
    // A queue counts as missing as long as it has work.
    await eventually(
      () => refusal('3'),
      (answer) => (answer as { code?: string }).code === 'build_lacks_queues',
      30_000,
    );
    expect(await refusal('4')).toMatchObject({ code: 'build_not_found' });
    expect(await refusal(undefined)).toMatchObject({ code: 'build_without_workers' });
    expect(await refusal('1', { ...address, taskQueue: 'without-workers' })).toMatchObject({
      code: 'build_without_workers',
    });
    expect(await refusal('1', { ...address, deploymentName: 'unknown' })).toMatchObject({
      code: 'deployment_not_found',
    });
    expect(await deployment()).toMatchObject({ current: '2' });
  },
  PATIENCE_MS,
);

/** Each port has a number that stays silent until the test moves it. */
const LINES = { early: '01', before: '02', after: '03', waiting: '04' } as const;
type PortName = keyof typeof LINES;

const idOf = (name: string) => `${stack.account}-${name}`;
const numberOf = (name: string) => testNumber('14', LINES[name as PortName]);

function request(name: PortName) {
  const numbers = [{ phoneNumber: numberOf(name) }];
  return { ...twilioRequest({ requestId: idOf(name), numbers }), account: stack.account };
}

async function startWorker(
  buildId: string,
  program?: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<object> {
  const variables = { ...stack.variables, PORTKEEPER_BUILD_ID: buildId, ...settings };
  const worker = new CliProcess(['worker', '--json'], variables, '', program);
  workers.push(worker);
  return worker.ready<object>();
}

/** Waits until the provider has the order. */
async function atProvider(name: PortName): Promise<void> {
  await eventually(
    () => stack.control.ordersFor(numberOf(name)),
    (orders) => orders.length === 1,
    60_000,
  );
}

/** The provider moves the number. */
async function port(name: string): Promise<void> {
  const [order] = await stack.control.ordersFor(numberOf(name));
  await stack.control.port(order!);
}

/** The build that completed the newest task of a port. */
async function buildOf(name: string): Promise<string | null | undefined> {
  const described = () => temporal.client.workflow.getHandle(`port:${idOf(name)}`).describe();
  const { raw } = await eventually(
    described,
    ({ raw: { workflowExecutionInfo } }) => (workflowExecutionInfo?.versioningInfo ?? null) !== null,
    60_000,
  );
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId;
}

/** The types of the workflows whose newest task a build completed. */
async function typesOnBuild(buildId: string): Promise<ReadonlySet<string>> {
  const query = `TemporalWorkerDeploymentVersion = '${stack.account}:${buildId}'`;
  const types = new Set<string>();
  for await (const { type } of temporal.client.workflow.list({ query })) types.add(type);
  return types;
}

/** `temporal workflow update-options --versioning-override-behavior pinned`; without a build, `unspecified`. */
async function pin(client: Client, workflowId: string, buildId: string | undefined): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions:
      buildId === undefined
        ? {}
        : {
            versioningOverride: {
              // eslint-disable-next-line @typescript-eslint/no-unsafe-enum-assignment -- the enum is in a package of Temporal's own
              pinned: { behavior: 1, version: { deploymentName: stack.account, buildId } },
            },
          },
    updateMask: { paths: ['versioning_override'] },
  });
}

function cli(...args: string[]) {
  return portkeeper(args, stack.variables);
}

async function deployment(): Promise<WorkerDeployment> {
  return JSON.parse((await cli('deployment', 'show', '--json')).stdout) as WorkerDeployment;
}

async function setCurrent(buildId: string): Promise<CurrentBuildChange> {
  const { code, stdout, stderr } = await cli('deployment', 'set-current', buildId, '--json');
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as CurrentBuildChange;
}
