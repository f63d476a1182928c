import { DAY } from '../../../../src/domain/model/time';
import type { ItemSnapshot, OrderSnapshot } from '../../../../src/domain/model/snapshot';
import type { FoneDynamicsAccount } from '../../../../src/providers/fone-dynamics/account';
import { FoneDynamicsProvider } from '../../../../src/providers/fone-dynamics/provider';
import { FoneDynamicsWebhooks } from '../../../../src/providers/fone-dynamics/webhooks';
import { SIMULATED_STATUS_MAP } from '../../../../src/sandbox/fone-dynamics/states';
import { Sandbox } from '../../../../src/sandbox/sandbox';
import type { WebhookDelivery } from '../../../../src/sandbox/webhooks';
import { sandboxTransport } from '../../../scenarios/sandbox-transport';
import { START } from '../../sandbox/harness';
import { failureOf } from '../scripted';
import { plan, portRequest } from './examples';

/** The provider as a worker has it, and the sandbox as its provider, with nothing between them but bytes. */
const sandboxAccount: FoneDynamicsAccount = {
  provider: 'fone-dynamics',
  name: 'default',
  credentials: { accountSid: `A${'A'.repeat(31)}`, token: 'sandbox-token' },
  propertySid: `S${'A'.repeat(31)}`,
  baseUrl: 'http://sandbox.invalid/fone-dynamics',
  timeZone: 'Australia/Sydney',
  statusMap: SIMULATED_STATUS_MAP,
  scope: 'property',
};

class Model {
  now = START;
  readonly webhooks: WebhookDelivery[] = [];
  readonly sandbox: Sandbox;
  readonly provider: FoneDynamicsProvider;

  constructor({ daySeconds, ...account }: Partial<FoneDynamicsAccount> & { daySeconds?: number } = {}) {
    this.sandbox = new Sandbox({
      clock: { now: () => this.now },
      ...(daySeconds !== undefined && { daySeconds }),
      onWebhook: (delivery) => {
        this.webhooks.push(delivery);
        this.sandbox.delivered(delivery, 204);
      },
    });
    this.provider = new FoneDynamicsProvider(
      { ...sandboxAccount, ...account },
      sandboxTransport(this.sandbox),
    );
  }

  planOf(...numbers: string[]) {
    return plan(portRequest({ numbers: numbers.map((phoneNumber) => ({ phoneNumber })) }));
  }

  async send(...numbers: string[]): Promise<string> {
    const [order] = await this.provider.send(
      { ...this.planOf(...numbers), webhookUrl: 'https://hooks.example/t0ken' },
      { now: this.now },
    );
    return order!.ref;
  }

  async read(...refs: string[]): Promise<OrderSnapshot[]> {
    const { orders } = await this.provider.read(refs, { now: this.now });
    return [...orders];
  }

  async item(ref: string): Promise<ItemSnapshot | undefined> {
    return (await this.read(ref))[0]?.items[0];
  }

  find(numbers: readonly string[], taken: readonly string[] = []) {
    return this.provider.findSubmission(
      this.planOf(...numbers),
      {
        since: START - DAY,
        isTaken: (refs) => Promise.resolve(new Set(refs.filter((r) => taken.includes(r)))),
      },
      { now: this.now },
    );
  }

  until(day: number): void {
    this.now = START + day * DAY;
    this.sandbox.runDue();
  }
}

/** The statuses of one number, each when it is first seen, read every six hours. */
async function statusesOf(number: string, days = 16): Promise<string[]> {
  const model = new Model();
  const ref = await model.send(number);
  const statuses: string[] = [];
  for (let day = 0.25; day <= days; day += 0.25) {
    model.until(day);
    const item = await model.item(ref);
    const foc = item?.foc && ` ${new Date(item.foc.from).toISOString().slice(0, 13)}`;
    const now = `${item?.status ?? `? ${item?.providerStatus ?? ''}`}${foc ?? ''}`;
    if (statuses.at(-1) !== now) statuses.push(now);
  }
  return statuses;
}

// The day in Sydney begins at 13:00 UTC of the day before.
const CONFIRMED = 'foc_confirmed 2026-11-11T13';
const HAPPY = ['in_review', 'submitted', CONFIRMED, 'ported'];

it.each<[string, string[]]>([
  ['00', HAPPY],
  ['02', ['in_review', 'submitted', 'rejected']],
  ['03', ['in_review', 'submitted', 'rejected']],
  ['05', ['in_review', 'submitted', CONFIRMED, 'foc_confirmed 2026-11-16T13', 'ported']],
  ['08', ['in_review', 'submitted', CONFIRMED, 'canceled']],
  ['09', ['in_review', 'submitted', '? Carrier Review', 'foc_confirmed 2026-11-12T13', 'ported']],
  ['10', HAPPY],
  ['11', HAPPY],
  ['14', ['in_review', 'submitted']],
  ['16', ['in_review', 'submitted', CONFIRMED, 'submitted', 'foc_confirmed 2026-11-15T13', 'ported']],
  ['21', [...HAPPY, 'reversed']],
])('scenario %s is read as it happens', async (scenario, expected) => {
  await expect(statusesOf(`+612555012${scenario}`)).resolves.toEqual(expected);
});

it('a cutover on its day lies inside the date that was read for it', async () => {
  const model = new Model();
  const ref = await model.send('+61255501200');
  model.until(5);
  const { foc } = (await model.item(ref))!;
  model.until(20);
  const { updatedAt } = (await model.item(ref))!;
  expect(updatedAt).toBeGreaterThan(foc!.from);
  expect(updatedAt).toBeLessThan(foc!.until);
});

it('with shrunk days the number is ported long before its date, and reads so', async () => {
  const model = new Model({ daySeconds: 2 });
  const ref = await model.send('+61255501200');
  model.now = START + 7_000;
  const { foc } = (await model.item(ref))!;
  model.now = START + 20_000;
  expect(await model.item(ref)).toMatchObject({ status: 'ported' });
  expect(foc!.from).toBeGreaterThan(model.now + 7 * DAY);
});

it('numbers finish one by one', async () => {
  const model = new Model();
  const ref = await model.send('+61255501200', '+61255501203', '+61255501205');
  const statuses = async () => (await model.read(ref))[0]!.items.map(({ status }) => status);
  model.until(4);
  expect(await statuses()).toEqual(['foc_confirmed', 'rejected', 'foc_confirmed']);
  model.until(10);
  expect(await statuses()).toEqual(['ported', 'rejected', 'foc_confirmed']);
  model.until(20);
  expect(await statuses()).toEqual(['ported', 'rejected', 'ported']);
});

it('an order that the list does not show yet is left out, and is there later', async () => {
  const model = new Model();
  const ref = await model.send('+61255501200');
  await expect(model.read(ref)).resolves.toEqual([]);
  model.now += 60_000;
  await expect(model.read(ref)).resolves.toMatchObject([{ ref }]);
});

it('several orders are read, though the sandbox hears only the last reference of a list', async () => {
  const model = new Model();
  const refs = [
    await model.send('+61255501200'),
    await model.send('+61255501300'),
    await model.send('+61255501400'),
  ];
  model.until(1.5);
  expect((await model.read(...refs, 'P-999999')).map(({ ref }) => ref)).toEqual(refs);
});

it.each(['property', 'account'] as const)('reads and finds at the level of the %s', async (scope) => {
  const model = new Model({ scope });
  const ref = await model.send('+61255501200');
  model.until(1);
  expect((await model.read(ref))[0]).toMatchObject({ ref });
  expect(await model.find(['+61255501200'])).toMatchObject({ kind: 'found', orders: [{ ref }] });
});

describe('a submission whose answer never came', () => {
  it('is found once the list shows it, and is one order', async () => {
    const model = new Model();
    const failure = await failureOf(model.send('+61255501212'));
    expect(failure.problem.outcome).toBe('unknown');
    expect(await model.find(['+61255501212'])).toEqual({ kind: 'absent' });
    model.now += 30 * 60_000;
    const { ref } = model.sandbox.orders()[0]!;
    expect(await model.find(['+61255501212'])).toMatchObject({ kind: 'found', orders: [{ ref }] });
    expect(await model.find(['+61255501212'], [ref])).toEqual({ kind: 'absent' });
    expect(model.sandbox.orders()).toHaveLength(1);
  });

  it('is found when the port has forgotten that it was a later attempt', async () => {
    const model = new Model();
    const plan = model.planOf('+61255501200');
    const [later] = await model.provider.send(
      { ...plan, attemptKey: plan.attemptKey.replace(/1$/, '2') },
      { now: model.now },
    );
    model.now += 60_000;
    expect(await model.find(['+61255501200'])).toMatchObject({
      kind: 'found',
      orders: [{ ref: later!.ref }],
    });
  });

  it('is found among very many', async () => {
    const model = new Model();
    for (let i = 0; i < 130; i += 1) {
      await model.provider.send(
        { ...model.planOf('+61255501300'), attemptKey: `other-${i}/1` },
        { now: model.now },
      );
    }
    await failureOf(model.send('+61255501212'));
    for (let i = 0; i < 130; i += 1) {
      await model.provider.send(
        { ...model.planOf('+61255501300'), attemptKey: `later-${i}/1` },
        { now: model.now },
      );
    }
    model.now += 60_000;
    expect(await model.find(['+61255501212'])).toMatchObject({
      kind: 'found',
      orders: [{ ref: 'P-000131' }],
    });
  });
});

it('an injected failure says what is certain', async () => {
  const model = new Model();
  const rule = { provider: 'fone-dynamics', method: 'POST', pathPattern: '/Porting$', times: 1 } as const;
  model.sandbox.injectFault({ ...rule, kind: 'drop_after' });
  expect((await failureOf(model.send('+61255501200'))).problem.outcome).toBe('unknown');
  model.sandbox.injectFault({ ...rule, kind: 'status', status: 400 });
  expect((await failureOf(model.send('+61255501200'))).problem).toMatchObject({
    outcome: 'refused',
    providerCode: 'BAD_REQUEST',
  });
  model.sandbox.injectFault({ ...rule, kind: 'status', status: 200, body: '' });
  expect((await failureOf(model.send('+61255501200'))).problem.outcome).toBe('unknown');
});

it('wrong credentials and a property of another account are reported', async () => {
  for (const account of [
    { credentials: { ...sandboxAccount.credentials, token: 'wrong' } },
    { propertySid: `S${'B'.repeat(31)}` },
  ]) {
    const error = await failureOf(new Model(account).send('+61255501200'));
    expect(error.problem).toMatchObject({ code: 'provider_unauthorized', outcome: 'refused' });
  }
});

it('every webhook is a hint to its order', async () => {
  const model = new Model();
  const ref = await model.send('+61255501200');
  model.until(20);
  expect(model.webhooks.map(({ event }) => event)).toEqual(['Queued', 'Submitted', 'Accepted', 'Completed']);
  for (const { url, headers, body } of model.webhooks) {
    const request = { method: 'POST', url, headers, body: Buffer.from(body) };
    expect(new FoneDynamicsWebhooks().verify(request)).toEqual({ ok: true, hints: [{ orderRef: ref }] });
  }
});

it('the list of orders is told without anybody’s data', async () => {
  const model = new Model();
  await model.send('+61255501200', '+61255501300');
  model.until(11);
  const orders = model.provider.operations.orders!;
  await expect(orders.run(orders.input.parse({}), { now: model.now })).resolves.toEqual({
    orders: [
      {
        ref: 'P-000001',
        status: 'Completed',
        created: '2026-11-02T09:30:00.000Z',
        updated: '2026-11-12T02:00:00.000Z',
        numbers: 2,
        ported: 2,
      },
    ],
    isComplete: true,
  });
});

it('one order is told as the list shows it, and a history from its beginning', async () => {
  const model = new Model();
  const ref = await model.send('+61255501200', '+61255501203');
  const get = model.provider.operations['order.get']!;
  const failure = await failureOf(get.run({ orderRef: ref }, { now: model.now }));
  expect(failure.problem.code).toBe('provider_not_found');
  model.until(11);
  const order = await get.run({ orderRef: ref }, { now: model.now });
  expect(order.numbers).toMatchObject([{ status: 'ported' }, { status: 'rejected', rejection: {} }]);
  const [number] = order.raw['PortingNumbers'] as { StatusHistory: { FdxStatusTo: string }[] }[];
  expect(number!.StatusHistory.map(({ FdxStatusTo }) => FdxStatusTo)).toEqual([
    'Queued',
    'Submitted',
    'Accepted',
    'Completed',
  ]);
  expect(JSON.stringify(order)).not.toMatch(/Ada|A-991|t0ken/);
});
