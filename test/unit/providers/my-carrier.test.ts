import {
  createProvider,
  createWebhooks,
  TransportError,
  type HttpTransport,
  type PortRequest,
} from '../../../src/providers/index';
import descriptor from '../../system/my-carrier/descriptor';
import { SimulatedCarrier } from '../../system/my-carrier/simulated-carrier';

const carrier = new SimulatedCarrier('hush', 'signs-webhooks');
const credentials = { token: carrier.token, webhookSecret: carrier.webhookSecret };
let baseUrl: string;
beforeAll(async () => {
  baseUrl = await carrier.start();
});
afterAll(() => carrier.stop());

const account = (more: object = {}) =>
  descriptor.accountSchema('calls').parse({ provider: 'my-carrier', credentials, baseUrl, ...more });
const provider = (more: object = {}) => createProvider({ descriptor, account: account(more) });
const call = { now: Date.parse('2026-11-25T12:00:00Z') };

const plan = (requestId: string) => ({
  attemptKey: `${requestId}/1`,
  request: { requestId, subscriber: { accountNumber: 'A-991' } } as PortRequest,
  numbers: ['+12125550100', '+12125550101'],
});
const search = { since: 0, isTaken: () => Promise.resolve(new Set<string>()) };

test('a draft is made once, and becomes one order', async () => {
  await provider().prepare!(plan('a'), call);
  expect(await provider().prepare!(plan('a'), call)).toEqual({ missing: [] });
  const [order, ...others] = await provider().send(plan('a'), call);
  expect(others).toEqual([]);
  expect(order?.items.map(({ status }) => status)).toEqual(['in_review', 'in_review']);
});

test('a submission whose answer was lost is found by its reference', async () => {
  expect(await provider().findSubmission(plan('b'), search, call)).toEqual({ kind: 'absent' });
  await provider().prepare!(plan('b'), call);
  const loses: HttpTransport = async (request) => {
    await fetch(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
    });
    throw new TransportError('timeout', 'unknown', 'No answer.');
  };
  const submission = createProvider({ descriptor, account: account() }, { transport: loses });
  await expect(submission.send(plan('b'), call)).rejects.toMatchObject({ problem: { outcome: 'unknown' } });
  expect(await provider().findSubmission(plan('b'), search, call)).toMatchObject({ kind: 'found' });
});

test('a status that nobody knows changes nothing, until the account explains it', async () => {
  carrier.orders.set('MC-9', { id: 'MC-9', reference: 'x', status: 'Paused', numbers: ['+12125550100'] });
  const status = async (more: object) =>
    (await provider(more).read(['MC-9'], call)).orders[0]?.items[0]?.status;
  expect(await status({})).toBeUndefined();
  expect(await status({ statusMap: { paused: 'submitted' } })).toBe('submitted');
});

test('an order that cannot be read hides nothing of another', async () => {
  carrier.orders.set('MC-8', { id: 'MC-8', reference: 'x', status: 'ported', numbers: ['+12125550100'] });
  const { orders, failures } = await provider().read(['MC-8', 'absent'], call);
  expect([orders.map(({ ref }) => ref), failures.map(({ ref }) => ref)]).toEqual([['MC-8'], ['absent']]);
});

test('a webhook without a signature is refused', () => {
  const webhooks = createWebhooks({ descriptor, account: account() })!;
  const request = { method: 'POST', url: 'https://hooks.example/', headers: {}, body: Buffer.from('{}') };
  expect(webhooks.verify(request)).toMatchObject({ ok: false, refusal: 'signature_missing' });
});

test('the descriptor names the operations that its provider has', () => {
  expect(Object.keys(provider().operations)).toEqual(descriptor.operations);
});
