import { createHash, createHmac } from 'node:crypto';
import { signJsonWebhook } from '../../../src/sandbox/twilio/signature';
import { DAY } from '../../../src/domain/model/time';
import { START } from './harness';
import { HOOK, TwilioHarness } from './support';

const HAPPY_EVENTS = [
  'PhoneNumberWaitingForSignature',
  'WaitingForSignature',
  'PhoneNumberSubmitted',
  'InProgress',
  'PhoneNumberPending',
  'PhoneNumberCompleted',
  'Completed',
];

describe('the signature', () => {
  it('agrees with the published vectors of Twilio', () => {
    const published = signJsonWebhook(
      '12345',
      'https://mycompany.com/myapp.php?foo=1&bar=2',
      '{"property": "value", "boolean": true}',
    );
    expect(published).toEqual({
      url: 'https://mycompany.com/myapp.php?foo=1&bar=2&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620',
      signature: 'a9nBmqA0ju/hNViExpshrM61xv4=',
    });
    const porting = signJsonWebhook(
      's3cr3t',
      'https://hooks.example.com/twilio/porting',
      '{"port_in_request_sid":"KW00000000000000000000000000000001","port_in_phone_number_sid":"PU00000000000000000000000000000001","last_date_updated":"2026-01-05T10:00:00Z","phone_number":"+16175551212","status":"completed","portable":"true"}',
    );
    expect(porting.signature).toBe('NwC3o1romOyTou7O1/J4JmKxCIU=');
  });

  it('does not send the fragment, where Twilio keeps connection settings', () => {
    expect(signJsonWebhook('t', 'https://a.example/x#rc=3', '{}').url).toMatch(
      /^https:\/\/a\.example\/x\?bodySHA256=/,
    );
  });
});

describe('webhooks of the simulated Twilio', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });

  it('tell of each change of a number and of its order, signed', () => {
    const sid = twilio.create('+12125550100');
    twilio.untilDay(11);
    expect(twilio.events()).toEqual(HAPPY_EVENTS);
    for (const { url, headers, body, orderRef } of twilio.deliveries) {
      const hash = createHash('sha256').update(body).digest('hex');
      expect(url).toBe(`${HOOK}&bodySHA256=${hash}`);
      expect(headers['x-twilio-signature']).toBe(
        createHmac('sha1', 'sandbox-token').update(url).digest('base64'),
      );
      expect(headers['content-type']).toBe('application/json');
      expect(orderRef).toBe(sid);
    }
  });

  it('carry strings, also for booleans and codes', () => {
    const sid = twilio.create('+12125550102');
    twilio.untilDay(3);
    const bodies = twilio.deliveries.slice(-2).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
    const [number] = twilio.fetch(sid).phone_numbers;
    expect(bodies).toEqual([
      {
        port_in_request_sid: sid,
        port_in_phone_number_sid: number!.port_in_phone_number_sid,
        phone_number: '+12125550102',
        last_date_updated: '2026-11-05T09:30:00Z',
        status: 'port_rejected',
        portable: 'true',
        not_portable_reason_code: null,
        not_portable_reason: null,
        rejection_reason: 'INVALID_PIN',
        rejection_reason_code: '22155',
      },
      expect.objectContaining({
        port_in_request_sid: sid,
        port_in_phone_number_sid: null,
        phone_number: null,
        status: 'Action Required',
        portable: null,
      }),
    ]);
  });

  it('go only where the API was told, and only for the events it was told', () => {
    twilio = new TwilioHarness({ twilioWebhookUrl: undefined });
    twilio.create('+12125550100');
    twilio.untilDay(1);
    expect(twilio.events()).toEqual([]);
    twilio.twilio('POST', '/Configuration/Webhook', {
      port_in_target_url: 'https://other.example/in',
      notifications_of: ['PortInCompleted', 'PortInPhoneNumberPending'],
    });
    twilio.untilDay(11);
    expect(twilio.events()).toEqual(['PhoneNumberPending', 'Completed']);
    expect(twilio.deliveries[0]!.url).toMatch(/^https:\/\/other\.example\/in\?bodySHA256=/);
  });

  it.each([
    ['00', 'PhoneNumberCanceled', 'Canceled'],
    ['08', 'PhoneNumberCanceled', 'Canceled'],
  ])('tell of a cancel (scenario %s)', (scenario, ...events) => {
    const sid = twilio.create(`+121255501${scenario}`);
    if (scenario === '00') twilio.twilio('DELETE', `/PortIn/${sid}`);
    twilio.untilDay(11);
    expect(twilio.events().slice(-2)).toEqual(events);
  });

  it.each([
    ['04', 'Expired'],
    ['15', 'Expired'],
    ['17', 'ActionRequired'],
  ])('tell of the end of scenario %s: %s', (scenario, event) => {
    twilio.create(`+121255501${scenario}`);
    twilio.untilDay(32);
    expect(twilio.events().at(-1)).toBe(event);
  });

  it('of scenario 09 say the strange word; of scenario 16 that the number is submitted again', () => {
    twilio.create('+12125550109');
    twilio.untilDay(2.5);
    expect(twilio.events().at(-1)).toBe('PhoneNumberUpdated');
    expect(twilio.deliveries.at(-1)!.body).toContain('"Losing Carrier Review"');
    twilio = new TwilioHarness();
    twilio.create('+12125550116');
    twilio.untilDay(5);
    expect(twilio.events().at(-1)).toBe('PhoneNumberSubmitted');
  });

  it('of scenario 10 do not exist', () => {
    twilio.create('+12125550110');
    twilio.untilDay(20);
    expect(twilio.events()).toEqual([]);
  });

  it('of scenario 11 come twice and out of order', () => {
    twilio.create('+12125550111');
    twilio.untilDay(20);
    expect([...twilio.events()].sort()).toEqual([...HAPPY_EVENTS, ...HAPPY_EVENTS].sort());
    const stamps = twilio.deliveries.map(
      ({ body }) => (JSON.parse(body) as { last_date_updated: string }).last_date_updated,
    );
    expect(stamps).not.toEqual([...stamps].sort());
    const firstOf = (event: string) => twilio.events().indexOf(event);
    expect(firstOf('PhoneNumberSubmitted')).toBeLessThan(firstOf('PhoneNumberWaitingForSignature'));
  });

  it('of scenario 20 are unsigned', () => {
    twilio.create('+12125550120');
    twilio.untilDay(1);
    expect(twilio.deliveries[0]!.headers).not.toHaveProperty('x-twilio-signature');
    expect(twilio.deliveries[0]!.url).toBe(HOOK);
  });

  describe('that are not taken', () => {
    const attempts = () =>
      twilio.deliveries
        .filter(({ event }) => event === 'PortInPhoneNumberWaitingForSignature')
        .map(({ attempt }) => attempt);

    it.each([500, 404, undefined])('(%p) come again after 1 s, 5 s, 30 s, 2 min and 10 min', (answer) => {
      twilio.receiverAnswers = answer;
      twilio.create('+12125550100');
      const due = START + DAY;
      const seen: [number, number][] = [];
      for (let wait = 0; wait < 1_000; wait += 1) {
        twilio.untilDay((due + wait * 1_000 - START) / DAY);
        const count = attempts().length;
        if (count !== (seen.at(-1)?.[1] ?? 0)) seen.push([wait, count]);
      }
      expect(seen).toEqual([
        [0, 1],
        [1, 2],
        [6, 3],
        [36, 4],
        [156, 5],
        [756, 6],
      ]);
      const [first, second] = twilio.deliveries.filter(({ event }) => event === 'PortInWaitingForSignature');
      expect(second!.headers).toEqual(first!.headers);
      expect(second!.body).toBe(first!.body);
    });

    it('come no more once they are taken', () => {
      twilio.receiverAnswers = 503;
      twilio.create('+12125550100');
      twilio.untilDay(1);
      twilio.receiverAnswers = 204;
      twilio.untilDay(1.5);
      expect(attempts()).toEqual([1, 2]);
      expect(twilio.call('GET', '/_control/webhooks').json.deliveries[0]).toMatchObject({
        at: '2026-11-03T09:30:00.000Z',
        event: 'PortInPhoneNumberWaitingForSignature',
        attempt: 1,
        status: 503,
      });
    });

    it('may be reported by a promise, and twice without harm', async () => {
      const seen: number[] = [];
      twilio.sandbox.onWebhook = async (delivery) => {
        seen.push(delivery.attempt);
        await Promise.resolve();
        if (delivery.attempt === 1) throw new Error('connection refused');
        return 200;
      };
      twilio.create('+12125550100');
      twilio.untilDay(1);
      await new Promise(setImmediate);
      twilio.untilDay(1.5);
      expect(seen).toEqual([1, 1, 2, 2]);
    });

    it('come again once for each attempt, however late an older one is reported again', () => {
      twilio.sandbox.onWebhook = (delivery) => void twilio.deliveries.push(delivery);
      twilio.create('+12125550100');
      twilio.untilDay(1);
      const first = twilio.deliveries[0]!;
      twilio.sandbox.delivered(first, 500);
      twilio.now += 1_000;
      twilio.sandbox.runDue();
      expect(attempts()).toEqual([1, 2]);
      twilio.sandbox.delivered(first, 500);
      twilio.now += 1_000;
      twilio.sandbox.runDue();
      expect(attempts()).toEqual([1, 2]);
    });

    it('are forgotten by a reset', () => {
      twilio.receiverAnswers = 500;
      twilio.create('+12125550100');
      twilio.untilDay(1);
      const [delivery] = twilio.deliveries;
      twilio.sandbox.reset();
      twilio.sandbox.delivered(delivery!, 500);
      expect(twilio.sandbox.nextEventAt()).toBeUndefined();
    });
  });

  it.each([
    ['lose', []],
    ['duplicate', HAPPY_EVENTS.flatMap((event) => [event, event])],
    ['shuffle', HAPPY_EVENTS],
    ['deliver', HAPPY_EVENTS],
  ])('in mode %s', (mode, expected) => {
    expect(twilio.call('POST', '/_control/webhooks', { mode }).json).toEqual({ mode });
    twilio.create('+12125550100');
    twilio.untilDay(13);
    expect([...twilio.events()].sort()).toEqual([...expected].sort());
    if (mode === 'shuffle') expect(twilio.events()).not.toEqual(expected);
    if (mode === 'deliver') expect(twilio.events()).toEqual(expected);
  });
});
