import { DAY } from '../../../src/domain/model/time';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { START } from '../../unit/sandbox/harness';
import { ACCOUNT, BASIC, createBody } from '../../unit/sandbox/support';
import { schemas, validatorOf, type SchemaName } from './schemas';

const SCENARIOS = Array.from({ length: 22 }, (_, scenario) => String(scenario).padStart(2, '0'));

/** A sandbox whose every answer is checked against Twilio's schema as it comes. */
class CheckedTwilio {
  now = START;
  readonly problems: string[] = [];
  readonly seen = new Map<SchemaName, number>();
  readonly sandbox: Sandbox;

  constructor(daySeconds?: number) {
    this.sandbox = new Sandbox({
      clock: { now: () => this.now },
      daySeconds,
      twilioWebhookUrl: 'https://hooks.example.com/',
      onWebhook: (delivery) => {
        this.check('webhookPayload', JSON.parse(delivery.body), delivery.event);
        this.sandbox.delivered(delivery, 204);
      },
    });
  }

  check(name: SchemaName, value: unknown, where: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    this.problems.push(...validatorOf(name)(value).map((problem) => `${where}: ${problem}`));
    const documented = Object.keys(schemas[name]['properties'] as object);
    // One key is undocumented on purpose, so that clients learn to live with such.
    const unknown = Object.keys(value as object).filter(
      (key) => key !== 'sandbox' && !documented.includes(key),
    );
    if (unknown.length > 0) this.problems.push(`${where}: undocumented ${unknown.join(', ')}`);
  }

  /** @param path - below `/v1/Porting`, or a whole one that begins with `/v1/` */
  call(name: SchemaName | undefined, method: string, path: string, body?: unknown): unknown {
    const [bare = '', search = ''] = path.split('?');
    const response = this.sandbox.handle({
      method,
      path: bare.startsWith('/v1/') ? `/twilio${bare}` : `/twilio/v1/Porting${bare}`,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: { authorization: BASIC },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    const where = `${method} ${path} ${response.status}`;
    if (name === undefined) {
      if (response.body !== '') this.problems.push(`${where}: has a body`);
      return undefined;
    }
    const json: unknown = JSON.parse(response.body);
    this.check(name, json, where);
    return json;
  }

  readAll(): void {
    for (const { ref, numbers } of this.sandbox.orders()) {
      this.call('portIn', 'GET', `/PortIn/${ref}`);
      for (const number of numbers) {
        this.call('portInPhoneNumber', 'GET', `/PortIn/${ref}/PhoneNumber/${number.ref}`);
        this.call('portability', 'GET', `/Portability/PhoneNumber/${encodeURIComponent(number.phoneNumber)}`);
      }
    }
    this.call('portInList', 'GET', '/PortIn/PortInRequests?Size=3');
  }
}

/** A create with every field that has a form of its own. */
function fullCreate(numbers: readonly { phone_number: string; pin?: string }[]): Record<string, unknown> {
  return createBody(numbers, {
    losing_carrier_information: {
      customer_type: 'Individual',
      customer_name: 'Ada Moss',
      account_number: 'A-991',
      account_telephone_number: '+12125550100',
      address: { street: '1 Main St', city: 'New York', state: 'NY', zip: '10001', country: 'US' },
      authorized_representative: 'Ada Moss',
      authorized_representative_email: 'ada@acme.example',
    },
    notification_emails: ['ops@acme.example'],
    target_port_in_date: '2026-12-10',
    target_port_in_time_range_start: '10:15:00-08:00',
    target_port_in_time_range_end: '12:15:00-08:00',
  });
}

describe('what the sandbox answers is what Twilio publishes', () => {
  it.each([undefined, 2])('in every state of every scenario (a day of %p seconds)', (daySeconds) => {
    const twilio = new CheckedTwilio(daySeconds);
    for (const scenarioId of SCENARIOS) {
      const body = fullCreate([
        { phone_number: `+121255501${scenarioId}`, pin: '0042' },
        { phone_number: `+121255509${scenarioId}` },
      ]);
      expect(validatorOf('createPortIn')(body)).toEqual([]);
      twilio.call('portIn', 'POST', '/PortIn', body);
    }
    twilio.readAll();
    const day = daySeconds === undefined ? DAY : daySeconds * 1_000;
    for (let next = twilio.sandbox.nextEventAt(); next !== undefined; next = twilio.sandbox.nextEventAt()) {
      twilio.now = next;
      twilio.sandbox.runDue();
      // Once per instant is enough, and every instant of the scripts lies on a quarter of a day or near the start.
      if ((next - START) % (day / 20) === 0) twilio.readAll();
      if (next - START === day * 4) {
        for (const { ref } of twilio.sandbox.orders().slice(13)) {
          twilio.sandbox.handle({
            method: 'DELETE',
            path: `/twilio/v1/Porting/PortIn/${ref}`,
            headers: { authorization: BASIC },
          });
        }
      }
    }
    expect(twilio.problems).toEqual([]);
    expect(twilio.seen.get('portIn')).toBeGreaterThan(300);
    expect(twilio.seen.get('webhookPayload')).toBeGreaterThan(100);
  });

  it('in the configuration of webhooks', () => {
    const twilio = new CheckedTwilio();
    const path = '/Configuration/Webhook';
    twilio.call('webhookConfiguration', 'GET', path);
    twilio.call('webhookConfiguration', 'POST', path, {
      port_in_target_url: 'https://hooks.example.com/in',
      port_out_target_url: 'https://hooks.example.com/out',
      notifications_of: ['PortInCompleted'],
    });
    twilio.call('webhookConfiguration', 'GET', path);
    twilio.call(undefined, 'DELETE', `${path}/PORT_IN`);
    twilio.call(undefined, 'DELETE', `${path}/PORT_OUT`);
    twilio.call('webhookConfiguration', 'GET', path);
    expect(twilio.problems).toEqual([]);
  });

  it('in the eligibility of numbers', () => {
    const twilio = new CheckedTwilio();
    const path = '/v1/HostedNumber/Eligibility';
    const ported = '+12125550100';
    twilio.call('portIn', 'POST', '/PortIn', fullCreate([{ phone_number: ported }]));
    const numbers = [ported, '+12125550200', '+12125550101', '+18005550100', '+442079460100'];
    const body = {
      friendly_name: 'Acme',
      phone_numbers: numbers.map((phone_number) => ({ phone_number, hosting_account_sid: ACCOUNT })),
    };
    expect(validatorOf('checkEligibility')(body)).toEqual([]);
    for (const phone_number of numbers)
      twilio.call('eligibility', 'POST', path, { phone_numbers: [{ phone_number }] });
    const created = twilio.call('bulkEligibility', 'POST', `${path}/Bulk`, body) as { request_id: string };
    for (let second = 0; second < 3; second += 1) {
      twilio.call('bulkEligibility', 'GET', `${path}/Bulk/${created.request_id}`);
      twilio.now += 1_000;
    }
    twilio.call('error', 'GET', `${path}/Bulk/EC${'f'.repeat(32)}`);
    twilio.call('error', 'POST', path, {});
    expect(twilio.problems).toEqual([]);
    expect(twilio.seen.get('bulkEligibility')).toBe(4);
  });

  it('in the configuration of LOAs', () => {
    const twilio = new CheckedTwilio();
    const path = '/v1/SigningRequest/Configuration';
    twilio.call('signingConfigurationList', 'GET', path);
    for (const country of ['US', 'MX']) {
      const body = { product: 'Porting', country, email_subject: 'Sign', logo_sid: `RD${'1'.repeat(32)}` };
      expect(validatorOf('setSigningConfiguration')(body)).toEqual([]);
      twilio.call('signingConfiguration', 'POST', path, body);
    }
    twilio.call('signingConfigurationList', 'GET', `${path}?Country=US&Product=Porting`);
    twilio.call('signingConfigurationList', 'GET', `${path}?PageSize=1`);
    twilio.call('signingConfigurationList', 'GET', `${path}?PageSize=1&Page=1&PageToken=PT1`);
    twilio.call('error', 'POST', path, { product: 'Porting' });
    expect(twilio.problems).toEqual([]);
  });

  it('in errors and cancels', () => {
    const twilio = new CheckedTwilio();
    const created = twilio.call('portIn', 'POST', '/PortIn', fullCreate([{ phone_number: '+12125550100' }]));
    const { port_in_request_sid: sid } = created as { port_in_request_sid: string };
    twilio.call('error', 'GET', `/PortIn/KW${'f'.repeat(32)}`);
    twilio.call('error', 'POST', '/PortIn', {});
    twilio.call('error', 'PUT', '/PortIn', {});
    twilio.call('error', 'GET', '/Portability/PhoneNumber/12');
    twilio.call('error', 'GET', '/PortIn/PortInRequests?Size=0');
    twilio.call('error', 'POST', '/Configuration/Webhook', { port_in_target_url: 'nowhere' });
    for (const status of [429, 500, 503, 418]) {
      const rule = { provider: 'twilio', method: '*', pathPattern: '.', kind: 'status', times: 1 } as const;
      twilio.sandbox.injectFault({ ...rule, status });
      twilio.call('error', 'GET', '/PortIn/PortInRequests');
    }
    twilio.call(undefined, 'DELETE', `/PortIn/${sid}`);
    twilio.now += DAY;
    twilio.call('error', 'DELETE', `/PortIn/${sid}`);
    const unauthorized = twilio.sandbox.handle({
      method: 'GET',
      path: '/twilio/v1/Porting/PortIn/PortInRequests',
    });
    twilio.check('error', JSON.parse(unauthorized.body), 'without credentials');
    expect(twilio.problems).toEqual([]);
  });
});

describe('the validators', () => {
  const validCreate = fullCreate([{ phone_number: '+12125550100', pin: '0042' }]);
  const carrier = validCreate['losing_carrier_information'] as Record<string, unknown>;

  it.each<[string, SchemaName, unknown, string]>([
    ['a key Twilio does not know', 'createPortIn', { ...validCreate, phoneNumbers: [] }, '(phoneNumbers)'],
    ['a create without documents', 'createPortIn', { ...validCreate, documents: undefined }, 'documents'],
    [
      'a create without an address',
      'createPortIn',
      { ...validCreate, losing_carrier_information: { ...carrier, address: null } },
      'address',
    ],
    [
      'a PIN that is a number',
      'createPortIn',
      { ...validCreate, phone_numbers: [{ phone_number: '+12125550100', pin: 42 }] },
      'pin',
    ],
    [
      'a time without its offset',
      'createPortIn',
      { ...validCreate, target_port_in_time_range_start: '10:15' },
      'time',
    ],
    ['a check with bare numbers', 'checkEligibility', { phone_numbers: ['+12125550100'] }, 'object'],
    ['a product in small letters', 'setSigningConfiguration', { product: 'porting' }, 'allowed values'],
    ['a boolean in a webhook', 'webhookPayload', { portable: true }, 'portable'],
    [
      'an error without its code',
      'error',
      { message: 'no', more_info: 'https://x.example', status: 400 },
      'code',
    ],
    ['a SID of another kind', 'portIn', { port_in_request_sid: `PU${'0'.repeat(32)}` }, 'pattern'],
  ])('refuse %s', (_name, schema, value, problem) => {
    expect(validatorOf(schema)(value).join('; ')).toContain(problem);
  });
});
