import { randomUUID } from 'node:crypto';
import { Connection, type Client } from '@temporalio/client';
import { encodeToPayloads } from '@temporalio/common/lib/internal-non-workflow';
import { temporal } from '@temporalio/proto';
import { PortingClient } from '../../src/client/porting-client';
import type { PortingError } from '../../src/client/porting-error';
import { PORT_REQUEST, portWorkflowId } from '../../src/contract/names';
import { PortReference } from '../../src/contract/search-attributes';
import { freePort } from '../../tools/temporal-server';
import { twilioRequest } from '../scenarios/request';
import { CliProcess } from '../support/cli-process';
import { encryptedClient } from '../support/encrypted-client';
import { failWith } from '../support/failing-workflow';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';
import { Traces } from '../support/traces';

/**
 * Invariant no-plain-secret: with keys, Temporal, logs and metrics contain no data of the customer in plaintext.
 */
const NUMBER = '+12129553402';
const SECRETS = {
  number: [NUMBER.slice(2), '212-955-3402', '955-3402', '9553402'],
  name: ['Quillfeather'],
  address: ['Xylophone'],
  PIN: ['PIN93847162'],
  'account number': ['ACCT5519XQ'],
  'e-mail': ['zeph@', 'ops@quill'],
};
const request = (requestId: string, account: string) => ({
  ...twilioRequest({
    requestId,
    numbers: [{ phoneNumber: NUMBER, pin: 'PIN93847162' }],
    subscriber: {
      type: 'business',
      name: 'Quillfeather LLC',
      authorizedPerson: { name: 'Zephyrine Quillfeather', email: 'zeph@quill.example' },
      carrier: 'Old Telco',
      accountNumber: 'ACCT5519XQ',
      billingPhoneNumber: NUMBER,
      address: {
        street: '17 Xylophone Lane',
        city: 'New York',
        region: 'NY',
        postalCode: '10001',
        country: 'US',
      },
    },
    notificationEmails: ['ops@quill.example'],
  }),
  account,
});

/** The Web UI waits until an update is completed. */
const COMPLETED =
  temporal.api.enums.v1.UpdateWorkflowExecutionLifecycleStage
    .UPDATE_WORKFLOW_EXECUTION_LIFECYCLE_STAGE_COMPLETED;

const QUERIES = ['port', 'timeline', 'account', '__temporal_workflow_metadata', '__stack_trace'];

let stack: ProcessStack;
let client: Client;
let porting: PortingClient;
beforeAll(async () => {
  stack = await startProcesses('secrets', 1, {
    policy: { searchDelay: 'PT2S' },
    settings: { LOG_LEVEL: 'debug' },
    claimsNumbers: true,
  });
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  client = encryptedClient(connection);
  porting = new PortingClient({ client, connection }, stack.account);
}, 120_000);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

test.each([
  ['submit', { by: 'ada' }, /^The draft is not complete: .*Allowed now: amend, cancel, abandon\./],
  ['cancel', { numbers: ['+12129559900'] }, /^The port does not have this number\. /],
  ['cancel', { numbers: NUMBER }, /^The command cancel takes one object like \{/],
])(
  'the window of the Web UI, which decrypts no failure, shows why %s %j is refused',
  async (name, data, reason) => {
    const requestId = 'secrets-web-ui';
    const { documents: _, ...draft } = request(requestId, stack.account);
    await porting.start({ ...draft, numbers: [{ phoneNumber: '+12129553415' }] });
    await eventually(
      () => porting.get(requestId).view(),
      ({ attentions }) => attentions.some(({ cause }) => cause === 'missing_fields'),
      60_000,
    );
    const payloads = await encodeToPayloads(client.options.loadedDataConverter, data);
    // As the Web UI sends it: its data is encrypted by a codec server, and the answer is not decrypted.
    const { outcome } = await client.workflowService.updateWorkflowExecution({
      namespace: 'default',
      workflowExecution: { workflowId: portWorkflowId(requestId) },
      waitPolicy: { lifecycleStage: COMPLETED },
      request: {
        meta: { updateId: randomUUID() },
        input: { name, args: { payloads: payloads ?? [] } },
      },
    });
    const { message, encodedAttributes } = outcome?.failure ?? {};
    expect(message).toMatch(reason);
    expect(message).not.toMatch(/955/);
    expect(encodedAttributes).toBeTruthy();
  },
);

test('no-plain-secret: no trace of a run with keys contains data of the customer', async () => {
  const traces = new Traces();
  const metricsPort = await freePort();
  await stack.worker.end();
  stack.worker = new CliProcess(['worker', '--json'], {
    ...stack.variables,
    METRICS_PORT: String(metricsPort),
  });
  await stack.worker.ready();

  for (const message of await liveThrough()) traces.addText('error of a command', message);
  // Descriptions contain pending activities; histories contain finished ones.
  await traces.addWorkflows(client, stack.account, QUERIES);
  await traces.addWorkflows(client, `${stack.account}-claims`);
  const metrics = await (await fetch(`http://127.0.0.1:${String(metricsPort)}/metrics`)).text();
  traces.addText('metrics of the worker', metrics);
  for (const [name, process] of Object.entries({ worker: stack.worker, receiver: stack.receiver })) {
    const { stdout, stderr } = await process.end();
    traces.addText(`log of the ${name}`, stdout + stderr);
  }

  expect(traces.sizes()).toMatchObject({
    error: expect.any(Number) as number,
    row: expect.any(Number) as number,
    description: expect.any(Number) as number,
    history: expect.any(Number) as number,
    answer: expect.any(Number) as number,
    metrics: expect.any(Number) as number,
    log: expect.any(Number) as number,
  });
  expect(traces.leaks(SECRETS)).toEqual([]);
}, 180_000);

/** Runs ports with every kind of error. @returns the texts of the errors */
async function liveThrough(): Promise<string[]> {
  const messages: string[] = [];
  const refused = async (call: Promise<unknown>) => {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(Error);
    messages.push((error as Error).message, JSON.stringify((error as PortingError).problem ?? {}));
  };
  // The provider fails and refuses: the activities fail with data of the requests.
  await stack.control.fault({ method: 'POST', pathPattern: '/Porting/PortIn$', kind: 'status', status: 500 });
  await stack.control.fault({
    method: 'GET',
    pathPattern: '/Porting/',
    kind: 'status',
    status: 503,
    times: 2,
  });
  const port = await porting.start(request('secrets-wrong-pin', stack.account));
  await refused(porting.start({ ...request('secrets-wrong-pin', stack.account), tenant: 'other' }));
  await eventually(
    () => port.view(),
    ({ attentions }) => attentions.some(({ cause }) => cause === 'rejected'),
    60_000,
  );
  await refused(port.cancel({ numbers: ['+12129559900'] }));
  await refused(port.amend({ patch: { numbers: [{ phoneNumber: NUMBER, pin: 'PIN93847162'.repeat(30) }] } }));
  await refused(port.submit());

  // A request that the client did not check fails in the first step of its workflow.
  const wrong = { ...request('secrets-invalid', stack.account), schedule: { date: 'Xylophone' } };
  const failed = await client.workflow.start(PORT_REQUEST, {
    workflowId: portWorkflowId('secrets-invalid'),
    taskQueue: stack.account,
    args: [wrong],
  });
  await refused(failed.result());
  await refused(porting.get('secrets-invalid').view());

  const account = porting.provider('twilio', stack.account);
  expect(await account.portability([NUMBER])).toHaveLength(1);
  await refused(account.order.get({ orderRef: `KW${'9'.repeat(32)}` }));
  await refused(account.call('portability', { numbers: ['Quillfeather'] }));

  // The path of an unreadable document contains the customer's name.
  const document = { type: 'utility_bill', uri: 'file:///srv/Quillfeather/bill.pdf' } as const;
  const unread = { ...request('secrets-document', stack.account), documents: [document] };
  const withDocument = await porting.start({ ...unread, numbers: [{ phoneNumber: '+12129553414' }] });
  await eventually(
    () => withDocument.view(),
    ({ attentions, missing }) => attentions.length > 0 || missing.length > 0,
    60_000,
  );

  const amended = { numbers: [{ phoneNumber: NUMBER, pin: '4242' }] };
  await port.amend({ patch: amended });
  await port.resubmit({});
  expect(await port.result()).toMatchObject({ phase: 'completed' });
  return messages;
}

describe('the test would see', () => {
  const queue = () => `leaking-${String(process.pid)}`;

  test('an id, an attribute or a summary with a number', async () => {
    await client.workflow.start(PORT_REQUEST, {
      workflowId: `port:of-${NUMBER}`,
      taskQueue: queue(),
      workflowExecutionTimeout: '1 minute',
      typedSearchAttributes: [{ key: PortReference, value: 'for Quillfeather' }],
      args: [request('leaking', stack.account)],
    });
    const traces = new Traces();
    await eventually(
      async () => {
        await traces.addWorkflows(client, queue());
        return traces.sizes()['row'];
      },
      (bytes) => bytes !== undefined,
    );
    const leaks = traces.leaks(SECRETS);
    expect(leaks).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^number in row of /),
        expect.stringMatching(/^number in history of /),
        expect.stringMatching(/^name in row of /),
      ]),
    );
    // Its arguments are encrypted, so none is found.
    expect(leaks.filter((leak) => /address|PIN|account number|e-mail/.test(leak))).toEqual([]);
  });

  test('a number in a log line, in the clear or encoded', () => {
    const traces = new Traces();
    traces.addText('log of the worker', `{"msg":"sent","number":"${NUMBER}"}`);
    traces.addText(
      'log of the receiver',
      `{"task":"${Buffer.from(`{"pin":"PIN93847162"}`).toString('base64')}"}`,
    );
    expect(traces.leaks(SECRETS)).toEqual([
      'number in log of the worker',
      'PIN in log of the receiver (base64)',
    ]);
  });

  test.each([
    ['left readable', false],
    ['encoded', true],
  ])('a failure that is %s: %s', async (_, isEncoded) => {
    const taskQueue = `failing-${String(isEncoded)}-${String(process.pid)}`;
    await failWith(`The port of Quillfeather failed, PIN93847162`, {
      address: stack.variables['TEMPORAL_ADDRESS']!,
      taskQueue,
      isEncoded,
    });
    const traces = new Traces();
    await eventually(
      async () => {
        await traces.addWorkflows(client, taskQueue);
        return traces.sizes()['history'];
      },
      (bytes) => bytes !== undefined,
    );
    const leaks = traces.leaks(SECRETS).map((leak) => leak.replace(/ of .*/, ''));
    expect([...new Set(leaks)].sort()).toEqual(isEncoded ? [] : ['PIN in history', 'name in history']);
  });
});
