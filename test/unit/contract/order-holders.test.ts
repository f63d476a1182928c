import { TypedSearchAttributes } from '@temporalio/common';
import { orderHolders, orderHoldersInMemosToo, type PortIndex } from '../../../src/contract/order-holders';
import { PortOrderIds } from '../../../src/contract/search-attributes';

function index(rows: [workflowId: string, status: string, keys: string[]][]) {
  const queries: string[] = [];
  const access: PortIndex = {
    async *list({ query }) {
      queries.push(query);
      await Promise.resolve();
      for (const [workflowId, name, value] of rows) {
        if (!value.some((key) => query.includes(`'${key}'`))) continue;
        const typedSearchAttributes = new TypedSearchAttributes([{ key: PortOrderIds, value }]);
        yield { workflowId, status: { name }, typedSearchAttributes };
      }
    },
  };
  return { access, queries };
}

test('one query finds the ports of many orders', async () => {
  const { access, queries } = index([
    ['port:a', 'RUNNING', ['t/d/1', 't/d/2']],
    ['port:b', 'RUNNING', ['t/d/3', 't/d/9']],
  ]);
  const found = await orderHolders(access, ['t/d/1', 't/d/3', 't/d/2', 't/d/4', 't/d/1']);
  expect([...found].sort()).toEqual([
    ['t/d/1', 'port:a'],
    ['t/d/2', 'port:a'],
    ['t/d/3', 'port:b'],
  ]);
  expect(queries).toEqual(["PortOrderIds IN ('t/d/1', 't/d/3', 't/d/2', 't/d/4')"]);
});

test('the port that runs or goes on counts, then the newest that has ended', async () => {
  const keys = ['t/d/1'];
  const first = index([
    ['port:a', 'COMPLETED', keys],
    ['port:b', 'RUNNING', keys],
  ]);
  expect((await orderHolders(first.access, keys)).get('t/d/1')).toBe('port:b');
  const going = index([
    ['port:a', 'TERMINATED', keys],
    ['port:b', 'CONTINUED_AS_NEW', keys],
  ]);
  expect((await orderHolders(going.access, keys)).get('t/d/1')).toBe('port:b');
  const ended = index([
    ['port:a', 'COMPLETED', keys],
    ['port:b', 'FAILED', keys],
  ]);
  expect((await orderHolders(ended.access, keys)).get('t/d/1')).toBe('port:a');
});

test('a query names fifty orders, and nothing that could change it', async () => {
  const { access, queries } = index([]);
  const keys = Array.from({ length: 120 }, (_, at) => `t/d/${at}`);
  await orderHolders(access, [...keys, "x' OR 'a' = 'a", 'a"b', 'a b', 'x'.repeat(300)]);
  expect(queries.map((query) => query.split(',').length)).toEqual([50, 50, 20]);
  expect(queries.join()).not.toMatch(/ OR |"|x{9}/);
});

test('a port with more orders than its attribute has room for is found by its memo', async () => {
  const access: PortIndex = {
    async *list({ query }) {
      await Promise.resolve();
      if (!query.includes('and.more')) return;
      const typedSearchAttributes = new TypedSearchAttributes([
        { key: PortOrderIds, value: ['t/d/and.more'] },
      ]);
      const memo = { moreOrders: ['99', 7, '100'] };
      yield { workflowId: 'port:large', status: { name: 'RUNNING' }, typedSearchAttributes, memo };
    },
  };
  expect([...(await orderHoldersInMemosToo(access, ['t/d/100', 't/d/101']))]).toEqual([
    ['t/d/100', 'port:large'],
  ]);
});
