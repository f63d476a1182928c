import { HOUR } from '../../../src/domain/model/time';
import type { OperationAnswer, OperationInput } from '../../../src/contract/provider-operations';
import type { HttpTransport } from '../../../src/providers/http/transport';
import type { OwnOperationName } from '../../../src/providers/operations';
import { TwilioProvider } from '../../../src/providers/twilio/provider';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { failureOf } from '../../unit/providers/scripted';
import { AC, account, AD } from '../../unit/providers/twilio/examples';
import { createBody } from '../../unit/sandbox/support';
import { START } from '../../unit/sandbox/harness';
import { validatorOf, type SchemaName } from './schemas';

/** The operations against answers of the sandbox, each of which is checked against Twilio's schema first. */
const LOCAL = '+12125550100';
const MOBILE = '+12125550900';
const NOT_PORTABLE = '+12125550101';
const ABROAD = '+442071838750';
const EARLIER_HOOK = 'https://hooks.example/webhooks/twilio/default/k0.old';
const OURS = 'https://hooks.example/webhooks/twilio/default/k1.abc';

const SCHEMAS: readonly (readonly [RegExp, SchemaName])[] = [
  [/\/PhoneNumber\/PU/, 'portInPhoneNumber'],
  [/\/Portability\//, 'portability'],
  [/\/PortIn\/KW/, 'portIn'],
  [/\/Configuration\/Webhook$/, 'webhookConfiguration'],
  [/\/Eligibility\/Bulk/, 'bulkEligibility'],
  [/\/Eligibility$/, 'eligibility'],
];

class Account {
  now = START;
  readonly problems: string[] = [];
  readonly #sandbox = new Sandbox({ clock: { now: () => this.now }, twilioWebhookUrl: EARLIER_HOOK });
  readonly #provider: TwilioProvider;

  constructor() {
    const credentials = { accountSid: AC, authTokens: ['sandbox-token'] };
    this.#provider = new TwilioProvider({ ...account, credentials }, this.#transport);
  }

  readonly #transport: HttpTransport = ({ method, url, headers, body = '' }) => {
    const { pathname, searchParams } = new URL(url);
    const response = this.#sandbox.handle({
      method,
      path: `/twilio${pathname}`,
      query: Object.fromEntries(searchParams),
      headers,
      body,
    });
    const [, schema] = SCHEMAS.find(([path]) => path.test(pathname)) ?? [];
    const name = response.status >= 400 ? 'error' : schema;
    this.problems.push(
      ...(name === undefined ? [`${pathname}: no schema`] : validatorOf(name)(JSON.parse(response.body))),
    );
    return Promise.resolve(response);
  };

  async run<Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> {
    const operation = this.#provider.operations[name];
    if (operation === undefined) throw new Error(`Twilio has no ${name}.`);
    return operation.run(operation.input.parse(input), { now: this.now });
  }

  /** Makes an order as another client would: no port knows it. */
  create(...numbers: (string | { phone_number: string; pin?: string })[]): string {
    const { body } = this.#sandbox.handle({
      method: 'POST',
      path: '/twilio/v1/Porting/PortIn',
      query: {},
      headers: { authorization: `Basic ${Buffer.from(`${AC}:sandbox-token`).toString('base64')}` },
      body: JSON.stringify(createBody(numbers)),
    });
    return (JSON.parse(body) as { port_in_request_sid: string }).port_in_request_sid;
  }

  pass(hours: number): void {
    this.now += hours * HOUR;
    this.#sandbox.runDue();
  }
}

let twilio: Account;
beforeEach(() => {
  twilio = new Account();
});
afterEach(() => {
  expect(twilio.problems).toEqual([]);
});

describe('order.get', () => {
  it('finds no order that is not there', async () => {
    const { problem } = await failureOf(twilio.run('order.get', { orderRef: `KW${'f'.repeat(32)}` }));
    expect(problem).toMatchObject({ code: 'provider_not_found', providerCode: '20404' });
  });

  it('shows one that no port made, with every field that Twilio publishes and no PIN', async () => {
    const orderRef = twilio.create({ phone_number: MOBILE, pin: '7742' }, LOCAL);
    twilio.pass(4 * 24);
    const order = await twilio.run('order.get', { orderRef });
    expect(order).toMatchObject({
      ref: orderRef,
      status: order.raw['port_in_request_status'],
      numbers: [
        { phoneNumber: MOBILE, status: 'foc_confirmed', type: 'mobile', foc: { precision: 'instant' } },
        { phoneNumber: LOCAL, status: 'foc_confirmed', type: 'local' },
      ],
    });
    expect(order.signatureUrl).toBe(order.raw['signature_request_url']);
    expect(validatorOf('portIn')(order.raw)).toEqual([]);
    expect(order.raw).toMatchObject({
      account_sid: AC,
      losing_carrier_information: { customer_name: 'Acme LLC' },
      date_created: '2026-11-02T09:30:00Z',
    });
    expect(JSON.stringify(order)).not.toContain('7742');
  });
});

describe('webhooks.set', () => {
  it('changes the events of a URL that stays, once', async () => {
    await twilio.run('webhooks.set', { url: OURS });
    const events = ['PortInCompleted', 'PortInCanceled'];
    const set = { url: OURS, events };
    await expect(twilio.run('webhooks.set', set)).resolves.toEqual({ ...set, changed: true });
    await expect(twilio.run('webhooks.set', set)).resolves.toEqual({ ...set, changed: false });
    await expect(twilio.run('webhooks.set', { url: OURS })).resolves.toEqual({ ...set, changed: false });
    await expect(twilio.run('webhooks.get', {})).resolves.toEqual(set);
    const all = { url: OURS, events: [] };
    await expect(twilio.run('webhooks.set', all)).resolves.toEqual({ ...all, changed: true });
    await expect(twilio.run('webhooks.set', all)).resolves.toEqual({ ...all, changed: false });
  });
});

it('portability names the carriers, and takes an address', async () => {
  const numbers = [LOCAL, MOBILE, NOT_PORTABLE, ABROAD];
  const answers = await twilio.run('portability', { numbers, address: AD });
  expect(answers.map(({ carrier, messagingCarrier }) => [carrier, messagingCarrier])).toEqual([
    ['Sandbox Bell', undefined],
    ['Sandbox Wireless', 'Sandbox Wireless'],
    ['Sandbox Bell', undefined],
    [undefined, undefined],
  ]);
});

describe('eligibility', () => {
  it('of one says when it was looked into', async () => {
    const { results } = await twilio.run('eligibility', { numbers: [LOCAL] });
    expect(results).toMatchObject([{ phoneNumber: LOCAL, checked: '2026-11-02T09:30:00Z' }]);
  });

  it('of several has its name, its beginning and its end', async () => {
    const begun = { friendlyName: 'Acme', created: '2026-11-02T09:30:00Z' };
    const check = await twilio.run('eligibility', { numbers: [LOCAL, MOBILE], friendlyName: 'Acme' });
    expect(check).toMatchObject(begun);
    expect(check).not.toHaveProperty('completed');
    twilio.pass(1);
    const done = await twilio.run('eligibility.get', { requestId: check.requestId! });
    expect(done).toMatchObject({ ...begun, status: 'complete', completed: '2026-11-02T09:30:02Z' });
  });
});
