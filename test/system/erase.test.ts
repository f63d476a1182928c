import { Connection, type Client } from '@temporalio/client';
import { PortingClient } from '../../src/client/porting-client';
import { accountQuery, type AccountView } from '../../src/contract/account-view';
import { accountWorkflowId } from '../../src/contract/names';
import { twilioRequest } from '../scenarios/request';
import { portkeeper } from '../support/cli-process';
import { encryptedClient } from '../support/encrypted-client';
import { startProcesses, type ProcessStack } from '../support/process-stack';
import { eventually } from '../support/stack';

/** An ended port can be deleted, and its request id orders nothing again. */
const NUMBER = '+12125558800';

/** A busy server takes its time. */
const DELETED_WITHIN_MS = 120_000;

let stack: ProcessStack;
let client: Client;
let porting: PortingClient;
beforeAll(async () => {
  stack = await startProcesses('erase', 1_200, { claimsNumbers: true });
  const connection = await Connection.connect({ address: stack.variables['TEMPORAL_ADDRESS']! });
  client = encryptedClient(connection);
  porting = new PortingClient({ client, connection }, stack.account);
}, 60_000);
afterAll(async () => {
  await porting.close();
  await stack.stop();
});

const request = () => ({
  ...twilioRequest({ requestId: 'to-be-erased', numbers: [{ phoneNumber: NUMBER }] }),
  account: stack.account,
});
const erase = async () => portkeeper(['erase', 'to-be-erased', '--json'], stack.variables);

test(
  'a port that runs is not erased, and after its end everything about it is',
  async () => {
    const port = await porting.start(request());
    const { orders } = await eventually(
      () => port.view(),
      (view) => view.orders.length > 0,
    );
    const ref = orders[0]!.ref;
    const early = await erase();
    expect(early).toMatchObject({ code: 2, stderr: expect.stringContaining('has not ended') });

    await stack.control.port((await stack.control.ordersFor(NUMBER))[0]!);
    await port.result();
    // A call about the number, and a webhook after the end of its port.
    await porting.provider('twilio', stack.account).order.get({ orderRef: ref });
    await stack.control.advance(ref, { to: 'reversed' }).catch(() => undefined);
    const account = client.workflow.getHandle(accountWorkflowId('twilio', stack.account));
    await eventually<AccountView | undefined>(
      () => account.query(accountQuery).catch(() => undefined),
      (view) => view?.afterClose.length === 1,
    );
    const calls = { query: `WorkflowType = 'providerCall' AND TaskQueue = '${stack.account}'` };
    const [made] = await toArray(client.workflow.list(calls));

    const { code, stdout } = await erase();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ requestId: 'to-be-erased', runs: 1, providerCalls: 1, claims: 0 });
    const view = await eventually(
      () => account.query(accountQuery),
      ({ afterClose }) => afterClose.length === 0,
    );
    expect(view).toMatchObject({ buffered: [], orphans: [] });

    // Temporal deletes in the background. Its index may list an execution for longer, without any payload.
    const call = client.workflow.getHandle(made!.workflowId, made!.runId);
    await eventually(
      () =>
        call.fetchHistory().then(
          () => 'stored',
          () => 'deleted',
        ),
      (state) => state === 'deleted',
      DELETED_WITHIN_MS,
    );

    // A repeated start, a view and a second erasure say so, and nothing is ordered.
    await expect(porting.start(request())).rejects.toMatchObject({ code: 'port_erased' });
    await expect(porting.get('to-be-erased').view()).rejects.toMatchObject({ code: 'port_erased' });
    expect(await erase()).toMatchObject({ code: 0 });
    expect(await stack.control.ordersFor(NUMBER)).toHaveLength(1);
    const [left] = await toArray(client.workflow.list({ query: "WorkflowId = 'port:to-be-erased'" }));
    expect(left).toMatchObject({ type: 'erasedPort', status: { name: 'TERMINATED' } });
    expect(Object.keys(left?.memo ?? {})).toEqual(['requestDigest']);
  },
  DELETED_WITHIN_MS + 60_000,
);

async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
