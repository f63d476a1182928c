import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { failureOf, scripted } from '../scripted';
import {
  account,
  asked,
  call,
  commentJson,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  portRequest,
  portRequestJson,
  PR,
  PR2,
  SR,
  subRequestJson,
} from './examples';

const REF = `${PR}/${SR}`;
const providerOf = (...answers: Parameters<typeof scripted>) => {
  const { transport, sent } = scripted(...answers);
  return { provider: new TelnyxV1Provider(account, transport), sent };
};
const refusal = { status: 422, json: { message: 'no' } };

it('can do what Telnyx can', () => {
  expect(providerOf().provider.capabilities).toMatchObject({
    afterUnknownSend: 'look_up',
    cancel: 'order',
    numbersPerOrder: 1000,
    mixesAccounts: true,
    webhookScope: 'none',
    policy: {
      cancellationWindow: 48 * 3_600_000,
      enforcement: 'best_effort',
      searchDelay: 120_000,
      holdAfterPorted: 0,
    },
  });
});

describe('checkPortability', () => {
  const answer = (raw_number: string, changes: Record<string, unknown> = {}) => ({
    raw_number,
    e164_number: raw_number,
    portable: true,
    portability_status: 'confirmed',
    carrier_name: 'Old Carrier',
    coverage_category: 'nanp_generic',
    non_portable_reason: null,
    ...changes,
  });

  it('answers in the order asked, with what each answer says', async () => {
    const json = [
      {
        phone_numbers: [
          answer(OTHER, { portable: false, non_portable_reason: 'already_being_ported' }),
          answer(NUMBER, { raw_number: '(312) 535-4200', coverage_category: 'nanp_toll_free' }),
        ],
      },
    ];
    const { provider, sent } = providerOf({ status: 201, json });
    expect(await provider.checkPortability([NUMBER, OTHER], call)).toMatchObject([
      { phoneNumber: NUMBER, portable: true, type: 'toll_free', country: 'US' },
      {
        phoneNumber: OTHER,
        portable: false,
        rejection: { reason: 'duplicate_port', code: 'already_being_ported' },
      },
    ]);
    expect(JSON.parse(sent[0]!.body!)).toEqual({
      phone_numbers: [{ phone_number: NUMBER }, { phone_number: OTHER }],
    });
  });

  it('asks about a hundred at once', async () => {
    const numbers = Array.from({ length: 201 }, (_, i) => `+1312535${String(i).padStart(4, '0')}`);
    const json = (from: number, until: number) => ({
      json: [{ phone_numbers: numbers.slice(from, until).map((number) => answer(number)) }],
    });
    const { provider, sent } = providerOf(json(0, 100), json(100, 200), json(200, 201));
    const answers = await provider.checkPortability(numbers, call);
    expect(answers.map(({ phoneNumber }) => phoneNumber)).toEqual(numbers);
    expect(sent).toHaveLength(3);
  });

  it.each([
    ['leaves a number out', [{ phone_numbers: [answer(NUMBER)] }]],
    [
      'does not say whether it is portable',
      [{ phone_numbers: [answer(NUMBER), answer(OTHER, { portable: null })] }],
    ],
    ['is empty', []],
    ['is another thing', { phone_numbers: [] }],
  ])('cannot go on an answer that %s', async (_, json) => {
    const { problem } = await failureOf(
      providerOf({ json }).provider.checkPortability([NUMBER, OTHER], call),
    );
    expect(problem.code).toBe('provider_answer_unreadable');
    expect(problem.message).not.toContain('3125354');
  });
});

describe('read', () => {
  it('asks once for each port request, and for its comments', async () => {
    const { transport, sent } = scripted(
      {
        json: portRequestJson({ sub_requests: [subRequestJson({ status: 'exception' })], phone_numbers: [] }),
      },
      { json: [commentJson()] },
    );
    const { orders } = await new TelnyxV1Provider(account, transport).read([REF, PR, `${PR}/gone`], call);
    expect(orders).toMatchObject([{ ref: REF, comments: [{ id: 'c1' }] }]);
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}`, `GET /port_requests/${PR}/comments`]);
  });

  it('answers port request by port request: one that cannot be read hides nothing of the others', async () => {
    const { provider } = providerOf(
      { json: portRequestJson() },
      { status: 404, json: { message: 'no' } },
      { json: [] },
    );
    const { orders, failures } = await provider.read([REF, `${PR2}/${SR}`, PR2], call);
    expect(orders.map(({ ref }) => ref)).toContain(REF);
    expect(failures).toMatchObject([
      { ref: `${PR2}/${SR}`, problem: { code: 'provider_not_found' } },
      { ref: PR2, problem: { code: 'provider_not_found' } },
    ]);
  });

  it('shows an order that its port request has no more as one without numbers', async () => {
    const { provider } = providerOf({ json: portRequestJson() }, { json: [] });
    const { orders } = await provider.read([REF, PR, `${PR}/gone`], call);
    expect(orders.slice(-2)).toEqual([
      { ref: PR, providerStatus: 'unassigned', actionRequired: false, items: [], isComplete: true },
      { ref: `${PR}/gone`, providerStatus: '', actionRequired: false, items: [], isComplete: true },
    ]);
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['lists all', {}, true],
    ['lists none', { phone_numbers: [], sub_requests: [subRequestJson({ phone_numbers: [] })] }, false],
    [
      'has one that cannot be read',
      { phone_numbers: [{ phone_number: 'soon' }], sub_requests: [subRequestJson({ phone_numbers: [] })] },
      false,
    ],
  ])('calls orders complete where the port request %s of its numbers', async (_, json, isComplete) => {
    const { provider } = providerOf({ json: portRequestJson(json) }, { json: [] });
    const { orders } = await provider.read([REF], call);
    expect(orders.every((order) => order.isComplete === (isComplete ? true : undefined))).toBe(true);
  });

  it.each([403, 404, 422])('shows orders without comments that Telnyx does not give (%d)', async (status) => {
    const { provider } = providerOf({ json: portRequestJson() }, { status, json: { message: 'no' } });
    const {
      orders: [order],
    } = await provider.read([REF], call);
    expect(order?.ref).toBe(REF);
    expect(order).not.toHaveProperty('comments');
  });

  it('keeps one long comment about 1,000 refused numbers once', async () => {
    const phone_numbers = Array.from({ length: 1_000 }, (_, index) =>
      numberJson({
        phone_number: `+1312535${String(index).padStart(4, '0')}`,
        sub_request_status: 'exception',
      }),
    );
    const body = `ACCOUNT_NUMBER_MISMATCH ${'as the carrier wrote: no such account. '.repeat(60)}`.slice(
      0,
      2_000,
    );
    const { provider } = providerOf(
      {
        json: portRequestJson({
          phone_numbers,
          sub_requests: [subRequestJson({ status: 'exception', phone_numbers })],
        }),
      },
      { json: [commentJson({ body })] },
    );
    const read = await provider.read([REF], call);
    expect(read.orders[0]!.items[999]!.rejection).toMatchObject({
      reason: 'account_number_wrong',
      isTextOfOrder: true,
    });
    expect(read.orders[0]!.rejectionText).toMatch(/^ACCOUNT_NUMBER_MISMATCH/);
    expect(Buffer.byteLength(JSON.stringify(read))).toBeLessThan(310_000);
  });

  it.each([500, 429, 401])(
    'fails when the comments are unknown (%d): they must not come and go',
    async (status) => {
      const { provider } = providerOf({ json: portRequestJson() }, { status, json: { message: 'no' } });
      expect((await failureOf(provider.read([REF], call))).problem.status).toBe(status);
    },
  );

  it.each([
    [undefined, undefined, '2026-12-11T09:59:59.999Z'],
    [undefined, 'America/New_York', '2026-12-11T04:59:59.999Z'],
    ['America/Chicago', 'America/New_York', '2026-12-11T05:59:59.999Z'],
  ])(
    'takes a day in the zone of the call, else of the account: %s, %s',
    async (timeZone, accountZone, until) => {
      const json = portRequestJson({
        phone_numbers: [],
        sub_requests: [
          subRequestJson({
            status: 'foc-date-confirmed',
            foc_date: '2026-12-10',
            phone_numbers: [{ phone_number: NUMBER }],
          }),
        ],
      });
      const { transport } = scripted({ json }, { json: [] });
      const provider = new TelnyxV1Provider(
        { ...account, ...(accountZone && { timeZone: accountZone }) },
        transport,
      );
      const {
        orders: [order],
      } = await provider.read([REF], { ...call, ...(timeZone && { timeZone }) });
      expect(order?.items[0]?.foc?.until).toBe(Date.parse(until));
    },
  );
});

describe('cancel', () => {
  it('asks for the cancellation of the sub request', async () => {
    const { provider, sent } = providerOf({ json: subRequestJson({ status: 'cancel-pending' }) });
    await provider.cancel({ orderRef: REF }, call);
    expect(asked(sent)).toEqual([`POST /port_requests/${PR}/sub_requests/${SR}/cancellation`]);
  });

  it('of one number is refused with words, and nothing is sent', async () => {
    const { provider, sent } = providerOf();
    const target = { orderRef: REF, number: { phoneNumber: NUMBER } };
    const { problem } = await failureOf(provider.cancel(target, call));
    expect([problem.outcome, sent]).toEqual(['refused', []]);
    expect(problem.message).toMatch(/as a whole/);
    expect(problem.message).not.toContain('3125354200');
  });

  it('of numbers in no sub request waits until there is one, and nothing is sent', async () => {
    const { provider, sent } = providerOf();
    const { problem } = await failureOf(provider.cancel({ orderRef: PR }, call));
    expect([problem.outcome, problem.retryAfterMs, sent]).toEqual(['unavailable', 3_600_000, []]);
    expect(problem.message).toMatch(/no sub request yet/);
  });

  it.each(['cancel-pending', 'cancelled'])('again of what is %s already is no news', async (status) => {
    const { provider } = providerOf(refusal, { json: subRequestJson({ status }) });
    await expect(provider.cancel({ orderRef: REF }, call)).resolves.toBeUndefined();
  });

  it.each([
    ['the order goes on', { json: subRequestJson({ status: 'submitted' }) }],
    ['its state cannot be read', { status: 500 }],
  ])('is refused when %s', async (_, answer) => {
    const { problem } = await failureOf(providerOf(refusal, answer).provider.cancel({ orderRef: REF }, call));
    expect(problem).toMatchObject({ outcome: 'refused', message: expect.stringContaining('48 hours') });
  });

  it('that was not answered stays unknown, and is not explained away', async () => {
    const { provider, sent } = providerOf({ status: 500 });
    expect((await failureOf(provider.cancel({ orderRef: REF }, call))).problem.outcome).toBe('unknown');
    expect(sent).toHaveLength(1);
  });
});

describe('edit', () => {
  const edit = (request = portRequest(), numbers = [NUMBER]) => ({ orderRef: REF, request, numbers });
  const windows = { json: [{ start: '2026-12-11T14:00:00Z', end: '2026-12-11T22:00:00Z' }] };
  const bodyOf = (sent: { body?: string | undefined }[]) =>
    JSON.parse(sent.at(-1)!.body!) as Record<string, unknown>;

  it('says what the request says now, and keeps the date that is still wanted', async () => {
    const numbers = [
      { phoneNumber: NUMBER, pin: '4242' },
      { phoneNumber: OTHER, pin: '1' },
    ];
    const providerOptions = { 'telnyx-v1': { connectionId: '77', messagingProfileId: '88' } };
    const { provider, sent } = providerOf({ json: subRequestJson() }, { json: subRequestJson() });
    await provider.edit(edit(portRequest({ numbers, providerOptions })), call);
    expect(asked(sent)).toEqual([
      `GET /port_requests/${PR}/sub_requests/${SR}`,
      `PUT /port_requests/${PR}/sub_requests/${SR}`,
    ]);
    expect(bodyOf(sent)).toMatchObject({
      pin_passcode: '4242',
      foc_date_requested_by_user: '2026-12-10T16:00:00.000Z',
    });
    expect(bodyOf(sent)).not.toHaveProperty('default_message_profile_id');
  });

  it.each([
    [
      'another day is wanted',
      portRequest({ schedule: { date: '2026-12-11', timeZone: 'America/Chicago' } }),
      NOW,
    ],
    ['it is over', portRequest({ schedule: { date: 'asap' } }), Date.parse('2026-12-10T17:00:00Z')],
  ])('takes an allowed date when %s', async (_, request, now) => {
    const { provider, sent } = providerOf({ json: subRequestJson() }, windows, { json: subRequestJson() });
    await provider.edit(edit(request), { now });
    expect(bodyOf(sent)).toMatchObject({ foc_date_requested_by_user: '2026-12-11T14:00:00.000Z' });
  });

  it('is refused for a date that Telnyx does not allow: the allowed ones are named', async () => {
    const { provider, sent } = providerOf({ json: subRequestJson() }, windows);
    const request = portRequest({ schedule: { date: '2026-12-24', timeZone: 'America/Chicago' } });
    const { problem } = await failureOf(provider.edit(edit(request), call));
    expect(problem.outcome).toBe('refused');
    expect(problem.message).toContain('2026-12-11T08:00-06:00');
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  it('is refused for numbers of two accounts, without their data', async () => {
    const numbers = [
      { phoneNumber: NUMBER, pin: '4242' },
      { phoneNumber: OTHER, pin: '1717' },
    ];
    const { provider } = providerOf({ json: subRequestJson() });
    const { problem } = await failureOf(provider.edit(edit(portRequest({ numbers }), [NUMBER, OTHER]), call));
    expect(problem.message).toMatch(/Mixed accounts/);
    expect(problem.message).not.toMatch(/4242|1717|3125354/);
  });
});

describe('the rest', () => {
  it('reads the allowed dates', async () => {
    const { provider } = providerOf({
      json: [{ start: '2026-12-11T14:00:00Z', end: '2026-12-11T22:00:00Z' }],
    });
    expect(await provider.allowedDates(REF, call)).toEqual([
      { from: Date.parse('2026-12-11T14:00:00Z'), until: Date.parse('2026-12-11T22:00:00Z') },
    ]);
  });

  it.each([
    [REF, SR],
    [PR, null],
  ])('writes a comment about %s', async (ref, sub_request_id) => {
    const { provider, sent } = providerOf(
      { json: [] },
      { status: 201, json: commentJson({ body: 'Please go on.' }) },
    );
    expect(await provider.comment(ref, 'Please go on.', call)).toEqual({
      id: 'c1',
      at: Date.parse('2026-11-17T10:00:00Z'),
      body: 'Please go on.',
      by: 'u7',
    });
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}/comments`, `POST /port_requests/${PR}/comments`]);
    expect(JSON.parse(sent[1]!.body!)).toEqual({ body: 'Please go on.', sub_request_id });
  });

  it('writes the same words once: a lost answer is no reason to repeat oneself', async () => {
    const written = { body: 'Please go on.', sub_request_id: SR, created_at: new Date(NOW).toISOString() };
    const { provider, sent } = providerOf({ json: [commentJson(written)] });
    expect(await provider.comment(REF, 'Please go on.', call)).toMatchObject({ id: 'c1' });
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}/comments`]);
  });

  it('knows when a comment was written that has no time', async () => {
    const { provider } = providerOf({ json: [] }, { status: 200, json: { id: 9 } });
    expect(await provider.comment(REF, 'Hello.', call)).toMatchObject({ id: '9', at: NOW });
  });

  it('rates with all that a PUT wants, as Telnyx has it, and no PIN', async () => {
    const { provider, sent } = providerOf({ json: subRequestJson() }, { json: subRequestJson() });
    await provider.rate(REF, { stars: 4, comment: 'Quick.' }, call);
    expect(JSON.parse(sent[1]!.body!)).toEqual({
      foc_date_requested_by_user: '2026-12-10T16:00:00Z',
      auth_person_name: 'Ada Moss',
      billing_phone_number: '+13125354299',
      street_address: '1 Main St',
      locality: 'Chicago',
      administrative_area: 'IL',
      postal_code: '60601',
      country_code: 'US',
      default_connection_id: '1293384261075731499',
      customer_rating: 4,
      customer_rating_comment: 'Quick.',
    });
  });

  it('of numbers that are in no sub request has to wait', async () => {
    const { provider, sent } = providerOf();
    const failures = [
      await failureOf(provider.allowedDates(PR, call)),
      await failureOf(provider.rate(PR, { stars: 5 }, call)),
      await failureOf(provider.edit({ orderRef: PR, request: portRequest(), numbers: [NUMBER] }, call)),
    ];
    expect(failures.map(({ problem }) => problem.outcome)).toEqual([
      'unavailable',
      'unavailable',
      'unavailable',
    ]);
    expect(sent).toEqual([]);
  });
});

it('keeps credentials out of errors', async () => {
  const { provider } = providerOf({ status: 401, json: { message: 'bad token for ops@acme.example' } });
  const error = await failureOf(provider.read([REF], call));
  expect(`${error.message} ${JSON.stringify(error.problem)}`).not.toMatch(/s3cr3t|ops@acme/);
});
