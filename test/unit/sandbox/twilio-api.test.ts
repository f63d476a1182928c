import { DAY } from '../../../src/domain/model/time';
import { START } from './harness';
import { ACCOUNT, createBody, TwilioHarness } from './support';

const UNKNOWN = `KW${'f'.repeat(32)}`;

describe('the API of the simulated Twilio', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });

  it('names the carriers of a number, and itself once the number is ported', () => {
    const carriersOf = (number: string) => {
      const path = `/Portability/PhoneNumber/${encodeURIComponent(number)}`;
      const { voice_carrier, messaging_carrier } = twilio.twilio('GET', path).json as Record<string, unknown>;
      return [voice_carrier, messaging_carrier];
    };
    twilio.create('+12125550100');
    expect(carriersOf('+12125550100')).toEqual(['Sandbox Bell', null]);
    expect(carriersOf('+12125550900')).toEqual(['Sandbox Wireless', 'Sandbox Wireless']);
    expect(carriersOf('+442071838750')).toEqual([null, null]);
    twilio.untilDay(11);
    expect(carriersOf('+12125550100')).toEqual(['Twilio', 'Twilio']);
  });

  describe('for every operation', () => {
    it.each([undefined, 'Basic eDp5', 'Bearer sandbox-token', 'Basic'])(
      'refuses the credentials %p',
      (header) => {
        const answer = twilio.call('GET', `/twilio/v1/Porting/PortIn/${UNKNOWN}`, undefined, {
          authorization: header ?? '',
        });
        expect(answer.status).toBe(401);
        expect(answer.json).toMatchObject({ code: 20003, status: 401 });
      },
    );

    it('answers an unknown path, SID or number with 404 and code 20404', () => {
      const sid = twilio.create('+12125550100');
      for (const url of [
        '/Nothing',
        `/PortIn/${UNKNOWN}`,
        `/PortIn/${sid}/PhoneNumber/PU${'f'.repeat(32)}`,
      ]) {
        const answer = twilio.twilio('GET', url);
        expect([url, answer.status, answer.json.code]).toEqual([url, 404, 20404]);
        expect(answer.json.more_info).toBe('https://www.twilio.com/docs/errors/20404');
      }
    });

    it('answers a path that cannot be decoded with 404', () => {
      expect(twilio.twilio('GET', '/Portability/PhoneNumber/%E0%A4%A').status).toBe(404);
    });

    it('answers a method it does not know with 405', () => {
      expect(twilio.twilio('POST', '/PortIn/PortInRequests').status).toBe(405);
    });

    it('names each request in Twilio-Request-Id', () => {
      const ids = [1, 2].map(() => twilio.twilio('GET', '/Nothing').headers['Twilio-Request-Id']);
      expect(ids[0]).toMatch(/^RQ[0-9a-f]{32}$/);
      expect(ids[0]).not.toBe(ids[1]);
    });
  });

  describe('create', () => {
    it('accepts with 202 and says what it has', () => {
      const answer = twilio.twilio(
        'POST',
        '/PortIn',
        createBody([{ phone_number: '+12125550100', pin: '0042' }], {
          notification_emails: ['ops@acme.example'],
          target_port_in_date: '2026-12-10',
          target_port_in_time_range_start: '18:00:00-08:00',
          target_port_in_time_range_end: '20:00:00-08:00',
        }),
      );
      expect(answer.status).toBe(202);
      expect(answer.json).toMatchObject({
        port_in_request_sid: expect.stringMatching(/^KW[0-9a-f]{32}$/),
        account_sid: ACCOUNT,
        port_in_request_status: 'In review',
        date_created: '2026-11-02T09:30:00Z',
        notification_emails: ['ops@acme.example'],
        signature_request_url: null,
        support_ticket_id: null,
        bundle_sid: null,
        // In UTC it is the next day.
        target_port_in_date: '2026-12-11',
        target_port_in_time_range_start: '02:00:00Z',
        target_port_in_time_range_end: '04:00:00Z',
      });
      expect(answer.json.phone_numbers).toEqual([
        expect.objectContaining({
          phone_number: '+12125550100',
          port_in_phone_number_sid: expect.stringMatching(/^PU[0-9a-f]{32}$/),
          port_in_phone_number_status: 'in_review',
          portable: null,
          number_type: null,
          port_date: null,
        }),
      ]);
    });

    const carrier = createBody([]).losing_carrier_information as Record<string, unknown>;
    const without = (...keys: string[]) => ({
      losing_carrier_information: Object.fromEntries(
        Object.entries(carrier).filter(([key]) => !keys.includes(key)),
      ),
    });
    it.each([
      ['account_sid', { account_sid: undefined }],
      ['account_sid', { account_sid: 'AC123' }],
      ['documents', { documents: undefined }],
      ['documents', { documents: [] }],
      ['documents', { documents: ['bill.pdf'] }],
      ['losing_carrier_information', { losing_carrier_information: undefined }],
      ['customer_name', without('customer_name')],
      ['authorized_representative', without('authorized_representative')],
      ['authorized_representative_email', without('authorized_representative_email')],
      ['address', without('address')],
      ['zip', { losing_carrier_information: { ...carrier, address: { street: '1 Main St' } } }],
      ['phone_numbers', { phone_numbers: [] }],
      ['phone_numbers', { phone_numbers: [{ phone_number: '2125550100' }] }],
      ['pin', { phone_numbers: [{ phone_number: '+12125550100', pin: 42 }] }],
      ['target_port_in_date', { target_port_in_date: '2026-02-30' }],
      ['target_port_in_date', { target_port_in_date: '2026-11-08' }],
      ['target_port_in_time_range_start', { target_port_in_time_range_start: '10:00' }],
    ])('refuses a body with a wrong %s', (field, change) => {
      const answer = twilio.twilio('POST', '/PortIn', { ...createBody(['+12125550100']), ...change });
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({
        code: 20001,
        message: expect.stringContaining(field),
        status: 400,
      });
      expect(twilio.sandbox.orders()).toEqual([]);
    });

    it('refuses what is no JSON, and a number named twice', () => {
      expect(twilio.twilio('POST', '/PortIn', 'account_sid=AC').status).toBe(400);
      expect(twilio.twilio('POST', '/PortIn', createBody(['+12125550100', '+12125550100'])).status).toBe(400);
    });

    it('takes a date of seven days by the real calendar, also with shrunk days', () => {
      for (const harness of [twilio, new TwilioHarness({ daySeconds: 2 })]) {
        const create = (day: string) =>
          harness.twilio('POST', '/PortIn', createBody(['+12125550100'], { target_port_in_date: day }))
            .status;
        expect([create('2026-11-08'), create('2026-11-09')]).toEqual([400, 202]);
      }
    });

    it('does not help: the same number again is a new order', () => {
      expect(twilio.create('+12125550100')).not.toBe(twilio.create('+12125550100'));
      expect(twilio.sandbox.orders()).toHaveLength(2);
    });

    it('counts its ids, so that a run can be repeated, and another run has others', () => {
      expect(new TwilioHarness().create('+12125550100')).toBe(twilio.create('+12125550100'));
      expect(new TwilioHarness({ runId: '0000002a' }).create('+12125550100')).toMatch(/^KW0000002a/);
    });
  });

  describe('the PhoneNumber resource', () => {
    it('is null until evaluated, then has type, country and an integer PIN without its zeros', () => {
      const sid = twilio.create({ phone_number: '+12125550100', pin: '0042' });
      const url = twilio.numberPath(sid);
      expect(twilio.twilio('GET', url).json).toMatchObject({
        phone_number_type: null,
        country: null,
        portable: null,
        missing_required_fields: null,
        port_out_pin: 42,
      });
      twilio.untilDay(0.1);
      expect(twilio.twilio('GET', url).json).toMatchObject({
        phone_number: '+12125550100',
        phone_number_type: 'LOCAL',
        country: 'US',
        portable: true,
        missing_required_fields: false,
        port_in_phone_number_status: 'in_review',
        rejection_reason_code: null,
      });
    });

    it('has the rejection code as an integer, where the order has it as a string', () => {
      const sid = twilio.create('+12125550102');
      twilio.untilDay(3);
      const [number] = twilio.fetch(sid).phone_numbers;
      expect(number).toMatchObject({ rejection_reason: 'INVALID_PIN', rejection_reason_code: '22155' });
      expect(twilio.twilio('GET', twilio.numberPath(sid)).json).toMatchObject({
        rejection_reason: 'INVALID_PIN',
        rejection_reason_code: 22155,
      });
    });

    it.each([
      [{ phone_number: '+12125550900' }, true],
      [{ phone_number: '+12125550900', pin: '' }, true],
      [{ phone_number: '+12125550900', pin: '1234' }, false],
      [{ phone_number: '+12125550100' }, false],
    ])('of %p has missing_required_fields %p', (number, missing) => {
      const sid = twilio.create(number);
      twilio.untilDay(1);
      const url = twilio.numberPath(sid);
      expect(twilio.twilio('GET', url).json.missing_required_fields).toBe(missing);
      expect(twilio.statuses(sid)).toBe(
        missing ? 'Action Required / in_review' : 'Waiting for Signature / Waiting for Signature',
      );
    });
  });

  describe('cancel', () => {
    const cancel = (sid: string) => {
      const { status, json } = twilio.twilio('DELETE', `/PortIn/${sid}`);
      return { status, code: json?.code as unknown };
    };

    it('of an order is accepted with 204, reads canceling, then canceled', () => {
      const sid = twilio.create('+12125550100');
      twilio.untilDay(3.5);
      expect(cancel(sid)).toEqual({ status: 204, code: undefined });
      expect(twilio.statuses(sid)).toBe('In progress / canceling');
      expect(cancel(sid).status).toBe(204);
      twilio.untilDay(3.8);
      expect(twilio.statuses(sid)).toBe('Canceled / canceled');
      expect(twilio.fetch(sid).order_cancellation_reason).toBe('Canceled by customer');
      twilio.untilDay(20);
      expect(twilio.statuses(sid)).toBe('Canceled / canceled');
      expect(cancel(sid)).toEqual({ status: 400, code: 20001 });
    });

    it('is refused from 72 hours before the port date on', () => {
      const sid = twilio.create('+12125550100');
      twilio.untilDay(7);
      expect(cancel(sid)).toEqual({ status: 400, code: 20001 });
      twilio.now -= 1;
      expect(cancel(sid).status).toBe(204);
    });

    it('of an order with a number inside the window touches none', () => {
      const sid = twilio.create('+12125550100', '+12125550107');
      twilio.untilDay(3.5);
      expect(cancel(sid).status).toBe(400);
      expect(twilio.statuses(sid)).toBe('In progress / port_pending');
    });

    it('of one number leaves the others', () => {
      const sid = twilio.create('+12125550100', '+12125551200');
      expect(twilio.twilio('DELETE', twilio.numberPath(sid)).status).toBe(204);
      twilio.untilDay(11);
      expect(twilio.allStatuses(sid)).toEqual(['Completed', 'canceled', 'completed']);
    });

    it('counts its window in days of the sandbox', () => {
      twilio = new TwilioHarness({ daySeconds: 2 });
      const sid = twilio.create('+12125550100');
      twilio.untilDay((7 * 2_000 - 1) / DAY);
      expect(cancel(sid).status).toBe(204);
      const late = twilio.create('+12125551200');
      const created = twilio.now;
      twilio.untilDay((created - START + 7 * 2_000) / DAY);
      expect(twilio.statuses(late)).toBe('In progress / port_pending');
      expect(cancel(late).status).toBe(400);
    });
  });

  describe('webhook configuration', () => {
    it('is empty, set, merged, and deleted by type', () => {
      twilio = new TwilioHarness({ twilioWebhookUrl: undefined });
      const path = '/Configuration/Webhook';
      expect(twilio.twilio('GET', path).json).toMatchObject({
        port_in_target_url: null,
        notifications_of: [],
      });
      const set = twilio.twilio('POST', path, {
        port_in_target_url: 'https://a.example/in',
        notifications_of: ['PortInCompleted'],
      });
      expect(set.status).toBe(201);
      twilio.twilio('POST', path, { port_out_target_url: 'https://a.example/out' });
      expect(twilio.twilio('GET', path).json).toMatchObject({
        port_in_target_url: 'https://a.example/in',
        port_out_target_url: 'https://a.example/out',
        notifications_of: ['PortInCompleted'],
        port_in_target_date_created: '2026-11-02T09:30:00Z',
      });
      expect(twilio.twilio('DELETE', `${path}/PORT_OUT`).status).toBe(204);
      expect(twilio.twilio('DELETE', `${path}/PORT_OUT`).status).toBe(404);
      expect(twilio.twilio('DELETE', `${path}/port_in`).status).toBe(404);
      expect(twilio.twilio('GET', path).json).toMatchObject({
        port_in_target_url: 'https://a.example/in',
        port_out_target_url: null,
      });
    });

    it('refuses what is no URL', () => {
      const answer = twilio.twilio('POST', '/Configuration/Webhook', { port_in_target_url: 'ftp://x' });
      expect(answer.status).toBe(400);
      expect(answer.json.message).toContain('port_in_target_url');
    });
  });
});
