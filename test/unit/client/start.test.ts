import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import type { TemporalClient } from '../../../temporal.config';
import { PortingClient } from '../../../src/client/porting-client';
import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import { registerSearchAttributes } from '../../../src/setup/search-attributes';
import { testNumber, twilioRequest } from '../../scenarios/request';

const request = twilioRequest({ requestId: 'acme-42', numbers: [{ phoneNumber: testNumber('00') }] });

const UNKNOWN = Object.assign(new Error('Failed to start workflow'), {
  cause: Object.assign(new Error('3 INVALID_ARGUMENT'), {
    code: 3,
    details: 'Namespace n has no mapping defined for search attribute PortPhase',
  }),
});

/** A Temporal that refuses starts for its search attributes a few times, registered or not. */
async function porting(refusals: number, isSetUp: boolean) {
  let starts = 0;
  let customAttributes: Record<string, number> = {};
  const operatorService = {
    listSearchAttributes: () => Promise.resolve({ customAttributes }),
    addSearchAttributes: ({ searchAttributes }: { searchAttributes: Record<string, number> }) => {
      customAttributes = searchAttributes;
      return Promise.resolve({});
    },
  };
  const workflow = {
    getHandle: () => ({}),
    start: () => {
      starts += 1;
      return starts > refusals ? Promise.resolve({}) : Promise.reject(UNKNOWN);
    },
  };
  const temporal = {
    client: { workflow, options: { namespace: 'n' } },
    connection: { operatorService },
  } as unknown as TemporalClient;
  if (isSetUp) {
    const { added } = await registerSearchAttributes(temporal.connection, 'n');
    expect(added).toHaveLength(PORT_SEARCH_ATTRIBUTES.length);
  }
  return { client: new PortingClient(temporal, 'porting'), started: () => starts };
}

test('a start right after setup waits until the server takes the search attributes', async () => {
  const { client, started } = await porting(1, true);
  expect((await client.start(request)).requestId).toBe('acme-42');
  expect(started()).toBe(2);
});

test('a start in a namespace that is not set up fails at once', async () => {
  const { client, started } = await porting(Infinity, false);
  await expect(client.start(request)).rejects.toThrow('Failed to start workflow');
  expect(started()).toBe(1);
});

/** A Temporal that has a workflow of this request already, which ended so. */
function ended(status: string) {
  let memo: object = {};
  const workflow = {
    start: (_type: string, options: { readonly memo: object }) => {
      ({ memo } = options);
      return Promise.reject(new WorkflowExecutionAlreadyStartedError('There is one.', 'port:acme-42', 'x'));
    },
    getHandle: () => ({
      describe: () =>
        Promise.resolve({
          status: { name: status },
          memo,
          typedSearchAttributes: new TypedSearchAttributes([]),
        }),
      result: () => Promise.reject(new Error('It was stopped.')),
    }),
  };
  const client = { workflow, options: { namespace: 'n' } };
  return new PortingClient({ client } as unknown as TemporalClient, 'porting');
}

test.each(['FAILED', 'TERMINATED', 'TIMED_OUT', 'CANCELLED'])(
  'the same start over a port whose workflow is %s says that the port failed, and never that all is well',
  async (status) => {
    await expect(ended(status).start(request)).rejects.toMatchObject({ code: 'port_failed' });
  },
);

test.each(['RUNNING', 'COMPLETED'])('the same start over a port that is %s is that port', async (status) => {
  expect((await ended(status).start(request)).requestId).toBe('acme-42');
});
