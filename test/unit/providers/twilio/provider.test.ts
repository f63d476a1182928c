import {
  createHttpTransport,
  TransportError,
  type HttpTransport,
} from '../../../../src/providers/http/transport';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { type Answer, failureOf, scripted } from '../scripted';
import { account, AC, call, KW, KW2, NOW, NUMBER, numberJson, portInJson, portRequest, PU } from './examples';

const OTHER = '+12125550101';
const plan = (request = portRequest()) => ({
  attemptKey: 'acme-42/1',
  request,
  numbers: request.numbers.map((n) => n.phoneNumber),
});

describe('what it can do', () => {
  it('keeps to Twilio’s 72 hours', () => {
    const { capabilities } = new TwilioProvider(account, scripted().transport);
    expect(capabilities).toMatchObject({
      afterUnknownSend: 'look_up',
      cancel: 'order_and_number',
      webhookScope: 'account',
      policy: { cancellationWindow: 72 * 3_600_000, enforcement: 'hard' },
    });
  });

  it('says what is missing, in the zone of the account', () => {
    const provider = new TwilioProvider({ ...account, timeZone: 'Pacific/Honolulu' }, scripted().transport);
    const request = portRequest({ schedule: { date: '2026-11-23' } });
    expect(provider.requirements(request, Date.parse('2026-11-16T05:00:00Z'))).toEqual([]);
  });
});

describe('checkPortability', () => {
  const numbers = Array.from({ length: 10 }, (_, i) => `+1212555010${i}`);

  it('answers each number in order, four at a time', async () => {
    let running = 0;
    let most = 0;
    const transport: HttpTransport = async ({ url }) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      return { status: 200, headers: {}, body: JSON.stringify({ portable: url.endsWith('0') }) };
    };
    const answering: HttpTransport = async (request) => {
      const answer = await transport(request);
      const body = answer.body.includes('true')
        ? answer.body
        : '{"portable":false,"not_portable_reason_code":22130}';
      return { ...answer, body };
    };
    const answers = await new TwilioProvider(account, answering).checkPortability(numbers, call);
    expect(answers.map((a) => a.phoneNumber)).toEqual(numbers);
    expect(answers.map((a) => a.portable)).toEqual(numbers.map((n) => n.endsWith('0')));
    expect(most).toBe(4);
  });

  it('asks for the account that will own the numbers', async () => {
    const { transport, sent } = scripted({ json: { portable: true } });
    const targetAccountSid = `AC${'9'.repeat(32)}`;
    const request = { providerOptions: { twilio: { targetAccountSid } } };
    await new TwilioProvider(account, transport).checkPortability([NUMBER], call, request);
    expect(new URL(sent[0]!.url).searchParams.get('TargetAccountSid')).toBe(targetAccountSid);
  });

  it('stops when the caller no longer waits', async () => {
    const controller = new AbortController();
    let asked = 0;
    const inner = createHttpTransport();
    const transport: HttpTransport = (request) => {
      asked += 1;
      if (asked === 5) controller.abort();
      if (request.signal?.aborted) return inner(request);
      return Promise.resolve({ status: 200, headers: {}, body: '{"portable":true}' });
    };
    const run = new TwilioProvider(account, transport).checkPortability(numbers, {
      ...call,
      signal: controller.signal,
    });
    expect((await failureOf(run)).problem.outcome).toBe('unavailable');
    expect(asked).toBeLessThan(numbers.length);
  });
});

describe('send', () => {
  it('answers the order as Twilio made it', async () => {
    const { transport } = scripted({ status: 202, json: portInJson() });
    await expect(new TwilioProvider(account, transport).send(plan(), call)).resolves.toEqual([
      {
        ref: KW,
        providerStatus: 'In review',
        actionRequired: false,
        isComplete: true,
        items: [
          {
            phoneNumber: NUMBER,
            ref: PU,
            status: 'in_review',
            providerStatus: 'In Review',
            type: 'local',
            country: 'US',
          },
        ],
      },
    ]);
  });

  it('loses no number that the answer leaves out', async () => {
    const request = portRequest({ numbers: [{ phoneNumber: NUMBER }, { phoneNumber: OTHER }] });
    const { transport } = scripted({ status: 202, json: portInJson() });
    const [order] = await new TwilioProvider(account, transport).send(plan(request), call);
    expect(order?.items.map((i) => [i.phoneNumber, i.status])).toEqual([
      [NUMBER, 'in_review'],
      [OTHER, 'in_review'],
    ]);
  });

  it('sends nothing that Twilio could not take, and names no data', async () => {
    const { transport, sent } = scripted();
    const error = await failureOf(
      new TwilioProvider(account, transport).send(plan(portRequest({ documents: [] })), call),
    );
    expect(error.problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
    expect(error.message).toContain('documents');
    expect(sent).toEqual([]);
  });

  it('reads dates in the zone of the schedule', async () => {
    const number = numberJson({
      port_in_phone_number_status: 'port_pending',
      port_date: '2026-12-10T00:00:00Z',
    });
    const { transport } = scripted({ status: 202, json: portInJson({ phone_numbers: [number] }) });
    const [order] = await new TwilioProvider({ ...account, timeZone: 'Asia/Tokyo' }, transport).send(
      plan(),
      call,
    );
    expect(order?.items[0]?.foc?.until).toBe(Date.parse('2026-12-11T04:59:59.999Z'));
  });
});

describe('read', () => {
  it('reads every order, in order', async () => {
    const { transport, sent } = scripted(
      { json: portInJson() },
      { json: portInJson({ port_in_request_sid: KW2 }) },
    );
    const { orders } = await new TwilioProvider(account, transport).read([KW, KW2], call);
    expect(orders.map((o) => o.ref)).toEqual([KW, KW2]);
    expect(sent.map((r) => r.url.slice(-34))).toEqual([KW, KW2]);
  });

  it.each<[string, Answer | Error]>([
    ['404', { status: 404, json: { code: 20404, message: 'no' } }],
    ['403', { status: 403, json: { code: 20403, message: 'no' } }],
    ['503', { status: 503 }],
    ['429', { status: 429, headers: { 'retry-after': '60' } }],
    ['unreadable', { json: { port_in_request_sid: 'KW' } }],
    ['a page of HTML', { body: '<html>' }],
    ['a broken connection', new TransportError('connection', 'unknown', 'The connection broke.')],
  ])('answers order by order: one that fails (%s) hides nothing of the others', async (_, broken) => {
    const { transport } = scripted(broken, { json: portInJson({ port_in_request_sid: KW2 }) });
    const { orders, failures } = await new TwilioProvider(account, transport).read([KW, KW2], call);
    expect(orders.map(({ ref }) => ref)).toEqual([KW2]);
    expect(failures).toEqual([
      { ref: KW, problem: expect.objectContaining({ message: expect.any(String) }) },
    ]);
  });

  it('answers for a reference that is none beside the others', async () => {
    const { transport } = scripted({ json: portInJson() });
    const { orders, failures } = await new TwilioProvider(account, transport).read(['KW1', KW], call);
    expect(orders).toHaveLength(1);
    expect(failures).toMatchObject([{ ref: 'KW1', problem: { outcome: 'refused' } }]);
  });

  it('fails when none can be read, with the failure that another attempt mends soonest', async () => {
    const answers = [
      { status: 404, json: { code: 20404, message: 'no' } },
      { status: 429, headers: { 'retry-after': '600' } },
      { status: 503 },
    ];
    const { transport } = scripted(...answers);
    const KW3 = `KW${'3'.repeat(32)}`;
    const error = await failureOf(new TwilioProvider(account, transport).read([KW, KW2, KW3], call));
    expect(error.problem).toMatchObject({ code: 'provider_unavailable', status: 503 });
  });

  it('fails as a whole when it is called off', async () => {
    const controller = new AbortController();
    const { transport: send } = scripted({ json: portInJson() });
    const transport: HttpTransport = (request) => {
      if (request.url.endsWith(KW)) return send(request);
      controller.abort();
      return Promise.reject(new TransportError('aborted', 'unknown', 'Stopped while it ran.'));
    };
    const asked = new TwilioProvider(account, transport).read([KW, KW2], {
      ...call,
      signal: controller.signal,
    });
    expect((await failureOf(asked)).problem.code).toBe('provider_unavailable');
  });

  it.each<[string, unknown, true | undefined]>([
    ['all of its numbers', [numberJson()], true],
    ['no number yet', [], undefined],
    ['null', null, undefined],
    ['a number that cannot be read', [numberJson(), numberJson({ phone_number: 'soon' })], undefined],
    ['a strange entry', [numberJson(), 7], undefined],
  ])('calls an order complete only when its answer lists all numbers: %s', async (_, numbers, isComplete) => {
    const { transport } = scripted({ json: portInJson({ phone_numbers: numbers }) });
    const { orders } = await new TwilioProvider(account, transport).read([KW], call);
    expect(orders[0]?.isComplete).toBe(isComplete);
  });

  it.each([
    [undefined, undefined, '2026-12-11T09:59:59.999Z'],
    [undefined, 'Asia/Tokyo', '2026-12-10T14:59:59.999Z'],
    ['America/New_York', 'Asia/Tokyo', '2026-12-11T04:59:59.999Z'],
  ])(
    'takes a day in the zone of the call, else of the account: %s, %s',
    async (timeZone, accountZone, until) => {
      const number = numberJson({
        port_in_phone_number_status: 'port_pending',
        port_date: '2026-12-10T00:00:00Z',
      });
      const { transport } = scripted({ json: portInJson({ phone_numbers: [number] }) });
      const provider = new TwilioProvider(
        { ...account, ...(accountZone && { timeZone: accountZone }) },
        transport,
      );
      const {
        orders: [order],
      } = await provider.read([KW], { ...call, ...(timeZone && { timeZone }) });
      expect(order?.items[0]?.foc?.until).toBe(Date.parse(until));
    },
  );

  it('follows the words of the account', async () => {
    const json = portInJson({ phone_numbers: [numberJson({ port_in_phone_number_status: 'On Hold' })] });
    const { transport } = scripted({ json });
    const provider = new TwilioProvider({ ...account, statusMap: { on_hold: 'submitted' } }, transport);
    expect((await provider.read([KW], call)).orders[0]?.items[0]?.status).toBe('submitted');
  });
});

describe('an order that asks for action and does not say what', () => {
  const asking = (...numbers: Record<string, unknown>[]) => ({
    json: portInJson({ port_in_request_status: 'Action Required', phone_numbers: numbers }),
  });
  const detail = {
    phone_number: NUMBER,
    missing_required_fields: true,
    country: 'US',
    phone_number_type: 'MOBILE',
  };

  it('is looked into number by number', async () => {
    const { transport, sent } = scripted(asking(numberJson({ number_type: null })), { json: detail });
    const {
      orders: [order],
    } = await new TwilioProvider(account, transport).read([KW], call);
    expect(order).toMatchObject({ actionRequired: true, items: [{ missingFields: true, type: 'mobile' }] });
    expect(sent[1]?.url).toContain(`/PhoneNumber/${PU}`);
  });

  it('stands as it was read when that cannot be had', async () => {
    const { transport } = scripted(asking(numberJson(), numberJson({ port_in_phone_number_sid: null })), {
      status: 500,
    });
    const {
      orders: [order],
    } = await new TwilioProvider(account, transport).read([KW], call);
    expect(order?.items.map((i) => i.missingFields)).toEqual([undefined, undefined]);
  });

  it.each([
    ['a rejected number', numberJson({ port_in_phone_number_status: 'port_rejected' })],
    ['a number that is not portable', numberJson({ portable: false })],
    ['a number with missing fields', numberJson({ missing_required_fields: true })],
  ])('is explained by %s: nothing more is asked', async (_, number) => {
    const { transport, sent } = scripted(asking(numberJson(), number));
    await new TwilioProvider(account, transport).read([KW], call);
    expect(sent).toHaveLength(1);
  });

  it('is looked into for twenty numbers at most', async () => {
    const numbers = Array.from({ length: 50 }, (_, index) =>
      numberJson({ phone_number: `+121255501${String(index).padStart(2, '0')}` }),
    );
    const { transport, sent } = scripted(
      asking(...numbers),
      ...Array.from({ length: 20 }, () => ({ json: detail })),
    );
    const {
      orders: [order],
    } = await new TwilioProvider(account, transport).read([KW], call);
    expect(sent).toHaveLength(21);
    expect(order?.items).toHaveLength(50);
  });
});

it('keeps credentials and the account out of errors', async () => {
  const { transport } = scripted({ status: 401, json: { code: 20003, message: 'Authenticate' } });
  const error = await failureOf(new TwilioProvider(account, transport).read([KW], { now: NOW }));
  expect(`${error.message} ${JSON.stringify(error.problem)}`).not.toMatch(new RegExp(`s3cr3t|older|${AC}`));
});
