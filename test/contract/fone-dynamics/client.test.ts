import type { PortRequest } from '../../../src/domain/model/request';
import { FoneDynamicsClient, type Level } from '../../../src/providers/fone-dynamics/client';
import { FoneDynamicsProvider } from '../../../src/providers/fone-dynamics/provider';
import type { HttpRequest } from '../../../src/providers/http/transport';
import {
  account,
  ACCOUNT_SID,
  call,
  NUMBER,
  OTHER,
  OTHER_PROPERTY_SID,
  pageJson,
  plan,
  portRequest,
  PROPERTY_SID,
  requestJson,
} from '../../unit/providers/fone-dynamics/examples';
import { expectOperation, recordingTransport, type PublishedOperation } from '../published-operation';
import { PUBLISHED_STATUS_LIST, validatorOf } from './schemas';

const LIST_QUERY = ['From', 'To', 'PortingRequestNumbers', 'Results_Count', 'Results_Skip'];

/** Every operation that is published (docs/reference/fone-dynamics.md#operations), as method and path. */
const OPERATIONS = {
  submit: { method: 'POST', path: /^\/v2\/Properties\/S[A-Z0-9]{31}\/Porting$/, query: [] },
  statusOfProperty: {
    method: 'GET',
    path: /^\/v2\/Properties\/S[A-Z0-9]{31}\/Porting\/Status$/,
    query: LIST_QUERY,
  },
  statusOfAccount: {
    method: 'GET',
    path: /^\/v2\/Accounts\/A[A-Z0-9]{31}\/Porting\/Status$/,
    query: LIST_QUERY,
  },
} as const satisfies Readonly<Record<string, PublishedOperation>>;

type OperationName = keyof typeof OPERATIONS;

function expectPublished(name: OperationName, request: HttpRequest | undefined) {
  expectOperation(OPERATIONS[name], request);
  expect(request!.headers.accept).toBe('application/json');
}

describe('every request of the client is one that Fone Dynamics publishes', () => {
  it.each<[OperationName, Level]>([
    ['statusOfProperty', { scope: 'property', propertySid: PROPERTY_SID }],
    ['statusOfAccount', { scope: 'account', accountSid: ACCOUNT_SID }],
  ])('%s', async (name, level) => {
    const { transport, sent } = recordingTransport(pageJson([]));
    await new FoneDynamicsClient(account, transport)
      .list(level, { from: call.now, refs: ['P-1'] }, call)
      .next();
    expectPublished(name, sent[0]);
    const { searchParams } = new URL(sent[0]!.url);
    // Both ends are required, in whole seconds.
    for (const end of ['From', 'To']) expect(searchParams.get(end)).toMatch(/^\d{10}$/);
  });

  it('reads go to the level of the account', async () => {
    for (const [scope, name] of [
      ['property', 'statusOfProperty'],
      ['account', 'statusOfAccount'],
    ] as const) {
      const { transport, sent } = recordingTransport(pageJson([]));
      const provider = new FoneDynamicsProvider({ ...account, scope }, transport);
      await provider.read(['P-000002'], call);
      expectPublished(name, sent[0]);
      await provider.operations['order.get']!.run({ orderRef: 'P-000002' }, call).catch(() => undefined);
      expectPublished(name, sent[1]);
    }
  });
});

describe('every submission is of the published form', () => {
  const subscriber = portRequest().subscriber!;
  const flow = { type: 'flow', id: 'F-1' };
  const numbers = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ phoneNumber: `+612555${String(10_000 + i)}` }));

  it.each<[string, Partial<PortRequest>]>([
    ['a plain one', {}],
    ['as soon as possible', { schedule: { date: 'asap' } }],
    [
      'with hours, which it cannot say',
      { schedule: { date: '2026-12-10', timeRange: { start: '10:00', end: '12:00' } } },
    ],
    ['with a zone', { schedule: { date: '2026-12-10', timeZone: 'Australia/Perth' } }],
    [
      'without a second street',
      {
        subscriber: {
          ...subscriber,
          address: { street: '1 St', city: 'Perth', region: 'WA', postalCode: '6000' },
        },
      },
    ],
    ['into a flow', { providerOptions: { 'fone-dynamics': { incomingAction: flow } } }],
    [
      'for another property',
      { providerOptions: { 'fone-dynamics': { incomingAction: flow, propertySid: OTHER_PROPERTY_SID } } },
    ],
    [
      'with numbers that differ',
      {
        numbers: [
          { phoneNumber: NUMBER, providerOptions: { 'fone-dynamics': { incomingAction: flow } } },
          { phoneNumber: OTHER, accountNumber: 'A-991' },
        ],
      },
    ],
    ['with 100 numbers', { numbers: numbers(100) }],
    ['with a long reference', { reference: 'x'.repeat(100) }],
  ])('%s', async (_, changes) => {
    const request = portRequest(changes);
    const { transport, sent } = recordingTransport(requestJson());
    const provider = new FoneDynamicsProvider({ ...account, scope: 'account' }, transport);
    expect(provider.requirements(request, call.now)).toEqual([]);
    await provider.send({ ...plan(request), webhookUrl: 'https://hooks.example/t0ken' }, call);
    expectPublished('submit', sent[0]);
    expect(sent[0]!.headers['content-type']).toBe('application/json');
    expect(validatorOf('submission')(JSON.parse(sent[0]!.body!))).toEqual([]);
  });
});

describe('the published example', () => {
  it('is of the published form', () => {
    expect(validatorOf('statusList')(PUBLISHED_STATUS_LIST)).toEqual([]);
  });

  it('is read as it is meant: a date beside Queued is a plan', async () => {
    const { transport, sent } = recordingTransport(PUBLISHED_STATUS_LIST);
    const { orders } = await new FoneDynamicsProvider(account, transport).read(['P-000002'], call);
    expect(orders).toEqual([
      {
        ref: 'P-000002',
        providerStatus: 'Queued',
        actionRequired: false,
        isComplete: true,
        items: [
          {
            phoneNumber: '+611111111112',
            status: 'in_review',
            providerStatus: 'Queued',
            updatedAt: 1_774_960_019_000,
            country: 'AU',
          },
        ],
      },
    ]);
    expect(sent).toHaveLength(1);
  });

  it('read to its end it is one page, although it names a token', async () => {
    const { transport, sent } = recordingTransport(PUBLISHED_STATUS_LIST);
    const list = new FoneDynamicsClient(account, transport).list(
      { scope: 'property', propertySid: PROPERTY_SID },
      { from: 0 },
      call,
    );
    const rows: unknown[] = [];
    for await (const row of list) rows.push(row);
    expect([rows.length, sent.length]).toEqual([1, 1]);
  });
});

it('the examples of the unit tests are answers of the published form', () => {
  expect(validatorOf('portingRequest')(requestJson())).toEqual([]);
});
