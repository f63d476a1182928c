import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { createActivities } from '../../../activities/index';
import type { CallProviderInput } from '../../../activities/provider-call/provider-call-activities';
import type { OrderCancel } from '../../../src/contract/order-operations';
import { HOUR } from '../../../src/domain/model/time';
import { accountDirectory } from '../../../src/worker/worker';
import { sandboxAccount } from '../../scenarios/sandbox-account';
import { SANDBOX_BASE_URL, sandboxTransport } from '../../scenarios/sandbox-transport';
import { ACCOUNT, activitiesUnderTest } from './activities-under-test';

/** `order.cancel`, over the sandbox: an order that some port made which is unknown by now. */
async function anOrder(scenarios: readonly string[] = ['00', '00']) {
  const { sandbox, submit, numbers } = activitiesUnderTest({ scenarioIds: scenarios });
  const { ref } = await submit();
  const toSandbox = sandboxTransport(sandbox);
  const asked: string[] = [];
  const directory = accountDirectory([sandboxAccount(SANDBOX_BASE_URL)], {
    transport: (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname.split('/').slice(5).join('/')}`);
      return toSandbox(request);
    },
  });
  const environment = new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') });
  /** @param held - the orders that open ports have, by reference */
  const cancel = async (input: object, held: Readonly<Record<string, string>> = {}): Promise<OrderCancel> => {
    const openPorts = () => ({
      holders: () => Promise.resolve(new Map(Object.entries(held))),
      signalPort: () => Promise.reject(new Error('nobody is told')),
    });
    const { callProvider } = createActivities(directory, { openPorts });
    const answer: unknown = await environment.run<[CallProviderInput], unknown, typeof callProvider>(
      callProvider,
      { ...ACCOUNT, operation: 'order.cancel', input: { orderRef: ref, ...input } },
    );
    return answer as OrderCancel;
  };
  const control = (path: string, body: object) =>
    sandbox.handle({ method: 'POST', path, query: {}, headers: {}, body: JSON.stringify(body) });
  const advance = (body: object) => control(`/_control/orders/${ref}/advance`, body);
  const sent = () => asked.splice(0).filter((request) => request.startsWith('DELETE'));
  return { ref, numbers, cancel, advance, control, sent, sandbox };
}

test('a whole order is canceled with one request, and asked again it is taken already', async () => {
  const { ref, numbers, cancel, sent } = await anOrder();
  await expect(cancel({})).resolves.toEqual({ orderRef: ref, taken: numbers, refused: [] });
  expect(sent()).toEqual([`DELETE ${ref}`]);
  await expect(cancel({})).resolves.toEqual({ orderRef: ref, taken: numbers, refused: [] });
  expect(sent()).toEqual([]);
});

test('one number is canceled alone, and its sibling stays', async () => {
  const { ref, numbers, cancel, sent, sandbox } = await anOrder();
  const [first = '', second = ''] = numbers;
  await expect(cancel({ numbers: [second] })).resolves.toMatchObject({ taken: [second], refused: [] });
  expect(sent()).toEqual([expect.stringContaining(`DELETE ${ref}/PhoneNumber/`)]);
  const [order] = sandbox.orders();
  expect(order?.numbers.find(({ phoneNumber }) => phoneNumber === first)?.status).not.toMatch(/cancel/i);
});

test('deadline: inside a hard window nothing is sent', async () => {
  const { numbers, cancel, advance, sent } = await anOrder();
  advance({ to: 'foc_confirmed', focAt: new Date(Date.now() + 71 * HOUR).toISOString() });
  const { taken, refused } = await cancel({});
  expect(taken).toEqual([]);
  expect(refused).toEqual(
    numbers.map((phoneNumber) => ({
      phoneNumber,
      code: 'cancellation_window_closed',
      message: expect.stringContaining(`${phoneNumber} could be canceled until `) as string,
    })),
  );
  expect(sent()).toEqual([]);
});

test('of two numbers, one inside its window, the other alone goes out', async () => {
  const { numbers, cancel, advance, sent } = await anOrder();
  const [late = '', early = ''] = numbers;
  advance({
    to: 'foc_confirmed',
    focAt: new Date(Date.now() + 71 * HOUR).toISOString(),
    numbers: [late],
  });
  await expect(cancel({})).resolves.toMatchObject({
    taken: [early],
    refused: [{ phoneNumber: late, code: 'cancellation_window_closed' }],
  });
  expect(sent()).toEqual([expect.stringContaining('/PhoneNumber/')]);
});

test('what has ended is refused', async () => {
  const { numbers, cancel, advance, sent } = await anOrder(['00']);
  advance({ to: 'ported' });
  await expect(cancel({ numbers })).resolves.toMatchObject({
    taken: [],
    refused: [{ phoneNumber: numbers[0], code: 'number_ended' }],
  });
  expect(sent()).toEqual([]);
});

test('what the provider refuses is an answer, with its words', async () => {
  const { numbers, cancel } = await anOrder(['19']);
  await expect(cancel({})).resolves.toMatchObject({
    taken: [],
    refused: [{ phoneNumber: numbers[0], code: 'provider_refused' }],
  });
});

test('wrong credentials are a failure of the call, not an answer for the numbers', async () => {
  const { cancel, control } = await anOrder(['00']);
  control('/_control/faults', {
    provider: 'twilio',
    method: 'DELETE',
    pathPattern: 'PortIn',
    kind: 'status',
    status: 401,
    times: 1,
  });
  await expect(cancel({})).rejects.toMatchObject({ type: 'provider_unauthorized' });
});

test('an answer that is lost is a failure, and the same again finds it done', async () => {
  const { numbers, cancel, control } = await anOrder(['00']);
  control('/_control/faults', {
    provider: 'twilio',
    method: 'DELETE',
    pathPattern: 'PortIn',
    kind: 'drop_after',
    times: 1,
  });
  await expect(cancel({})).rejects.toMatchObject({ nonRetryable: false });
  await expect(cancel({})).resolves.toMatchObject({ taken: numbers, refused: [] });
});

describe('nothing is asked of', () => {
  test('an order that an open port has: the port is named', async () => {
    const { ref, cancel, sent } = await anOrder();
    await expect(cancel({}, { [ref]: 'acme-42' })).rejects.toMatchObject({
      type: 'order_of_port',
      nonRetryable: true,
      message: expect.stringContaining('portkeeper cancel acme-42') as string,
    });
    expect(sent()).toEqual([]);
  });

  test('a number that is not in the order', async () => {
    const { numbers, cancel, sent } = await anOrder();
    await expect(cancel({ numbers: [...numbers, '+12125559999'] })).rejects.toMatchObject({
      type: 'invalid_request',
      nonRetryable: true,
    });
    expect(sent()).toEqual([]);
  });

  test.each([
    ['no order', { orderRef: undefined }],
    ['no number at all', { numbers: [] }],
    ['a number that is none', { numbers: ['home'] }],
    ['an unknown field', { force: true }],
  ])('%s', async (_, input) => {
    const { cancel, sent } = await anOrder(['00']);
    await expect(cancel(input)).rejects.toMatchObject({ type: 'invalid_request' });
    expect(sent()).toEqual([]);
  });

  test('an order that the provider does not know', async () => {
    const { cancel, sent } = await anOrder(['00']);
    await expect(cancel({ orderRef: `KW${'0'.repeat(32)}` })).rejects.toMatchObject({
      type: 'provider_not_found',
      nonRetryable: true,
    });
    expect(sent()).toEqual([]);
  });
});
