import { DAY } from '../../../../src/domain/model/time';
import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import type { OwnOperationName } from '../../../../src/providers/operations';
import type { TelnyxV1Account } from '../../../../src/providers/telnyx-v1/account';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { Sandbox } from '../../../../src/sandbox/sandbox';
import { sandboxTransport } from '../../../scenarios/sandbox-transport';
import { START } from '../../sandbox/harness';
import { failureOf } from '../scripted';
import { planOf, portRequest } from './examples';

/** Operations as a worker does them, and the sandbox as their provider, with nothing between them but bytes. */
const NUMBER = '+12125550100';
/** At another losing carrier: a group of its own. */
const ELSEWHERE = '+12125560100';
const PIN = '4242';

const sandboxAccount: TelnyxV1Account = {
  provider: 'telnyx-v1',
  name: 'default',
  credentials: { apiUser: 'sandbox@example.com', apiToken: 'sandbox-token' },
  baseUrl: 'http://sandbox.invalid/telnyx-v1',
  statusMap: {},
};

class Model {
  now = START;
  readonly sandbox = new Sandbox({ clock: { now: () => this.now } });
  readonly provider = new TelnyxV1Provider(sandboxAccount, sandboxTransport(this.sandbox));
  readonly plan = planOf(
    portRequest({
      numbers: [{ phoneNumber: NUMBER, pin: PIN }, { phoneNumber: ELSEWHERE }],
      schedule: { date: 'asap' },
    }),
  );

  async run<Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> {
    const operation = this.provider.operations[name]!;
    return operation.run(operation.input.parse(input), { now: this.now });
  }

  later(days: number): void {
    this.now += days * DAY;
    this.sandbox.runDue();
  }
}

it('a draft is shown with all that was filled in, and what belongs to it', async () => {
  const model = new Model();
  await expect(model.provider.prepare(model.plan, { now: model.now })).resolves.toEqual({ missing: [] });
  model.later(0.01);
  const { drafts } = await model.run('drafts', { number: NUMBER });
  const { ref: draftRef } = drafts[0]!;
  const draft = await model.run('draft.get', { draftRef });
  expect(draft).toMatchObject({
    ref: draftRef,
    status: 'pending',
    groups: [
      {
        isComplete: true,
        numbers: [NUMBER],
        raw: { account_number: 'A-991', auth_person_name: 'Ada Moss' },
      },
      { isComplete: true, numbers: [ELSEWHERE] },
    ],
    unassigned: [],
  });
  expect(JSON.stringify(draft)).not.toContain(PIN);

  const { ref: group } = draft.groups[0]!;
  const [first] = await model.run('allowed-dates', { orderRef: group, isDraft: true });
  expect(Date.parse(first!.from)).toBeGreaterThan(model.now);
  const [document] = await model.run('documents.list', { orderRef: draftRef, isDraft: true });
  expect(document).toMatchObject({ type: 'invoice', description: 'invoice.pdf' });
  const asked = { orderRef: group, isDraft: true, documentId: document!.id };
  await expect(model.run('documents.link', asked)).resolves.toMatchObject({
    url: expect.stringContaining(document!.id),
  });
  const failure = await failureOf(model.run('draft.get', { draftRef: 'none' }));
  expect(failure.problem.code).toBe('provider_not_found');
});

it('an order is shown with all that Telnyx says of it, and of no other', async () => {
  const model = new Model();
  await model.provider.prepare(model.plan, { now: model.now });
  const [one, other] = await model.provider.send(model.plan, { now: model.now });
  model.later(0.01);
  const [draft] = (await model.run('drafts', {})).drafts;
  const [portRequestId] = one!.ref.split('/');
  expect(await model.run('draft.get', { draftRef: draft!.ref })).toMatchObject({
    status: 'submitted',
    orderRef: portRequestId,
  });

  model.later(5);
  const order = await model.run('order.get', { orderRef: one!.ref });
  expect(order).toMatchObject({
    ref: one!.ref,
    status: 'foc-date-confirmed',
    supportKey: expect.stringMatching(/^sr_/),
    numbers: [{ phoneNumber: NUMBER, status: 'foc_confirmed', foc: {}, type: 'local' }],
    raw: {
      support_key: expect.stringMatching(/^pr_/),
      phone_numbers: [{ phone_number: NUMBER, portability_status: 'confirmed' }],
      sub_requests: [
        {
          underlying_carrier_names: [expect.any(String)],
          foc_date_requested_by_user: expect.any(String),
          default_connection_id: '1293384261075731499',
          description: null,
          customer_rating: null,
        },
      ],
    },
  });
  expect(JSON.stringify(order)).not.toMatch(new RegExp(`\\${ELSEWHERE}|"${PIN}"|pin_passcode`));

  const comment = await model.run('comments.add', { orderRef: one!.ref, body: 'Hello.' });
  expect(comment).toMatchObject({ orderRef: one!.ref });
  expect(await model.run('comments.list', { orderRef: one!.ref })).toMatchObject([comment]);
  expect(await model.run('comments.list', { orderRef: other!.ref })).toEqual([]);

  const found = async (search: string) =>
    (await model.run('orders', { search })).orders.map(({ ref }) => ref);
  expect(await found('+1 212 556')).toEqual([other!.ref]);
  expect(await found(String(order.raw['support_key']))).toEqual([one!.ref, other!.ref]);
  expect(await found('999999')).toEqual([]);
});

it('a portability answer says who has the number', async () => {
  await expect(new Model().run('portability', { numbers: [NUMBER] })).resolves.toEqual([
    expect.objectContaining({ portable: true, carrier: expect.any(String), portabilityStatus: 'confirmed' }),
  ]);
});
