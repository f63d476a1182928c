import type { OrdersRead } from '../../../../src/domain/model/snapshot';
import { FoneDynamicsProvider } from '../../../../src/providers/fone-dynamics/provider';
import { TransportError } from '../../../../src/providers/http/transport';
import { failureOf, scripted } from '../scripted';
import {
  account,
  ACCOUNT_SID,
  call,
  KEY,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  OTHER_PROPERTY_SID,
  pageJson,
  plan,
  portRequest,
  PROPERTY_SID,
  queryOf,
  requestJson,
} from './examples';

function providerOf(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  return { provider: new FoneDynamicsProvider(account, transport), sent };
}
const inQueue = { phoneNumber: NUMBER, status: 'in_review', providerStatus: 'Queued' };

describe('what it can do', () => {
  it('is to submit and to tell', () => {
    expect(providerOf().provider).toMatchObject({
      name: 'fone-dynamics',
      timeZone: 'Australia/Sydney',
      capabilities: {
        afterUnknownSend: 'ask_person',
        cancel: 'ticket',
        webhookScope: 'order',
        numbersPerOrder: 100,
        mixesAccounts: false,
        policy: {
          searchDelay: 30 * 60_000,
          holdAfterPorted: 24 * 3_600_000,
          cancellationWindow: 72 * 3_600_000,
          enforcement: 'best_effort',
        },
      },
    });
  });

  it('says what is missing by the rules of the account', () => {
    const { provider } = providerOf();
    expect(provider.requirements(portRequest(), NOW)).toEqual([]);
    expect(provider.requirements(portRequest({ providerOptions: {} }), NOW)).toHaveLength(1);
  });
});

it('checks by the number alone, without a request', async () => {
  const { provider, sent } = providerOf();
  const numbers = ['+61491570156', '+12125550100', NUMBER, '+611300555010'];
  const answers = await provider.checkPortability(numbers, call);
  expect(answers.map((answer) => [answer.phoneNumber, answer.portable, answer.type])).toEqual([
    ['+61491570156', true, 'mobile'],
    ['+12125550100', false, undefined],
    [NUMBER, true, 'local'],
    ['+611300555010', false, undefined],
  ]);
  expect(answers[1]!.rejection).toMatchObject({ reason: 'unsupported', fixable: false });
  expect(answers[0]!.country).toBe('AU');
  expect(JSON.stringify(answers[1]!.rejection)).not.toContain('2125550100');
  expect(sent).toEqual([]);
});

describe('send', () => {
  it.each([
    ['bare', requestJson()],
    ['wrapped', { PortingRequest: requestJson() }],
  ])('answers with the order of a %s answer', async (_, json) => {
    const { provider, sent } = providerOf({ json });
    await expect(provider.send(plan(), call)).resolves.toMatchObject([
      { ref: 'P-000002', providerStatus: 'Queued', actionRequired: false, items: [inQueue] },
    ]);
    expect(sent).toHaveLength(1);
    expect(JSON.parse(sent[0]!.body!)).toMatchObject({ CustomerDescription: `CRM-7781 ${KEY}` });
  });

  it('names the URL for webhooks where there is one', async () => {
    const { provider, sent } = providerOf({ json: requestJson() }, { json: requestJson() });
    await provider.send({ ...plan(), webhookUrl: 'https://hooks.example/t0ken' }, call);
    await provider.send(plan(), call);
    const [withUrl, without] = sent.map(({ body }) => JSON.parse(body!) as object);
    expect(withUrl).toMatchObject({ WebHookURL: 'https://hooks.example/t0ken' });
    expect(without).not.toHaveProperty('WebHookURL');
  });

  it('loses no number that the answer leaves out', async () => {
    const request = portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] });
    const { provider } = providerOf({ json: requestJson({ Status: 'Received' }) });
    const [order] = await provider.send(plan(request), call);
    expect(
      order!.items.map(({ phoneNumber, status, providerStatus: word }) => [phoneNumber, status, word]),
    ).toEqual([
      [NUMBER, 'in_review', 'Queued'],
      [OTHER, 'in_review', 'Received'],
    ]);
  });

  it('sends nothing that could not be taken, and names no data', async () => {
    const { provider, sent } = providerOf();
    const error = await failureOf(provider.send(plan(portRequest({ providerOptions: {} })), call));
    expect(error.problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
    expect(error.message).toContain('IncomingActionType');
    expect(error.message).not.toMatch(/Ada|5550/);
    expect(sent).toEqual([]);
  });

  it('a refusal is a refusal, without a search', async () => {
    const { provider, sent } = providerOf({ status: 400, json: { ResponseStatus: { ErrorCode: 'X' } } });
    expect((await failureOf(provider.send(plan(), call))).problem.outcome).toBe('refused');
    expect(sent).toHaveLength(1);
  });
});

describe('send, when the answer does not name the request', () => {
  const foreign = requestJson({ PortingNo: 'P-1', CustomerDescription: 'CRM-7781 acme-42/11' });

  it('finds it by its description right after', async () => {
    const { provider, sent } = providerOf({ body: '' }, { json: pageJson([foreign, requestJson()]) });
    await expect(provider.send(plan(), call)).resolves.toMatchObject([{ ref: 'P-000002', items: [inQueue] }]);
    expect(queryOf(sent[1]).get('From')).toBe(String(NOW / 1000 - 300));
  });

  it('of another attempt nothing is taken: what came of it is unknown', async () => {
    const { provider } = providerOf({ json: {} }, { json: pageJson([foreign]) });
    const error = await failureOf(provider.send(plan(), call));
    expect(error.problem).toMatchObject({ code: 'provider_answer_unreadable', outcome: 'unknown' });
  });

  it('of two that fit none is taken', async () => {
    const twin = requestJson({ PortingNo: 'P-3' });
    const { provider } = providerOf({ body: '' }, { json: pageJson([twin, requestJson()]) });
    expect((await failureOf(provider.send(plan(), call))).problem.outcome).toBe('unknown');
  });

  // As it stands, each of these would say that nothing was sent, and it would be sent again.
  it.each([
    ['is down', { status: 503 }],
    ['is refused', { status: 401, json: { ResponseStatus: { ErrorCode: 'UNAUTHORIZED' } } }],
    ['cannot be read', { body: '<html>' }],
    ['is too busy', { status: 429, headers: { 'retry-after': '7' } }],
    ['has no connection', new TransportError('connection', 'unavailable', 'No connection: ECONNREFUSED.')],
  ])('it may be done also when the list %s', async (_, answer) => {
    const { provider } = providerOf({ body: '' }, answer);
    expect((await failureOf(provider.send(plan(), call))).problem.outcome).toBe('unknown');
  });
});

describe('read', () => {
  const row = (PortingNo: string, more: Record<string, unknown> = {}) => requestJson({ PortingNo, ...more });
  const refsOf = ({ orders }: OrdersRead) => orders.map(({ ref }) => ref);

  it('picks orders from the list of all time, in the order asked for', async () => {
    const { provider, sent } = providerOf({ json: pageJson([row('P-2'), row('P-1')]) });
    expect(refsOf(await provider.read(['P-1', 'P-2'], call))).toEqual(['P-1', 'P-2']);
    expect(sent).toHaveLength(1);
    const query = queryOf(sent[0]);
    expect(query.getAll('PortingRequestNumbers')).toEqual(['P-1', 'P-2']);
    // Far back, and not zero: that may count as no value for a parameter that is required.
    expect(Number(query.get('From'))).toBe(Date.UTC(2015, 0) / 1000);
  });

  it('sends no request for nothing', async () => {
    const { provider, sent } = providerOf();
    await expect(provider.read([], call)).resolves.toEqual({ orders: [], failures: [] });
    expect(sent).toEqual([]);
  });

  it('leaves out what does not come back', async () => {
    const { provider, sent } = providerOf({ json: pageJson([]) });
    await expect(provider.read(['P-1'], call)).resolves.toEqual({ orders: [], failures: [] });
    expect(sent).toHaveLength(1);
  });

  it('picks its own where the filter is not kept to, and looks no further when it has them', async () => {
    const { provider, sent } = providerOf({ json: pageJson([row('P-7'), row('P-1'), row('P-8')], 500) });
    expect(refsOf(await provider.read(['P-1'], call))).toEqual(['P-1']);
    expect(sent).toHaveLength(1);
  });

  it('asks no second time for what an unfiltered list did not show', async () => {
    const { provider, sent } = providerOf({ json: pageJson([row('P-7'), row('P-1')]) });
    expect(refsOf(await provider.read(['P-1', 'P-2'], call))).toEqual(['P-1']);
    expect(sent).toHaveLength(1);
  });

  it('asks one by one when a list of references was not understood', async () => {
    const { provider, sent } = providerOf(
      { json: pageJson([row('P-3')]) },
      { json: pageJson([row('P-1')]) },
      { json: pageJson([]) },
    );
    expect(refsOf(await provider.read(['P-1', 'P-2', 'P-3'], call))).toEqual(['P-1', 'P-3']);
    expect(sent.slice(1).map((request) => queryOf(request).getAll('PortingRequestNumbers'))).toEqual([
      ['P-1'],
      ['P-2'],
    ]);
  });

  it('asks for many in several URLs', async () => {
    const refs = Array.from({ length: 51 }, (_, i) => `P-${i}`);
    const { provider, sent } = providerOf(
      { json: pageJson(refs.slice(0, 50).map((ref) => row(ref))) },
      { json: pageJson([row('P-50')]) },
    );
    expect(refsOf(await provider.read(refs, call))).toEqual(refs);
    expect(sent).toHaveLength(2);
  });

  it('answers order by order: a part of the list that cannot be read hides nothing of the others', async () => {
    const refs = Array.from({ length: 51 }, (_, i) => `P-${i}`);
    const { provider } = providerOf(
      { json: pageJson(refs.slice(0, 50).map((ref) => row(ref))) },
      { status: 503 },
    );
    const { orders, failures } = await provider.read(refs, call);
    expect(orders).toHaveLength(50);
    expect(failures).toMatchObject([{ ref: 'P-50', problem: { code: 'provider_unavailable', status: 503 } }]);
  });

  it('a row that says of no request which it is hides no other, and may be the one that is not shown', async () => {
    const nameless = { Status: 'Queued', PortingNumbers: [numberJson()] };
    const { provider } = providerOf({ json: pageJson([row('P-1'), nameless, row('P-9')], 3) });
    const { orders, failures } = await provider.read(['P-1', 'P-2'], call);
    expect(orders.map(({ ref }) => ref)).toEqual(['P-1']);
    expect(failures).toMatchObject([{ ref: 'P-2', problem: { code: 'provider_answer_unreadable' } }]);
  });

  it('a row that says of no request which it is fails no read that has all it asked for', async () => {
    const { provider } = providerOf({ json: pageJson([{ Status: 'Queued' }, row('P-1'), row('P-2')], 3) });
    const { orders, failures } = await provider.read(['P-1', 'P-2'], call);
    expect(orders.map(({ ref }) => ref)).toEqual(['P-1', 'P-2']);
    expect(failures).toEqual([]);
  });

  it('a sweep lists what can be read of a page, and goes on behind all of its rows', async () => {
    const { provider } = providerOf({ json: pageJson([{ Status: 'Queued' }, row('P-1')], 9) });
    const { orders, next } = await provider.listOrders({}, call);
    expect(orders.map(({ ref }) => ref)).toEqual(['P-1']);
    expect(next).toMatch(/^2@/);
  });

  it('calls an order complete when all of its numbers can be read', async () => {
    const numbers = [numberJson({ Number: NUMBER }), numberJson({ Number: 'soon' })];
    const { provider } = providerOf({
      json: pageJson([
        row('P-1'),
        row('P-2', { PortingNumbers: numbers }),
        row('P-3', { PortingNumbers: [] }),
      ]),
    });
    const { orders } = await provider.read(['P-1', 'P-2', 'P-3'], call);
    expect(orders.map(({ isComplete }) => isComplete)).toEqual([true, undefined, undefined]);
  });

  it('fails when the list cannot be read', async () => {
    const { provider } = providerOf({ status: 503 });
    expect((await failureOf(provider.read(['P-1'], call))).problem).toMatchObject({
      code: 'provider_unavailable',
      outcome: 'unavailable',
    });
  });

  it.each([
    ['Australia/Perth', '2026-12-09T13:00:00Z', '2026-12-10T23:59:59.999Z'],
    ['America/New_York', '2026-12-09T13:00:00Z', '2026-12-11T04:59:59.999Z'],
    [undefined, '2026-12-09T13:00:00Z', '2026-12-10T23:59:59.999Z'],
  ])('takes a day as widely as it can be meant, with %p for the schedule', async (timeZone, from, until) => {
    const PortDate = Date.parse('2026-12-10T00:00:00Z') / 1000;
    const accepted = row('P-1', { PortDate, PortingNumbers: [numberJson({ Status: 'Accepted' })] });
    const { provider } = providerOf({ json: pageJson([accepted]) });
    const {
      orders: [order],
    } = await provider.read(['P-1'], { ...call, ...(timeZone && { timeZone }) });
    expect(order!.items[0]!.foc).toEqual({
      from: Date.parse(from),
      until: Date.parse(until),
      precision: 'date',
    });
  });

  it('lists the whole account where it is told to', async () => {
    const { transport, sent } = scripted({
      json: pageJson([row('P-1', { PropertySid: OTHER_PROPERTY_SID })]),
    });
    const provider = new FoneDynamicsProvider({ ...account, scope: 'account' }, transport);
    expect(refsOf(await provider.read(['P-1'], call))).toEqual(['P-1']);
    expect(new URL(sent[0]!.url).pathname).toBe(`/v2/Accounts/${ACCOUNT_SID}/Porting/Status`);
  });
});

describe('cancel', () => {
  it.each([undefined, { phoneNumber: NUMBER }])('is refused without a call: %j', async (number) => {
    const { provider, sent } = providerOf();
    const error = await failureOf(
      provider.cancel({ orderRef: 'P-1774950882000001', ...(number && { number }) }, call),
    );
    expect(error.problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
    expect(error.message).toMatch(
      /Nothing was canceled\. Write to Fone Dynamics' support .* P-1774950882000001\.$/,
    );
    expect(error.message).not.toContain('5550');
    expect(sent).toEqual([]);
  });
});

it('keeps credentials and the account out of errors', async () => {
  const { provider } = providerOf({ status: 401, json: { ResponseStatus: { ErrorCode: 'UNAUTHORIZED' } } });
  const error = await failureOf(provider.read(['P-1'], call));
  expect(`${error.message} ${JSON.stringify(error.problem)}`).not.toMatch(
    new RegExp(`s3cr3t|${ACCOUNT_SID}|${PROPERTY_SID}`),
  );
});
