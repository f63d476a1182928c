import { TransportError } from '../../../../src/providers/http/transport';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { failureOf, scripted } from '../scripted';
import {
  account,
  asked,
  commentJson,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  portRequestJson,
  PR,
  SR,
  SR2,
  subRequestJson,
} from './examples';
import { operating } from './operating';

const ORDER = `${PR}/${SR}`;
const THIRD = '+13125354600';
const noComments = { json: [] };

/** A port request with two sub requests, and a number that is in none. */
const split = (changes: Record<string, unknown> = {}) =>
  portRequestJson({
    phone_numbers: [
      numberJson(),
      numberJson({ phone_number: OTHER, sub_request_id: SR2, sub_request_status: 'ported' }),
      numberJson({ phone_number: THIRD, sub_request_id: null, sub_request_status: null }),
      { phone_number: 'unknown' },
    ],
    sub_requests: [
      subRequestJson({
        status: 'foc-date-confirmed',
        foc_date: '2026-12-10T16:00:00Z',
        description: 'From the portal',
        customer_rating: 4,
        not_published: { pin_passcode: '0042', word: 'kept' },
      }),
      subRequestJson({ id: SR2, status: 'ported', phone_numbers: [], account_number: 'B-7' }),
    ],
    ...changes,
  });

describe('input that is not valid', () => {
  const { operations } = new TelnyxV1Provider(account, scripted().transport);

  it.each([
    {},
    { orderRef: '' },
    { orderRef: 'a b' },
    { orderRef: 'a/b/c' },
    { orderRef: 'a/' },
    { ref: PR },
  ])('%j is not carried out', (input) => {
    expect(operations['order.get']!.input.safeParse(input).success).toBe(false);
  });
});

describe('an order that cannot be read', () => {
  it.each([
    ['is not there', { status: 404, json: { message: 'no' } }, 'provider_not_found'],
    ['is answered with no JSON', { body: '<html>' }, 'provider_answer_unreadable'],
    ['is answered with something else', { json: { message: 'fine' } }, 'provider_answer_unreadable'],
    [
      'has a sub request without an id',
      { json: portRequestJson({ sub_requests: [{}] }) },
      'provider_answer_unreadable',
    ],
    ['is not answered', new TransportError('timeout', 'unknown', 'No answer.'), 'provider_timeout'],
  ])('%s', async (_, answer, code) => {
    const { run, sent } = operating(answer);
    const { problem, message } = await failureOf(run('order.get', { orderRef: ORDER }));
    expect([problem.code, sent.length]).toEqual([code, 1]);
    expect(message).not.toMatch(/0042|Ada/);
  });

  it('has comments without an id', async () => {
    const { run } = operating({ json: split() }, { status: 500 });
    expect((await failureOf(run('order.get', { orderRef: ORDER }))).problem.status).toBe(500);
  });

  it('is no sub request of its port request: the others are named', async () => {
    const { run } = operating({ json: split() }, noComments);
    const { problem } = await failureOf(run('order.get', { orderRef: `${PR}/gone` }));
    expect(problem).toMatchObject({ code: 'provider_not_found', outcome: 'refused' });
    expect(problem.message).toBe(
      'Telnyx: could not read the order: the port request has no such sub request. ' +
        `Its orders are ${ORDER}, ${PR}/${SR2}, ${PR}.`,
    );
  });

  it('was what is in no sub request, and all are in one now', async () => {
    const { run } = operating({ json: portRequestJson() }, noComments);
    const { problem } = await failureOf(run('order.get', { orderRef: PR }));
    expect(problem).toMatchObject({ code: 'provider_not_found', outcome: 'refused' });
    expect(problem.message).toMatch(new RegExp(`in sub requests now\\. Its orders are ${ORDER}\\.$`));
  });

  it('names a few others, and no more', async () => {
    const sub_requests = Array.from({ length: 12 }, (_, index) => subRequestJson({ id: `s${index}` }));
    const { run } = operating({ json: portRequestJson({ phone_numbers: [], sub_requests }) }, noComments);
    const { message } = await failureOf(run('order.get', { orderRef: PR }));
    expect(message).toMatch(/\/s9, and others\.$/);
  });

  it('is of a port request with nothing in it', async () => {
    const { run } = operating({ json: portRequestJson({ phone_numbers: [], sub_requests: [] }) }, noComments);
    expect((await failureOf(run('order.get', { orderRef: PR }))).message).toMatch(/It has no orders\.$/);
  });
});

it('never says a PIN, however deep it lies', async () => {
  for (const orderRef of [ORDER, PR]) {
    for (const json of [split({ pin_passcode: '0042' }), [split()]]) {
      const { run } = operating({ json }, noComments);
      const text = JSON.stringify(await run('order.get', { orderRef }));
      expect(text).not.toMatch(/0042|pin_passcode/);
    }
  }
});

describe('an order', () => {
  it('is one sub request, with all that Telnyx says of it', async () => {
    const { run, sent } = operating({ json: split() }, noComments);
    const order = await run('order.get', { orderRef: ORDER });
    const date = '2026-12-10T16:00:00.000Z';
    expect(order).toMatchObject({ ref: ORDER, status: 'foc-date-confirmed', supportKey: 'sr_1a2b3c' });
    expect(order.numbers).toEqual([
      {
        phoneNumber: NUMBER,
        status: 'in_review',
        providerStatus: 'in-process',
        type: 'local',
        country: 'US',
      },
    ]);
    expect(order.raw).toEqual({
      ...split(),
      phone_numbers: [numberJson()],
      sub_requests: [
        {
          ...Object.fromEntries(Object.entries(subRequestJson()).filter(([name]) => name !== 'pin_passcode')),
          status: 'foc-date-confirmed',
          foc_date: date.replace('.000', ''),
          description: 'From the portal',
          customer_rating: 4,
          not_published: { word: 'kept' },
        },
      ],
    });
    expect(asked(sent)).toEqual([`GET /port_requests/${PR}`, `GET /port_requests/${PR}/comments`]);
    expect(Object.fromEntries(new URL(sent[0]!.url).searchParams)).toEqual({
      include_phone_numbers: 'true',
      include_sub_requests: 'true',
    });
  });

  it('has the date of its numbers, and why they were rejected', async () => {
    const status = 'foc-date-confirmed';
    const dated = portRequestJson({
      phone_numbers: [numberJson({ sub_request_status: status })],
      sub_requests: [subRequestJson({ status, foc_date: '2026-12-10T16:00:00Z' })],
    });
    const [number] = (await operating({ json: dated }, noComments).run('order.get', { orderRef: ORDER }))
      .numbers;
    const instant = '2026-12-10T16:00:00.000Z';
    expect(number).toMatchObject({
      status: 'foc_confirmed',
      foc: { from: instant, until: instant, precision: 'instant' },
    });
    const rejected = portRequestJson({
      phone_numbers: [],
      sub_requests: [subRequestJson({ status: 'exception', phone_numbers: [{ phone_number: NUMBER }] })],
    });
    const { run } = operating({ json: rejected }, { json: [commentJson()] });
    expect((await run('order.get', { orderRef: ORDER })).numbers).toMatchObject([
      { status: 'rejected', rejection: { message: expect.stringContaining('The PIN is wrong.') } },
    ]);
  });

  it.each([404, 422])('stands without comments that Telnyx does not give (%d)', async (status) => {
    const { run } = operating({ json: split() }, { status, json: { message: 'no' } });
    expect(await run('order.get', { orderRef: ORDER })).toMatchObject({ ref: ORDER });
  });

  it('is what is in no sub request', async () => {
    const { run } = operating({ json: split() }, noComments);
    const order = await run('order.get', { orderRef: PR });
    expect(order).toMatchObject({
      ref: PR,
      status: 'unassigned',
      supportKey: 'pr_9z8y7x',
      numbers: [{ phoneNumber: THIRD, status: 'in_review', providerStatus: 'unassigned' }],
      raw: { id: PR, phone_numbers: [{ phone_number: THIRD }], sub_requests: [] },
    });
  });

  it('says no more lists than Telnyx does', async () => {
    const json = { id: PR, phone_numbers: [numberJson()], sub_requests: null };
    const { run } = operating({ json }, noComments);
    const { raw: said } = await run('order.get', { orderRef: ORDER });
    expect(said).toEqual({ id: PR, phone_numbers: [numberJson()], sub_requests: null });
    const bare = { id: PR, sub_requests: [{ id: SR, phone_numbers: [{ phone_number: NUMBER }] }] };
    const other = operating({ json: bare }, noComments);
    expect((await other.run('order.get', { orderRef: ORDER })).raw).toEqual(bare);
  });

  it('takes a day in the zone of the account', async () => {
    const json = portRequestJson({
      phone_numbers: [numberJson({ sub_request_status: 'foc-date-confirmed' })],
      sub_requests: [subRequestJson({ status: 'foc-date-confirmed', foc_date: '2026-12-10' })],
    });
    const { transport } = scripted({ json }, noComments);
    const { operations } = new TelnyxV1Provider({ ...account, timeZone: 'America/New_York' }, transport);
    const order = await operations['order.get']!.run({ orderRef: ORDER }, { now: NOW });
    expect(order.numbers[0]?.foc?.until).toBe('2026-12-11T04:59:59.999Z');
  });
});
