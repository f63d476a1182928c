import { DAY } from '../../../src/domain/model/time';
import { START } from './harness';
import { createBody, HOOK, TwilioHarness } from './support';

describe('the control API', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });
  const post = (path: string, body: unknown) => twilio.call('POST', `/_control/${path}`, body);

  it('says what this is, and that it runs', () => {
    expect(twilio.call('GET', '/').json).toMatchObject({ name: 'Portkeeper sandbox' });
    expect(twilio.call('GET', '/healthz').json).toEqual({ status: 'ok' });
    expect(twilio.call('GET', '/nobody/x')).toMatchObject({ status: 404 });
  });

  it('lists orders in the words of the provider', () => {
    const sid = twilio.create('+12125550100', '+12125551200');
    twilio.untilDay(3);
    expect(twilio.call('GET', '/_control/orders').json).toEqual({
      orders: [
        {
          provider: 'twilio',
          ref: sid,
          status: 'In progress',
          createdAt: '2026-11-02T09:30:00Z',
          numbers: ['+12125550100', '+12125551200'].map((phoneNumber) => ({
            phoneNumber,
            ref: expect.stringMatching(/^PU[0-9a-f]{32}$/),
            status: 'port_pending',
            focAt: '2026-11-12T09:30:00Z',
          })),
        },
      ],
    });
  });

  it('lists requests in order of arrival, refused ones too, control calls not', () => {
    const sid = twilio.create('+12125550100');
    twilio.fetch(sid);
    twilio.now += 5;
    twilio.call('GET', '/twilio/v1/Porting/PortIn/PortInRequests?Size=1', undefined, { authorization: '' });
    twilio.call('GET', '/_control/orders');
    const at = '2026-11-02T09:30:00.000Z';
    expect(twilio.call('GET', '/_control/requests').json).toEqual({
      requests: [
        { at, provider: 'twilio', method: 'POST', path: '/v1/Porting/PortIn', status: 202, orderRef: sid },
        {
          at,
          provider: 'twilio',
          method: 'GET',
          path: `/v1/Porting/PortIn/${sid}`,
          status: 200,
          orderRef: sid,
        },
        {
          at: '2026-11-02T09:30:00.005Z',
          provider: 'twilio',
          method: 'GET',
          path: '/v1/Porting/PortIn/PortInRequests',
          status: 401,
        },
      ],
    });
  });

  it('resets everything but the ids and the webhook URL it was started with', () => {
    const before = twilio.create('+12125550100');
    twilio.twilio('POST', '/Configuration/Webhook', { port_in_target_url: 'https://other.example' });
    post('faults', { provider: 'twilio', pathPattern: '.', kind: 'drop_before' });
    post('webhooks', { mode: 'lose' });
    post('settings', { listLagMs: 1 });
    expect(post('reset', undefined)).toMatchObject({ status: 200 });
    expect(twilio.call('GET', '/_control/orders').json.orders).toEqual([]);
    expect(twilio.call('GET', '/_control/requests').json.requests).toEqual([]);
    expect(twilio.call('GET', '/_control/faults').json.faults).toEqual([]);
    expect(twilio.call('GET', '/_control/webhooks').json).toEqual({ mode: 'deliver', deliveries: [] });
    expect(twilio.call('GET', '/_control/settings').json.listLagMs).toBe(60_000);
    expect(twilio.twilio('GET', '/Configuration/Webhook').json.port_in_target_url).toBe(HOOK);
    expect(twilio.sandbox.nextEventAt()).toBeUndefined();
    expect(twilio.create('+12125550100')).not.toBe(before);
  });

  it.each([
    ['nothing', undefined, 404, 'orders/{ref}/advance'],
    ['requests', undefined, 405, 'POST is not possible'],
    ['webhooks', { mode: 'sometimes' }, 400, '"lose"'],
    ['webhooks', 'mode=lose', 400, '{"mode": "lose"}'],
    ['settings', { lag: 1 }, 400, '"lag"'],
    ['settings', { listLagMs: -1 }, 400, 'listLagMs'],
    ['faults', { provider: 'twilio' }, 400, 'pathPattern'],
    ['faults', { provider: 'telnyx', pathPattern: '.', kind: 'drop_after' }, 400, 'only twilio'],
    ['faults', { provider: 'twilio', pathPattern: '(', kind: 'drop_after' }, 400, 'pathPattern'],
    ['faults', { provider: 'twilio', pathPattern: '.', kind: 'status' }, 400, 'needs the status'],
    ['faults', { provider: 'twilio', pathPattern: '.', kind: 'delay' }, 400, 'needs delayMs'],
    ['orders/KW1/advance', { to: 'ported' }, 404, 'GET /_control/orders'],
    ['orders/KW1/advance', { to: 'done' }, 400, '"ported"'],
    ['orders/KW1/advance', { to: 'foc_confirmed', focAt: 'tomorrow' }, 400, 'focAt'],
  ])('refuses %s %p with %p and help', (path, body, status, help) => {
    const answer = post(path, body);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toContain(help);
  });

  describe('advance', () => {
    const advance = (sid: string, body: unknown) => post(`orders/${sid}/advance`, body);

    it.each([
      ['not_portable', 'Action Required / in_review'],
      ['in_review', 'In review / in_review'],
      ['awaiting_signature', 'Waiting for Signature / Waiting for Signature'],
      ['submitted', 'In progress / port_submitted'],
      ['foc_confirmed', 'In progress / port_pending'],
      ['rejected', 'Action Required / port_rejected'],
      ['canceling', 'In review / canceling'],
      ['ported', 'Completed / completed'],
      ['canceled', 'Canceled / canceled'],
      ['expired', 'Expired / expired'],
    ])('pushes to %s and ends the script', (to, words) => {
      const sid = twilio.create('+12125550100');
      const answer = advance(sid, { to });
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ ref: sid, provider: 'twilio' });
      expect(twilio.statuses(sid)).toBe(words);
      twilio.untilDay(6);
      expect(twilio.statuses(sid)).toBe(words);
    });

    it('keeps a date that it gave, and tells by webhook', () => {
      const sid = twilio.create('+12125550100');
      advance(sid, { to: 'foc_confirmed', focAt: new Date(START + 4 * DAY).toISOString() });
      twilio.untilDay(3.9);
      expect(twilio.statuses(sid)).toBe('In progress / port_pending');
      expect(twilio.fetch(sid).phone_numbers[0]!.port_date).toBe('2026-11-06T09:30:00Z');
      twilio.untilDay(4);
      expect(twilio.statuses(sid)).toBe('Completed / completed');
      expect(twilio.events()).toEqual([
        'PhoneNumberPending',
        'InProgress',
        'PhoneNumberCompleted',
        'Completed',
      ]);
    });

    it('leaves a date in the past overdue', () => {
      const sid = twilio.create('+12125550100');
      advance(sid, { to: 'foc_confirmed', focAt: '2026-11-01T00:00:00Z' });
      twilio.untilDay(30);
      expect(twilio.statuses(sid)).toBe('In progress / port_pending');
    });

    it('forgets a date that was moved or withdrawn', () => {
      const sid = twilio.create('+12125550100');
      advance(sid, { to: 'foc_confirmed', focAt: new Date(START + 4 * DAY).toISOString() });
      advance(sid, { to: 'foc_confirmed', focAt: new Date(START + 5 * DAY).toISOString() });
      twilio.untilDay(4.5);
      expect(twilio.statuses(sid)).toBe('In progress / port_pending');
      advance(sid, { to: 'submitted' });
      expect(twilio.fetch(sid).phone_numbers[0]!.port_date).toBeNull();
      twilio.untilDay(10);
      expect(twilio.statuses(sid)).toBe('In progress / port_submitted');
    });

    it('pushes some numbers, with a code of their own', () => {
      const sid = twilio.create('+12125550100', '+12125551200');
      advance(sid, { to: 'rejected', code: '22154', numbers: ['+12125551200'] });
      expect(twilio.fetch(sid).phone_numbers).toMatchObject([
        { rejection_reason_code: null },
        { rejection_reason_code: '22154', rejection_reason: 'INVALID_ADDRESS' },
      ]);
      advance(sid, { to: 'not_portable', code: 99999, numbers: ['+12125551200'] });
      expect(twilio.fetch(sid).phone_numbers[1]).toMatchObject({
        portable: false,
        not_portability_reason_code: 99999,
        rejection_reason_code: null,
      });
      twilio.untilDay(11);
      expect(twilio.fetch(sid).phone_numbers[0]!.port_in_phone_number_status).toBe('completed');
    });

    it('overrules a cancel that is not confirmed yet', () => {
      const sid = twilio.create('+12125550100');
      twilio.twilio('DELETE', `/PortIn/${sid}`);
      advance(sid, { to: 'ported' });
      twilio.untilDay(1);
      expect(twilio.statuses(sid)).toBe('Completed / completed');
    });

    it('takes back a port that is done', () => {
      const sid = twilio.create('+12125550100');
      expect(advance(sid, { to: 'reversed' }).json.error).toContain('"ported" first');
      advance(sid, { to: 'ported' });
      advance(sid, { to: 'reversed' });
      expect(twilio.statuses(sid)).toBe('Canceled / canceled');
    });

    it.each([
      [{ to: 'draft' }, 'draft'],
      [{ to: 'submitted', focAt: '2026-12-01T00:00:00Z' }, 'focAt goes with'],
      [{ to: 'submitted', code: 22155 }, 'code goes with'],
      [{ to: 'ported', numbers: ['+12125559999'] }, 'has +12125550100'],
    ])('refuses %p', (body, help) => {
      const answer = advance(twilio.create('+12125550100'), body);
      expect(answer.status).toBe(400);
      expect(answer.json.error).toContain(help);
    });
  });

  describe('faults', () => {
    const create = () => twilio.twilio('POST', '/PortIn', createBody(['+12125550100']));
    const fault = (rule: Record<string, unknown>) =>
      post('faults', {
        provider: 'twilio',
        method: 'POST',
        pathPattern: '/v1/Porting/PortIn$',
        times: 1,
        ...rule,
      });

    it('answer with a status so many times, with Retry-After where wanted, and do nothing', () => {
      fault({ kind: 'status', status: 429, retryAfterSeconds: 7, times: 2 });
      for (const left of [1, 0]) {
        const answer = create();
        expect(answer.status).toBe(429);
        expect(answer.json).toMatchObject({ code: 20429, status: 429 });
        expect(answer.headers).toMatchObject({ 'Retry-After': '7', 'Twilio-Request-Id': expect.any(String) });
        expect(twilio.call('GET', '/_control/faults').json.faults).toHaveLength(left);
      }
      expect(twilio.sandbox.orders()).toEqual([]);
      expect(create().status).toBe(202);
    });

    it('answer with a body that is no JSON', () => {
      fault({ kind: 'status', status: 202, body: '{"port_in_request_sid": ' });
      expect(() => create()).toThrow(SyntaxError);
    });

    it('cut the connection before or after the work', () => {
      fault({ kind: 'drop_before' });
      expect(create().raw).toEqual({ status: 0, headers: {}, body: '', fault: { kind: 'drop' } });
      expect(twilio.sandbox.orders()).toHaveLength(0);
      fault({ kind: 'drop_after' });
      expect(create().raw.fault).toEqual({ kind: 'drop' });
      expect(twilio.sandbox.orders()).toHaveLength(1);
      expect(twilio.sandbox.requests().map(({ status, fault: kind }) => [status, kind])).toEqual([
        [0, 'drop_before'],
        [202, 'drop_after'],
      ]);
    });

    it('delay an answer', () => {
      fault({ kind: 'delay', delayMs: 250 });
      expect(create().raw).toMatchObject({ status: 202, fault: { kind: 'delay', delayMs: 250 } });
    });

    it('meet only what they are for; the oldest comes first', () => {
      const sid = twilio.create('+12125550100');
      fault({ method: 'get', pathPattern: '/PortIn/{sid}$', kind: 'status', status: 500 });
      fault({ method: '*', pathPattern: '.', kind: 'status', status: 503 });
      expect(twilio.twilio('DELETE', '/Configuration/Webhook/PORT_OUT').status).toBe(503);
      expect(twilio.twilio('GET', `/PortIn/${sid}/PhoneNumber/PU${'0'.repeat(32)}`).status).toBe(404);
      expect(twilio.twilio('GET', `/PortIn/${sid}`).status).toBe(500);
      expect(twilio.twilio('GET', `/PortIn/${sid}`).status).toBe(200);
    });
  });
});
