import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import { TransportError } from '../../../../src/providers/http/transport';
import { FoneDynamicsProvider } from '../../../../src/providers/fone-dynamics/provider';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { failureOf, scripted } from '../scripted';
import {
  account,
  ACCOUNT_SID,
  call,
  changeJson,
  NUMBER,
  numberJson,
  OTHER,
  pageJson,
  PROPERTY_SID,
  queryOf,
  requestJson,
} from './examples';

/** Runs an operation as the activity does: parsed first. */
function running(...answers: Parameters<typeof scripted>) {
  return runningFor({}, ...answers);
}

function runningFor(changes: Partial<typeof account>, ...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  const provider = new FoneDynamicsProvider({ ...account, ...changes }, transport);
  const run = <Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> => {
    const operation = provider.operations[name];
    if (operation === undefined) throw new Error(`Fone Dynamics has no ${name}.`);
    return operation.run(operation.input.parse(input), call);
  };
  return { run, sent, provider };
}
const at = (text: string) => Date.parse(text) / 1000;
const row = (PortingNo: string, created: string, more: Record<string, unknown> = {}) =>
  requestJson({ PortingNo, Created: at(created), ...more });

it('has no webhooks to configure: their URLs belong to orders', () => {
  expect(Object.keys(running().provider.operations).sort()).toEqual(['order.get', 'orders', 'portability']);
});

it('portability sends no request', async () => {
  const { run, sent } = running();
  await expect(run('portability', { numbers: [NUMBER] })).resolves.toMatchObject([{ portable: true }]);
  expect(sent).toEqual([]);
});

describe('orders', () => {
  it('shows what the list says, the newest first', async () => {
    const PortingNumbers = [
      numberJson({
        Status: 'Completed',
        StatusHistory: [changeJson({ Created: at('2026-11-12T01:00:00Z') })],
      }),
      numberJson({ Number: OTHER, StatusHistory: [changeJson({ Created: at('2026-11-11T01:00:00Z') })] }),
    ];
    const { run, sent } = running({
      json: pageJson([
        row('P-1', '2026-11-01T00:00:00Z'),
        row('P-2', '2026-11-10T00:00:00Z', { Status: 'Accepted', PortingNumbers }),
        requestJson({ PortingNo: 'P-0', Status: null, Created: null, PortingNumbers: [] }),
      ]),
    });
    await expect(run('orders', {})).resolves.toEqual({
      orders: [
        {
          ref: 'P-2',
          status: 'Accepted',
          created: '2026-11-10T00:00:00.000Z',
          updated: '2026-11-12T01:00:00.000Z',
          numbers: 2,
          ported: 1,
        },
        {
          ref: 'P-1',
          status: 'Queued',
          created: '2026-11-01T00:00:00.000Z',
          updated: '2026-11-16T03:35:00.000Z',
          numbers: 1,
          ported: 0,
        },
        { ref: 'P-0', status: '', numbers: 0, ported: 0 },
      ],
      isComplete: true,
    });
    expect(queryOf(sent[0]).get('From')).toBe(String(Date.UTC(2015, 0) / 1000));
  });

  it('chooses by day in the zone of the account, by status and by reference', async () => {
    const rows = [
      // The last second of the 9th in Sydney, and the first of the 10th.
      row('P-1', '2026-11-09T12:59:59Z'),
      row('P-2', '2026-11-09T13:00:00Z'),
      row('P-3', '2026-11-10T13:00:00Z'),
    ];
    const asked = async (input: OperationInput<'orders'>) => {
      const { run, sent } = running({ json: pageJson(rows) });
      const { orders } = await run('orders', input);
      return [orders.map(({ ref }) => ref).join(), queryOf(sent[0])] as const;
    };
    const [after, query] = await asked({ createdAfter: '2026-11-10' });
    expect(after).toBe('P-3,P-2');
    expect(query.get('From')).toBe(String(at('2026-11-09T13:00:00Z')));
    expect((await asked({ createdBefore: '2026-11-10' }))[0]).toBe('P-1');
    expect((await asked({ createdAfter: '2026-11-10', createdBefore: '2026-11-11' }))[0]).toBe('P-2');
    expect((await asked({ status: 'queued' }))[0]).toBe('P-3,P-2,P-1');
    expect((await asked({ status: 'Completed' }))[0]).toBe('');
    const [byRef, refs] = await asked({ refs: ['P-1', 'P-9'] });
    expect(byRef).toBe('P-1');
    expect(refs.getAll('PortingRequestNumbers')).toEqual(['P-1', 'P-9']);
  });

  it('says that some are left out when a row does not say which request it is', async () => {
    const { run } = running({ json: pageJson([row('P-1', '2026-11-01T00:00:00Z'), { Status: 'Queued' }]) });
    expect(await run('orders', {})).toMatchObject({ orders: [{ ref: 'P-1' }], isComplete: false });
  });

  it('says when the limit left some out', async () => {
    const json = pageJson([row('P-1', '2026-11-01T00:00:00Z'), row('P-2', '2026-11-02T00:00:00Z')]);
    const { run } = running({ json }, { json });
    await expect(run('orders', { limit: 1 })).resolves.toMatchObject({
      orders: [{ ref: 'P-2' }],
      isComplete: false,
    });
    await expect(run('orders', { limit: 2 })).resolves.toMatchObject({ isComplete: true });
  });
});

describe('order.get', () => {
  const get = (...answers: Parameters<typeof scripted>) =>
    running(...answers).run('order.get', { orderRef: 'P-000002' });

  it.each([
    ['property', /belongs to the property of this account.*`scope: account`/],
    ['account', /belongs to this account;/],
  ] as const)('of what the list of the %s does not show says what to check', async (scope, expected) => {
    // A list that does not keep to its filter.
    const { run } = runningFor({ scope }, { json: pageJson([requestJson({ PortingNo: 'P-000009' })]) });
    const { problem } = await failureOf(run('order.get', { orderRef: 'P-000002' }));
    expect(problem).toMatchObject({ code: 'provider_not_found', outcome: 'refused' });
    expect(problem.message).toMatch(/status list does not show it\. Check the reference/);
    expect(problem.message).toMatch(expected);
  });

  it.each([
    [{ status: 404, json: {} }, 'provider_not_found'],
    [{ status: 500 }, 'provider_unavailable'],
    [{ body: '<html>' }, 'provider_answer_unreadable'],
    [{ json: { TotalCount: 1 } }, 'provider_answer_unreadable'],
    [new TransportError('timeout', 'unknown', 'No answer.'), 'provider_timeout'],
  ])('fails when the list cannot be read: %j', async (answer, code) => {
    expect((await failureOf(get(answer))).problem.code).toBe(code);
  });

  it('says what Fone Dynamics says, and nothing of people, accounts and webhooks', async () => {
    const StatusHistory = [
      changeJson({ FdxStatusFrom: 'Queued', FdxStatusTo: 'Accepted', Created: at('2026-11-17T01:00:00Z') }),
      changeJson({ Created: at('2026-11-16T01:00:00Z') }),
      changeJson({ Created: at('2026-11-16T01:00:00Z') }),
      changeJson({ CarrierPortingStatusFrom: null, FdxStatusFrom: 7, Created: null }),
    ];
    const json = requestJson({
      CurrentCarrier: 'Old Telco',
      CurrentCarrierAccountNo: 'A-991',
      AuthorisedContactEmail: 'ada@acme.example',
      Created: at('2026-11-10T00:00:00Z'),
      PortDate: at('2026-12-10T00:00:00Z'),
      Status: 'Accepted',
      PortingNumbers: [numberJson({ Status: 'Accepted', PortAddress: '1 Main St', StatusHistory })],
    });
    const order = await get({ json: pageJson([json]) });
    expect(order).toEqual({
      ref: 'P-000002',
      status: 'Accepted',
      numbers: [
        {
          phoneNumber: NUMBER,
          status: 'foc_confirmed',
          providerStatus: 'Accepted',
          foc: { from: '2026-12-09T13:00:00.000Z', until: '2026-12-10T23:59:59.999Z', precision: 'date' },
          type: 'local',
          country: 'AU',
        },
      ],
      raw: {
        PortingNo: 'P-000002',
        PropertySid: PROPERTY_SID,
        CustomerDescription: 'CRM-7781 acme-42/1',
        Created: '2026-11-10T00:00:00.000Z',
        PortDate: '2026-12-10T00:00:00.000Z',
        Status: 'Accepted',
        PortingNumbers: [
          {
            Number: NUMBER,
            Status: 'Accepted',
            StatusHistory: [
              { FdxStatusFrom: '7', FdxStatusTo: 'Queued', CarrierPortingStatusTo: '1' },
              {
                FdxStatusFrom: 'Received',
                FdxStatusTo: 'Queued',
                CarrierPortingStatusFrom: '1',
                CarrierPortingStatusTo: '1',
                Created: '2026-11-16T01:00:00.000Z',
              },
              {
                FdxStatusFrom: 'Queued',
                FdxStatusTo: 'Accepted',
                CarrierPortingStatusFrom: '1',
                CarrierPortingStatusTo: '1',
                Created: '2026-11-17T01:00:00.000Z',
              },
            ],
          },
        ],
      },
    });
    expect(JSON.stringify(order)).not.toMatch(/Ada|ada@|A-991|Old Telco|t0ken|Main St/);
  });

  it('has no field that Fone Dynamics does not fill', async () => {
    const { raw: said, numbers } = await get({ json: pageJson([{ PortingNo: 'P-000002' }]) });
    expect([numbers, Object.keys(said)]).toEqual([[], ['PortingNo', 'PortingNumbers']]);
    const bare = await get({ json: pageJson([{ PortingNo: 'P-000002', PortingNumbers: [{}] }]) });
    expect(bare.raw).toStrictEqual({ PortingNo: 'P-000002', PortingNumbers: [{ StatusHistory: [] }] });
  });

  it('knows a number by our word where there is one, else by theirs alone', async () => {
    const PortingNumbers = [numberJson({ Status: 'Carrier Review' })];
    const { numbers } = await get({ json: pageJson([requestJson({ PortingNumbers })]) });
    expect(numbers[0]).toMatchObject({ providerStatus: 'Carrier Review' });
    expect(numbers[0]).not.toHaveProperty('status');
  });

  it.each([
    ['property', `/v2/Properties/${PROPERTY_SID}/Porting/Status`],
    ['account', `/v2/Accounts/${ACCOUNT_SID}/Porting/Status`],
  ] as const)('asks at the level of the %s', async (scope, path) => {
    const { run, sent } = runningFor({ scope }, { json: pageJson([requestJson()]) });
    await run('order.get', { orderRef: 'P-000002' });
    expect(new URL(sent[0]!.url).pathname).toBe(path);
    expect(queryOf(sent[0]).getAll('PortingRequestNumbers')).toEqual(['P-000002']);
  });
});

it.each<[OwnOperationName, unknown]>([
  ['portability', {}],
  ['portability', { numbers: [] }],
  ['portability', { numbers: ['0255501200'] }],
  ['portability', { numbers: [NUMBER], targetAccount: 'A1' }],
  ['orders', { createdAfter: 'yesterday' }],
  ['orders', { limit: 0 }],
  ['orders', { limit: 1001 }],
  ['orders', { refs: [] }],
  ['orders', { refs: [''] }],
  ['orders', { property: 'x' }],
  ['order.get', {}],
  ['order.get', { orderRef: '' }],
  ['order.get', { orderRef: 'P 1' }],
  ['order.get', { orderRef: 'x'.repeat(101) }],
  ['order.get', { orderRef: ['P-1'] }],
  ['order.get', { orderRef: 'P-1', isDraft: true }],
])('%s %j is not carried out', (name, input) => {
  expect(running().provider.operations[name]?.input.safeParse(input).success).toBe(false);
});
