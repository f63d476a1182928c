import { untilVisible } from '../../../src/setup/visible-attributes';

const UNKNOWN = Object.assign(new Error('Failed'), {
  cause: Object.assign(new Error('3 INVALID_ARGUMENT'), {
    code: 3,
    details: 'invalid query: column name PortPhase is not a valid search attribute',
  }),
});

/** A server that learns of the attributes after some questions. */
function learning(after: number) {
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    workflow: {
      count: () => {
        asked += 1;
        return asked > after ? Promise.resolve({ count: 0 }) : Promise.reject(UNKNOWN);
      },
    },
  };
}

test('setup returns when a start works: it waits until the server takes the attributes', async () => {
  const client = learning(3);
  expect(await untilVisible(client, { everyMs: 1 })).toBe(true);
  expect(client.asked).toBe(4);
});

test('it does not wait for ever', async () => {
  expect(await untilVisible(learning(Infinity), { withinMs: 20, everyMs: 1 })).toBe(false);
});

test('another fault is no reason to wait', async () => {
  const client = { workflow: { count: () => Promise.reject(new Error('no')) } };
  await expect(untilVisible(client)).rejects.toThrow('no');
});
