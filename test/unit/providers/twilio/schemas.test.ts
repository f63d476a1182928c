import {
  errorBodySchema,
  phoneNumberSchema,
  portabilitySchema,
  portInPageSchema,
  portInSchema,
  webhookConfigurationSchema,
} from '../../../../src/providers/twilio/schemas';
import { KW, NUMBER, numberJson, portInJson, PU } from './examples';

describe('a PortIn', () => {
  it('reads what Twilio documents', () => {
    const order = portInSchema.parse(portInJson({ support_ticket_id: 4711 }));
    expect(order).toMatchObject({
      port_in_request_sid: KW,
      address_country: 'USA',
      support_ticket_id: '4711',
    });
    expect(order.phone_numbers[0]).toMatchObject({ phone_number: NUMBER, portable: true });
  });

  it('reads it with null and nothing everywhere', () => {
    const nothing = Object.fromEntries(Object.keys(portInJson()).map((key) => [key, null]));
    const bare = portInSchema.parse({ ...nothing, port_in_request_sid: KW });
    expect(bare).toMatchObject({ phone_numbers: [], documents: [] });
    expect(bare.port_in_request_status).toBeUndefined();
    expect(portInSchema.parse({ port_in_request_sid: KW }).phone_numbers).toEqual([]);
  });

  it.each([
    ['true', true],
    ['False', false],
    [1, true],
    [0, false],
    [null, undefined],
    ['', undefined],
    ['maybe', undefined],
    [{}, undefined],
  ])('reads portable %j as %j', (portable, expected) => {
    const order = portInSchema.parse(portInJson({ phone_numbers: [numberJson({ portable })] }));
    expect(order.phone_numbers[0]?.portable).toBe(expected);
  });

  it.each([
    [22155, '22155'],
    ['22155', '22155'],
    [' 22155 ', '22155'],
    ['', undefined],
    ['null', undefined],
    [null, undefined],
    [['22155'], undefined],
  ])('reads the code %j as %j', (rejection_reason_code, expected) => {
    const order = portInSchema.parse(portInJson({ phone_numbers: [numberJson({ rejection_reason_code })] }));
    expect(order.phone_numbers[0]?.rejection_reason_code).toBe(expected);
  });

  it('reads numbers that come as bare strings, and leaves out what is no number', () => {
    const order = portInSchema.parse(portInJson({ phone_numbers: [NUMBER, null, 7, [], numberJson()] }));
    expect(order.phone_numbers.map(({ phone_number }) => phone_number)).toEqual([NUMBER, NUMBER]);
  });

  it('lets a PIN and the data of the account holder go no further', () => {
    const order = portInSchema.parse(
      portInJson({
        phone_numbers: [numberJson({ port_out_pin: 7788, pin: '7788' })],
        losing_carrier_information: { customer_name: 'Acme LLC', account_number: 'A-991', address: null },
      }),
    );
    expect(JSON.stringify(order)).not.toMatch(/7788|Acme|A-991/);
  });

  it.each([
    ['no sid', { port_in_request_sid: null }],
    ['a sid of another kind', { port_in_request_sid: PU }],
    ['numbers that are no list', { phone_numbers: 'many' }],
  ])('is unreadable with %s', (_, change) => {
    expect(portInSchema.safeParse(portInJson(change)).success).toBe(false);
  });

  it.each([null, [], 'text', 7])('is unreadable as %j', (answer) => {
    expect(portInSchema.safeParse(answer).success).toBe(false);
  });
});

describe('a PhoneNumber', () => {
  // The published example (docs/reference/twilio.md#resources), with the PIN that Twilio returns.
  const example = {
    port_in_request_sid: 'KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    phone_number_type: 'LOCAL',
    country: 'US',
    missing_required_fields: false,
    phone_number: '+15024953384',
    portable: true,
    not_portability_reason_code: 22132,
    port_in_phone_number_status: 'in_review',
    phone_number_sid: 'PUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    port_out_pin: 1234,
    rejection_reason: null,
    port_date: '2024-05-17T00:00:00Z',
  };

  it('reads the documented example without its PIN', () => {
    const number = phoneNumberSchema.parse(example);
    expect(number).toMatchObject({
      missing_required_fields: false,
      country: 'US',
      not_portability_reason_code: '22132',
    });
    expect(JSON.stringify(number)).not.toContain('1234');
  });

  it('is unreadable when it says neither which number nor how it stands', () => {
    expect(phoneNumberSchema.safeParse({ country: 'US' }).success).toBe(false);
  });
});

it('reads a Portability', () => {
  const answer = portabilitySchema.parse({
    portable: 'false',
    pin_and_account_number_required: 'true',
    not_portable_reason_code: '22132',
    number_type: 'TOLL-FREE',
    voice_carrier: 'Bell',
    messaging_carrier: null,
  });
  expect(answer).toMatchObject({
    portable: false,
    pin_and_account_number_required: true,
    not_portable_reason_code: '22132',
    number_type: 'TOLL-FREE',
    voice_carrier: 'Bell',
  });
  expect(answer.messaging_carrier).toBeUndefined();
});

describe('a page of orders', () => {
  it('reads rows and the next token', () => {
    const page = portInPageSchema.parse({
      port_in_requests: [{ port_in_request_sid: KW, phone_numbers_requested: 3 }],
      meta: { next_token: KW, previous_token: null },
    });
    expect(page).toMatchObject({
      port_in_requests: [{ phone_numbers_requested: '3' }],
      meta: { next_token: KW },
    });
  });

  it.each([null, '', undefined])('ends with the token %j', (next_token) => {
    expect(
      portInPageSchema.parse({ port_in_requests: [], meta: { next_token } }).meta.next_token,
    ).toBeUndefined();
  });

  it.each([
    ['a row without its sid', { port_in_requests: [{ port_in_request_status: 'x' }], meta: {} }],
    ['no paging', { port_in_requests: [] }],
    ['no rows', { meta: {} }],
  ])('is unreadable with %s: an order could stay unseen', (_, page) => {
    expect(portInPageSchema.safeParse(page).success).toBe(false);
  });
});

it('reads a webhook configuration that filters nothing', () => {
  expect(
    webhookConfigurationSchema.parse({ port_in_target_url: 'https://h.example', notifications_of: null }),
  ).toEqual({
    port_in_target_url: 'https://h.example',
    notifications_of: [],
  });
});

describe('an error body', () => {
  it.each([
    [
      { code: 22102, message: 'bad', more_info: 'https://x', status: 400 },
      { code: '22102', text: 'bad' },
    ],
    [
      { type: 'about:blank', title: 'Bad', detail: 'worse', status: 400, code: '20001' },
      { code: '20001', text: 'worse' },
    ],
    [{ title: 'Bad' }, { text: 'Bad' }],
  ])('%j', (body, expected) => {
    expect(errorBodySchema.parse(body)).toMatchObject(expected);
  });

  it.each([{}, null, 'Bad Gateway', { status: 400 }])('is not found in %j', (body) => {
    expect(errorBodySchema.safeParse(body).success).toBe(false);
  });
});
