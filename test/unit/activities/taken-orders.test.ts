import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { ordersOfOtherPorts } from '../../../activities/port/taken-orders';

const ACCOUNT = { provider: 'twilio', account: 'default' };
const OWN = 'port:acme-42';

/** What the index says: which port holds which orders. */
function indexOf(ports: Readonly<Record<string, readonly string[]>>): { client: Client; queries: string[] } {
  const queries: string[] = [];
  // eslint-disable-next-line @typescript-eslint/require-await -- the real one asks a server
  async function* list({ query }: { query: string }) {
    queries.push(query);
    for (const [workflowId, refs] of Object.entries(ports)) {
      const keys = refs.map((ref) => `twilio/default/${ref}`);
      yield { workflowId, status: { name: 'RUNNING' }, typedSearchAttributes: { get: () => keys } };
    }
  }
  const client = { workflow: { list }, withAbortSignal: (_: unknown, call: () => unknown) => call() };
  return { client: client as unknown as Client, queries };
}

async function taken(index: Client, refs: readonly string[]): Promise<string[]> {
  const info = { workflowExecution: { workflowId: OWN, runId: 'run' } };
  const environment = new MockActivityEnvironment(info, { client: index });
  const orders = await environment.run<[], ReadonlySet<string>, () => Promise<ReadonlySet<string>>>(() =>
    ordersOfOtherPorts(ACCOUNT, refs),
  );
  return [...orders];
}

test('an order that another port holds is taken, one of its own or of no port is not', async () => {
  const { client } = indexOf({ 'port:other': ['KW1', 'KW9'], [OWN]: ['KW2'] });
  expect(await taken(client, ['KW1', 'KW2', 'KW3'])).toEqual(['KW1']);
});

test('many orders are few queries, and what cannot be a reference is not asked for', async () => {
  const { client, queries } = indexOf({});
  const refs = Array.from({ length: 101 }, (_, at) => `KW${String(at)}`);
  expect(await taken(client, [...refs, `KW' OR '1`])).toEqual([]);
  // Fifty orders a query, and one for ports that have more orders than their attribute holds.
  expect(queries).toHaveLength(4);
  expect(queries.join()).not.toContain('OR');
});
