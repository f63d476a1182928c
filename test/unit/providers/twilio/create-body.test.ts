import { createBody, secretsIn } from '../../../../src/providers/twilio/create-body';
import { AC, AD, NUMBER, portRequest, RD } from './examples';

const defaults = { accountSid: AC };
const build = (request = portRequest(), numbers = request.numbers.map((n) => n.phoneNumber), zone?: string) =>
  createBody(request, numbers, { ...defaults, timeZone: zone });

function bodyOf(result: ReturnType<typeof build>) {
  if (!result.ok) throw new Error(result.wrong.join(', '));
  return result.body;
}

describe('createBody', () => {
  it('puts a request into Twilio’s words', () => {
    expect(bodyOf(build())).toEqual({
      account_sid: AC,
      documents: [RD],
      losing_carrier_information: {
        customer_name: 'Acme LLC',
        authorized_representative: 'Ada Moss',
        authorized_representative_email: 'ada@acme.example',
        customer_type: 'Business',
        account_number: 'A-991',
        account_telephone_number: '+12125550199',
        address: { street: '1 Main St', city: 'New York', state: 'NY', zip: '10001', country: 'US' },
      },
      phone_numbers: [{ phone_number: NUMBER, pin: '0042' }],
      notification_emails: ['ops@acme.example'],
      target_port_in_date: '2026-12-10',
    });
  });

  it('sends nothing that was not asked for', () => {
    const body = bodyOf(
      build(
        portRequest({
          schedule: { date: 'asap' },
          notificationEmails: [],
          numbers: [{ phoneNumber: NUMBER }],
          subscriber: {
            name: 'Ann',
            authorizedPerson: { name: 'Ann', email: 'ann@a.example' },
            address: { street: '1', city: 'X', region: 'NY', postalCode: '1', country: 'US' },
          },
        }),
      ),
    );
    expect(JSON.parse(JSON.stringify(body))).toEqual({
      account_sid: AC,
      documents: [RD],
      losing_carrier_information: {
        customer_name: 'Ann',
        authorized_representative: 'Ann',
        authorized_representative_email: 'ann@a.example',
        address: { street: '1', city: 'X', state: 'NY', zip: '1', country: 'US' },
      },
      phone_numbers: [{ phone_number: NUMBER }],
    });
  });

  it('takes account, address and bundle from the provider options, the address sid instead of the address', () => {
    const targetAccountSid = `AC${'9'.repeat(32)}`;
    const bundleSid = `BU${'8'.repeat(32)}`;
    const body = bodyOf(
      build(portRequest({ providerOptions: { twilio: { targetAccountSid, addressSid: AD, bundleSid } } })),
    );
    expect(body).toMatchObject({ account_sid: targetAccountSid, bundle_sid: bundleSid });
    expect(body.losing_carrier_information.address_sid).toBe(AD);
    expect(body.losing_carrier_information.address).toBeUndefined();
  });

  it('takes null in the options and in street2 for absent', () => {
    const request = portRequest({
      providerOptions: { twilio: { targetAccountSid: null, addressSid: null } },
    });
    const address = { ...request.subscriber!.address, street2: null as unknown as undefined };
    const body = bodyOf(build({ ...request, subscriber: { ...request.subscriber, address } as never }));
    expect(body.account_sid).toBe(AC);
    expect(body.losing_carrier_information.address).not.toHaveProperty('street_2', null);
  });

  it.each([
    ['2026-12-10', 'America/Los_Angeles', undefined, '10:15:00-08:00', '12:00:00-08:00'],
    ['2026-07-10', 'America/Los_Angeles', undefined, '10:15:00-07:00', '12:00:00-07:00'],
    ['2026-07-10', undefined, 'America/New_York', '10:15:00-04:00', '12:00:00-04:00'],
  ])('gives hours the offset of that very day: %s in %s or %s', (date, timeZone, accountZone, start, end) => {
    const schedule = { date, timeRange: { start: '10:15', end: '12:00' }, ...(timeZone && { timeZone }) };
    const body = bodyOf(build(portRequest({ schedule }), undefined, accountZone));
    expect(body).toMatchObject({
      target_port_in_date: date,
      target_port_in_time_range_start: start,
      target_port_in_time_range_end: end,
    });
  });

  it('asks for no time that ends before it begins, on the day on which clocks go forward', () => {
    const timeRange = { start: '02:15', end: '03:00' };
    const schedule = { date: '2027-03-14', timeRange, timeZone: 'America/New_York' };
    expect(bodyOf(build(portRequest({ schedule })))).toMatchObject({
      target_port_in_time_range_start: '03:15:00-04:00',
      target_port_in_time_range_end: '04:00:00-04:00',
    });
  });

  it('takes only the numbers of the plan', () => {
    const numbers = [{ phoneNumber: NUMBER }, { phoneNumber: '+12125550101' }];
    const body = bodyOf(build(portRequest({ numbers }), ['+12125550101']));
    expect(body.phone_numbers.map((n) => n.phone_number)).toEqual(['+12125550101']);
  });

  it('takes the account number of the numbers over that of the subscriber', () => {
    const body = bodyOf(build(portRequest({ numbers: [{ phoneNumber: NUMBER, accountNumber: 'N-1' }] })));
    expect(body.losing_carrier_information.account_number).toBe('N-1');
  });

  it.each([
    ['no bill', portRequest({ documents: [] }), 'documents'],
    [
      'a document of another kind',
      portRequest({ documents: [{ type: 'loa', providerId: 'x' }] }),
      'documents.0',
    ],
    ['no name', portRequest({ subscriber: {} }), 'losing_carrier_information.customer_name'],
    [
      'a number that is none',
      portRequest({ numbers: [{ phoneNumber: '0800' }] }),
      'phone_numbers.0.phone_number',
    ],
    ['a date that is none', portRequest({ schedule: { date: '2026-02-30' } }), 'target_port_in_date'],
  ])('is refused with %s', (_, request, field) => {
    expect(build(request)).toMatchObject({ ok: false, wrong: expect.arrayContaining([field]) });
  });

  it('is refused when the plan names a number that the request does not have', () => {
    expect(build(portRequest(), [NUMBER, '+12125550199'])).toEqual({ ok: false, wrong: ['phone_numbers'] });
  });

  it('is refused beyond 1,000 numbers', () => {
    const numbers = Array.from({ length: 1_001 }, (_, i) => ({
      phoneNumber: `+1212555${String(i).padStart(4, '0')}`,
    }));
    expect(build(portRequest({ numbers }))).toMatchObject({ ok: false, wrong: ['phone_numbers'] });
    expect(build(portRequest({ numbers: numbers.slice(1) })).ok).toBe(true);
  });
});

it('knows what messages must not repeat', () => {
  expect(secretsIn(bodyOf(build()))).toEqual(
    expect.arrayContaining([
      '0042',
      'Acme LLC',
      'Ada Moss',
      'ada@acme.example',
      '1 Main St',
      'A-991',
      NUMBER,
    ]),
  );
});
