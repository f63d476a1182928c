import type { Client } from '@temporalio/client';
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  type SearchAttributePair,
} from '@temporalio/common';
import { listPorts, type ListFilter } from '../../../src/client/list-ports';
import {
  PortAccount,
  PortActionRequired,
  PortAttentions,
  PortOrderIds,
  PortPhase,
  PortProvider,
  PortReference,
  PortTenant,
} from '../../../src/contract/search-attributes';

/** Temporal's own attribute. */
const REPORTED_PROBLEMS = defineSearchAttributeKey(
  'TemporalReportedProblems',
  SearchAttributeType.KEYWORD_LIST,
);

interface Found {
  readonly id: string;
  readonly status?: string;
  readonly attributes?: SearchAttributePair[];
}

/** Lists over an index that finds what it is told to find. */
async function list(filter: ListFilter, found: readonly Found[] = []) {
  const queries: string[] = [];
  const client = {
    workflow: {
      // eslint-disable-next-line @typescript-eslint/require-await -- the index is asynchronous
      list: async function* ({ query }: { query: string }) {
        queries.push(query);
        for (const { id, status = 'RUNNING', attributes = [] } of found) {
          yield {
            workflowId: `port:${id}`,
            status: { name: status },
            startTime: new Date(0),
            typedSearchAttributes: new TypedSearchAttributes(attributes),
          };
        }
      },
    },
  } as unknown as Client;
  const ports = [];
  for await (const port of listPorts(client, filter)) ports.push(port);
  return { ports, query: queries.join() };
}

test('without a filter all ports are listed, and a run that continued is none', async () => {
  const { ports, query } = await list({}, [
    { id: 'a', attributes: [{ key: PortPhase, value: 'draft' }] },
    { id: 'b', status: 'CONTINUED_AS_NEW' },
    { id: 'c', status: 'COMPLETED' },
  ]);
  expect(query).toBe("WorkflowType = 'portRequest'");
  expect(ports.map(({ requestId, phase }) => [requestId, phase])).toEqual([
    ['a', 'draft'],
    ['c', 'unknown'],
  ]);
});

test('a port that did not come to an end of its own says so', async () => {
  const attributes = [{ key: PortPhase, value: 'submitting' }];
  const { ports } = await list({}, [
    { id: 'a', status: 'FAILED', attributes },
    { id: 'b', status: 'TERMINATED', attributes },
    { id: 'c', attributes },
  ]);
  expect(ports.map(({ phase }) => phase)).toEqual(['refused', 'terminated', 'submitting']);
});

test('a port whose workflow task keeps failing needs a person, whatever it said last', async () => {
  const attributes = [
    { key: PortPhase, value: 'submitting' },
    { key: REPORTED_PROBLEMS, value: ['category=WorkflowTaskFailed', 'cause=WorkflowTaskFailedCauseX'] },
  ];
  const { ports } = await list({}, [{ id: 'a', attributes }]);
  expect(ports).toMatchObject([{ attentions: ['port_stuck'], actionRequired: true }]);
  const { ports: stuck, query } = await list({ attention: 'port_stuck' }, [{ id: 'a', attributes }]);
  expect(stuck).toHaveLength(1);
  expect(query).toMatch(
    /^WorkflowType = 'portRequest' AND TemporalReportedProblems IN .* AND ExecutionStatus = 'Running'$/,
  );
  const { ports: any } = await list({ attention: 'any' }, [{ id: 'a', attributes }]);
  expect(any).toHaveLength(1);
});

test('any attention is asked for only where a person can still act', async () => {
  const { query } = await list({ attention: 'any' });
  expect(query.split("Running',")[1]).toBe(
    "WorkflowType = 'portRequest' AND PortActionRequired = true AND ExecutionStatus = 'Running'",
  );
});

test('a row says why a person is needed', async () => {
  const { ports } = await list({}, [
    {
      id: 'a',
      attributes: [
        { key: PortActionRequired, value: true },
        { key: PortAttentions, value: ['rejected', 'expired'] },
      ],
    },
    { id: 'b' },
  ]);
  expect(ports).toMatchObject([
    { actionRequired: true, attentions: ['rejected', 'expired'] },
    { actionRequired: false, attentions: [] },
  ]);
});

test('of several filters all must be true', async () => {
  const { query } = await list({
    phase: 'action_required',
    attention: 'rejected',
    tenant: 'acme',
    reference: 'CRM-7781',
    cancelByBefore: '2026-12-10T00:00:00.000Z',
    cancelByAfter: '2026-12-09T00:00:00.000Z',
  });
  expect(query.split(' AND ')).toEqual([
    "WorkflowType = 'portRequest'",
    "PortPhase = 'action_required'",
    "PortAttentions = 'rejected'",
    "PortTenant = 'acme'",
    "PortReference = 'CRM-7781'",
    "PortCancelBy < '2026-12-10T00:00:00.000Z'",
    "PortCancelBy >= '2026-12-09T00:00:00.000Z'",
  ]);
});

test('no value ends its quotes', async () => {
  const { query } = await list({ tenant: "x' OR WorkflowType = 'portRequest" });
  expect(query).toBe("WorkflowType = 'portRequest' AND PortTenant = 'x\\' OR WorkflowType = \\'portRequest'");
});

describe('what the index does not find as it is, is looked for by its beginning and compared here', () => {
  test.each([
    ['a quotation mark', 'Order "A"', "STARTS_WITH 'Order '"],
    ['a backslash, after a quote', "o'b\\c", "STARTS_WITH 'o\\'b'"],
    ['a line break', 'a\nb', "STARTS_WITH 'a'"],
  ])('%s', async (_what, reference, condition) => {
    const { query, ports } = await list({ reference }, [
      { id: 'same', attributes: [{ key: PortReference, value: reference }] },
      { id: 'longer', attributes: [{ key: PortReference, value: `${reference}.` }] },
      { id: 'none' },
    ]);
    expect(query).toBe(`WorkflowType = 'portRequest' AND PortReference ${condition}`);
    expect(ports.map(({ requestId }) => requestId)).toEqual(['same']);
  });

  test('one that begins so is looked for among all', async () => {
    const tenant = '"acme"';
    const { query, ports } = await list({ tenant }, [
      { id: 'same', attributes: [{ key: PortTenant, value: tenant }] },
      { id: 'other', attributes: [{ key: PortTenant, value: 'acme' }] },
    ]);
    expect(query).toBe("WorkflowType = 'portRequest'");
    expect(ports.map(({ requestId }) => requestId)).toEqual(['same']);
  });
});

test('a listed port has the references of its orders, also when no worker and no key is there', async () => {
  const attributes = [
    { key: PortProvider, value: 'telnyx-v1' },
    { key: PortAccount, value: 'east' },
    {
      key: PortOrderIds,
      value: ['telnyx-v1/east/8f2a/31c7', 'telnyx-v1/east/9c01', 'telnyx-v1/east/and.more'],
    },
  ] as SearchAttributePair[];
  const { ports } = await list({}, [{ id: 'a', status: 'TERMINATED', attributes }, { id: 'b' }]);
  expect(ports.map(({ orders }) => orders)).toEqual([['8f2a/31c7', '9c01'], []]);
});
