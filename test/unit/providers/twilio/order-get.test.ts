import { TransportError } from '../../../../src/providers/http/transport';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { failureOf, scripted } from '../scripted';
import { AC, account, AD, KW, NUMBER, numberJson, operating, portInJson, PU, RD } from './examples';

/** `order.get`: one order as it is, with all that Twilio says of it. */
const PATH = `GET /v1/Porting/PortIn/${KW}`;

const reading = (...answers: Parameters<typeof scripted>) => {
  const { run, asked } = operating(answers);
  return { get: () => run('order.get', { orderRef: KW }), asked };
};

describe('input that is not valid', () => {
  const { operations } = new TwilioProvider(account, scripted().transport);

  it.each([
    {},
    { orderRef: '' },
    { orderRef: PU },
    { orderRef: KW.slice(0, -1) },
    { orderRef: `${KW}/PhoneNumber/${PU}` },
    { orderRef: [KW] },
    { orderRef: KW, number: NUMBER },
  ])('%j is not carried out', (input) => {
    expect(operations['order.get']!.input.safeParse(input).success).toBe(false);
  });
});

describe('an order that cannot be had', () => {
  it.each<[string, Parameters<typeof scripted>[number], object]>([
    [
      'that is not there',
      { status: 404, json: { code: 20404, message: 'The requested resource was not found', status: 404 } },
      { code: 'provider_not_found', outcome: 'refused', providerCode: '20404' },
    ],
    [
      'of another account',
      { status: 403, json: { code: 20403, message: 'Forbidden', status: 403 } },
      { code: 'provider_unauthorized', outcome: 'refused' },
    ],
    ['while Twilio is away', { status: 503 }, { code: 'provider_unavailable', outcome: 'unavailable' }],
    [
      'whose answer is lost',
      new TransportError('connection', 'unknown', 'It broke.'),
      { code: 'provider_unavailable', outcome: 'unavailable' },
    ],
    [
      'whose answer is not JSON',
      { body: '<html>+12125550100 PIN 0042</html>' },
      { code: 'provider_answer_unreadable', outcome: 'unavailable' },
    ],
    ['whose answer is a list', { json: [portInJson()] }, { code: 'provider_answer_unreadable' }],
    [
      'whose answer has no sid',
      { json: portInJson({ port_in_request_sid: null }) },
      { code: 'provider_answer_unreadable' },
    ],
  ])('%s fails, and names nothing of it', async (_, answer, expected) => {
    const { get } = reading(answer);
    const { problem } = await failureOf(get());
    expect(problem).toMatchObject(expected);
    expect(problem.message).not.toMatch(/2125550100|0042|Acme/);
  });
});

describe('PINs', () => {
  it('are never in what Twilio said, wherever they lie', async () => {
    const withPins = {
      ...numberJson(),
      pin: '7742',
      port_out_pin: 7742,
      details: [{ pin: '7742', kept: true }, { deeper: { port_out_pin: '7742' } }],
    };
    const json = portInJson({
      phone_numbers: [withPins],
      pin: '7742',
      losing_carrier_information: { pin: { code: '7742' }, customer_name: 'Acme LLC' },
      pin_and_account_number_required: true,
    });
    const answer = await reading({ json }).get();
    expect(JSON.stringify(answer)).not.toContain('7742');
    expect(answer.raw).toEqual(
      portInJson({
        phone_numbers: [{ ...numberJson(), details: [{ kept: true }, { deeper: {} }] }],
        losing_carrier_information: { customer_name: 'Acme LLC' },
        pin_and_account_number_required: true,
      }),
    );
  });

  it('are not in the answer when a number was looked into', async () => {
    const json = portInJson({ port_in_request_status: 'Action Required' });
    const detail = { phone_number: NUMBER, missing_required_fields: true, port_out_pin: 7742 };
    const answer = await reading({ json }, { json: detail }).get();
    expect(JSON.stringify(answer)).not.toContain('7742');
  });
});

describe('an order', () => {
  it('is read once, and shown in our words beside all that Twilio says', async () => {
    const json = portInJson({
      url: `https://numbers.twilio.com/v1/Porting/PortIn/${KW}`,
      port_in_request_status: 'In progress',
      notification_emails: ['ops@acme.example'],
      target_port_in_date: '2026-12-10',
      target_port_in_time_range_start: '18:15:00Z',
      target_port_in_time_range_end: null,
      losing_carrier_information: { customer_name: 'Acme LLC', address_sid: AD },
      support_ticket_id: 40_112,
      signature_request_url: 'https://sign.example/x',
      order_cancellation_reason: 'Not ours',
      something_new: [1, { deep: null }],
      phone_numbers: [
        numberJson({ port_in_phone_number_status: 'port_pending', port_date: '2026-12-10T15:00:00Z' }),
        numberJson({
          phone_number: '+12125550101',
          port_in_phone_number_status: 'port_rejected',
          rejection_reason: 'INVALID_PIN',
          rejection_reason_code: '22155',
          number_type: null,
        }),
        numberJson({ phone_number: '+12125550102', port_in_phone_number_status: 'Losing Carrier Review' }),
      ],
    });
    const { get, asked } = reading({ json });
    await expect(get()).resolves.toEqual({
      ref: KW,
      status: 'In progress',
      cancellationReason: 'Not ours',
      supportTicket: '40112',
      signatureUrl: 'https://sign.example/x',
      numbers: [
        {
          phoneNumber: NUMBER,
          status: 'foc_confirmed',
          providerStatus: 'port_pending',
          foc: { from: '2026-12-10T15:00:00.000Z', until: '2026-12-10T15:00:00.000Z', precision: 'instant' },
          type: 'local',
          country: 'US',
        },
        {
          phoneNumber: '+12125550101',
          status: 'rejected',
          providerStatus: 'port_rejected',
          rejection: {
            reason: 'pin_wrong_or_expired',
            code: '22155',
            message: 'INVALID_PIN',
            actor: 'customer',
            field: 'numbers.pin',
            fixable: true,
          },
          country: 'US',
        },
        {
          phoneNumber: '+12125550102',
          providerStatus: 'Losing Carrier Review',
          type: 'local',
          country: 'US',
        },
      ],
      raw: json,
    });
    expect(asked()).toEqual([PATH]);
  });

  it('that no port made may say less: bare numbers, no status', async () => {
    const json = { port_in_request_sid: KW, account_sid: AC, phone_numbers: [NUMBER], documents: [RD] };
    await expect(reading({ json }).get()).resolves.toEqual({
      ref: KW,
      status: '',
      numbers: [{ phoneNumber: NUMBER, providerStatus: '', country: 'US' }],
      raw: json,
    });
  });

  it('without numbers is one all the same', async () => {
    const json = portInJson({ phone_numbers: null, port_in_request_status: 'Canceled' });
    await expect(reading({ json }).get()).resolves.toEqual({
      ref: KW,
      status: 'Canceled',
      numbers: [],
      raw: json,
    });
  });

  it.each([
    ['the call', 'America/New_York', 'Asia/Tokyo', '2026-12-11T04:59:59.999Z'],
    ['the account', undefined, 'Asia/Tokyo', '2026-12-10T14:59:59.999Z'],
  ])('has its day in the zone of %s', async (_, timeZone, accountZone, until) => {
    const number = numberJson({
      port_in_phone_number_status: 'port_pending',
      port_date: '2026-12-10T00:00:00Z',
    });
    const { run } = operating([{ json: portInJson({ phone_numbers: [number] }) }], {
      account: { timeZone: accountZone },
      call: timeZone === undefined ? {} : { timeZone },
    });
    const { numbers } = await run('order.get', { orderRef: KW });
    expect(numbers[0]?.foc).toMatchObject({ until, precision: 'date' });
  });

  it('is told in the words of the account', async () => {
    const number = numberJson({ port_in_phone_number_status: 'On Hold' });
    const { run } = operating([{ json: portInJson({ phone_numbers: [number] }) }], {
      account: { statusMap: { on_hold: 'submitted' } },
    });
    const { numbers } = await run('order.get', { orderRef: KW });
    expect(numbers[0]).toMatchObject({ status: 'submitted', providerStatus: 'On Hold' });
  });
});

describe('an order that asks for action and does not say what', () => {
  const asking = portInJson({
    port_in_request_status: 'Action Required',
    phone_numbers: [numberJson({ number_type: null })],
  });

  it('is looked into number by number, as at every read', async () => {
    const detail = { phone_number: NUMBER, missing_required_fields: true, phone_number_type: 'MOBILE' };
    const { get, asked } = reading({ json: asking }, { json: detail });
    const { numbers, raw: said } = await get();
    expect(numbers).toMatchObject([{ phoneNumber: NUMBER, type: 'mobile' }]);
    expect(said).toEqual(asking);
    expect(asked()).toEqual([PATH, `${PATH}/PhoneNumber/${PU}`]);
  });

  it('stands as it was read when that cannot be had', async () => {
    const { get } = reading({ json: asking }, { status: 500 });
    await expect(get()).resolves.toMatchObject({
      status: 'Action Required',
      numbers: [{ phoneNumber: NUMBER }],
    });
  });
});
