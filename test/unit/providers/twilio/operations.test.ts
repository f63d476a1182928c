import { MockAgent } from 'undici';
import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import { createHttpTransport } from '../../../../src/providers/http/transport';
import type { OwnOperationName } from '../../../../src/providers/operations';
import { TwilioProvider } from '../../../../src/providers/twilio/provider';
import { failureOf } from '../scripted';
import { AC, account, AD, call, KW, KW2, NUMBER } from './examples';

/** What Twilio does beside ports, over undici as a worker sends it. */
const WEBHOOK = '/v1/Porting/Configuration/Webhook';
const LIST = '/v1/Porting/PortIn/PortInRequests';
const OURS = 'https://hooks.example/webhooks/twilio/default/k1.abc';
const OLDER = 'https://hooks.example/webhooks/twilio/default/k0.old';
const FOREIGN = 'https://foreign.example/hook?key=s3cr3t';

let agent: MockAgent;
beforeEach(() => {
  agent = new MockAgent();
  agent.disableNetConnect();
});
afterEach(async () => {
  agent.assertNoPendingInterceptors();
  await agent.close();
});

interface Answered {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly path: string | ((path: string) => boolean);
  readonly status?: number;
  readonly json?: unknown;
}

/** Lets Twilio answer once. @returns what it was sent as a body */
function answers({ method = 'GET', path, status = 200, json }: Answered): { body?: unknown } {
  const sent: { body?: unknown } = {};
  agent
    .get('https://numbers.example')
    .intercept({ method, path })
    .reply(status, ({ body }) => {
      if (typeof body === 'string') sent.body = JSON.parse(body);
      return json === undefined ? '' : JSON.stringify(json);
    });
  return sent;
}

/** Runs an operation as the activity does: parsed first. */
async function run<Name extends OwnOperationName>(
  name: Name,
  input: OperationInput<Name>,
): Promise<OperationAnswer<Name>> {
  const provider = new TwilioProvider(account, createHttpTransport({ dispatcher: agent }));
  const operation = provider.operations[name];
  if (operation === undefined) throw new Error(`Twilio has no ${name}.`);
  return operation.run(operation.input.parse(input), call);
}

describe('portability', () => {
  const path = `/v1/Porting/Portability/PhoneNumber/${encodeURIComponent(NUMBER)}`;

  it('asks for each number', async () => {
    answers({ path, json: { portable: true, number_type: 'LOCAL', country: 'US' } });
    await expect(run('portability', { numbers: [NUMBER] })).resolves.toMatchObject([
      { phoneNumber: NUMBER, portable: true, country: 'US' },
    ]);
  });

  it('asks for the account that will own them', async () => {
    const targetAccount = `AC${'9'.repeat(32)}`;
    answers({ path: `${path}?TargetAccountSid=${targetAccount}`, json: { portable: true } });
    await expect(run('portability', { numbers: [NUMBER], targetAccount })).resolves.toHaveLength(1);
  });

  it('asks for the address of the account holder', async () => {
    answers({ path: `${path}?AddressSid=${AD}`, json: { portable: true } });
    await expect(run('portability', { numbers: [NUMBER], address: AD })).resolves.toHaveLength(1);
  });

  it('blames an address that Twilio does not know, not the number', async () => {
    const json = { code: 20001, message: 'AddressSid not found', status: 400 };
    answers({ path: `${path}?AddressSid=${AD}`, status: 400, json });
    const { problem } = await failureOf(run('portability', { numbers: [NUMBER], address: AD }));
    expect(problem).toMatchObject({ code: 'provider_refused', outcome: 'refused' });
  });
});

describe('orders', () => {
  const row = (sid: string, more = {}) => ({
    port_in_request_sid: sid,
    port_in_request_status: 'In review',
    ...more,
  });
  const page = (rows: unknown[], next: string | null = null) => ({
    port_in_requests: rows,
    meta: { next_token: next },
  });

  it('shows what the list says', async () => {
    const full = {
      status_last_updated_timestamp: '2026-11-16',
      phone_numbers_requested: 3,
      phone_numbers_ported: 1,
      suggested_action: 'Sign the LOA',
    };
    answers({ path: `${LIST}?Size=100`, json: page([row(KW, full), row(KW2)]) });
    await expect(run('orders', {})).resolves.toEqual({
      orders: [
        {
          ref: KW,
          status: 'In review',
          updated: '2026-11-16',
          numbers: 3,
          ported: 1,
          suggestedAction: 'Sign the LOA',
        },
        { ref: KW2, status: 'In review' },
      ],
      isComplete: true,
    });
  });

  it('passes every filter on', async () => {
    const filters: URLSearchParams[] = [];
    answers({
      path: (path) => path.startsWith(LIST) && filters.push(new URL(path, 'http://x').searchParams) > 0,
      json: page([]),
    });
    await run('orders', {
      createdAfter: '2026-11-01',
      createdBefore: '2026-12-01',
      status: 'Action Required',
      refs: [KW, KW2],
    });
    expect(Object.fromEntries(filters[0]!)).toEqual({
      Size: '100',
      CreatedAfter: '2026-11-01',
      CreatedBefore: '2026-12-01',
      PortInRequestStatus: 'Action Required',
      PortInRequestSid: `${KW},${KW2}`,
    });
  });

  it('goes from page to page, as far as the limit', async () => {
    answers({ path: `${LIST}?Size=100`, json: page([row(KW)], KW2) });
    answers({ path: `${LIST}?Token=${KW2}&Size=100`, json: page([row(KW2), row(`KW${'c'.repeat(32)}`)]) });
    const { orders, isComplete } = await run('orders', { limit: 2 });
    expect({ refs: orders.map(({ ref }) => ref), isComplete }).toEqual({
      refs: [KW, KW2],
      isComplete: false,
    });
  });
});

describe('webhooks', () => {
  const configured = (more = {}) => ({
    port_in_target_url: null,
    port_out_target_url: null,
    notifications_of: [],
    ...more,
  });
  const found = (more = {}) => answers({ path: WEBHOOK, json: configured(more) });
  const setting = (url: string) =>
    answers({ method: 'POST', path: WEBHOOK, status: 201, json: configured({ port_in_target_url: url }) });
  const deleting = () => answers({ method: 'DELETE', path: `${WEBHOOK}/PORT_IN`, status: 204 });

  it('get tells where those of ports in go', async () => {
    found({ port_in_target_url: OURS, port_out_target_url: FOREIGN, notifications_of: ['PortInCompleted'] });
    await expect(run('webhooks.get', {})).resolves.toEqual({ url: OURS, events: ['PortInCompleted'] });
  });

  it('an account that never had any has none', async () => {
    answers({ path: WEBHOOK, status: 404, json: { code: 20404, message: 'not found', status: 404 } });
    await expect(run('webhooks.get', {})).resolves.toEqual({ events: [] });
  });

  it('a wrong base URL is no account without webhooks', async () => {
    answers({ path: WEBHOOK, status: 404, json: 'Cannot GET' });
    expect((await failureOf(run('webhooks.get', {}))).problem.code).toBe('provider_not_found');
  });

  it.each([
    ['none', {}],
    ['ours with an older token', { port_in_target_url: OLDER }],
  ])('set replaces %s', async (_, before) => {
    found(before);
    const sent = setting(OURS);
    await expect(run('webhooks.set', { url: OURS })).resolves.toEqual({
      url: OURS,
      events: [],
      changed: true,
    });
    expect(sent.body).toEqual({ port_in_target_url: OURS });
  });

  it('set changes nothing where it is so already', async () => {
    found({ port_in_target_url: OURS });
    await expect(run('webhooks.set', { url: OURS })).resolves.toMatchObject({ url: OURS, changed: false });
  });

  it.each([
    ['our URL', OURS],
    ['ours with an older token', OLDER],
  ])('set keeps how often Twilio is to try, which stands behind the # of %s', async (_, present) => {
    found({ port_in_target_url: `${present}#rc=2&ct=4000` });
    const wanted = `${OURS}#rc=2&ct=4000`;
    const isNews = present !== OURS;
    const sent = isNews ? setting(wanted) : { body: { port_in_target_url: wanted } };
    const change = await run('webhooks.set', { url: OURS });
    expect(change).toMatchObject({ url: wanted, changed: isNews });
    expect(sent.body).toEqual({ port_in_target_url: wanted });
  });

  it('set takes what the new URL says behind its own #, and nothing of another receiver’s', async () => {
    found({ port_in_target_url: `${OURS}#rc=2` });
    const sent = setting(`${OURS}#rc=5`);
    await run('webhooks.set', { url: `${OURS}#rc=5` });
    expect(sent.body).toEqual({ port_in_target_url: `${OURS}#rc=5` });
    found({ port_in_target_url: `${FOREIGN}#rc=2` });
    const forced = setting(OURS);
    await run('webhooks.set', { url: OURS, force: true });
    expect(forced.body).toEqual({ port_in_target_url: OURS });
  });

  it('delete knows ours whatever stands behind its #', async () => {
    found({ port_in_target_url: `${OURS}#rc=2` });
    deleting();
    await expect(run('webhooks.delete', { url: OURS })).resolves.toMatchObject({ changed: true });
  });

  it('set leaves ports out and the list of events as they are', async () => {
    const kept = { port_out_target_url: FOREIGN, notifications_of: ['PortInCompleted'] };
    found(kept);
    const sent = setting(OURS);
    await run('webhooks.set', { url: OURS });
    expect(sent.body).toEqual({ port_in_target_url: OURS, ...kept });
  });

  it.each(['webhooks.set', 'webhooks.delete'] as const)(
    '%s leaves another receiver’s alone',
    async (name) => {
      found({ port_in_target_url: FOREIGN });
      const { problem } = await failureOf(run(name, { url: OURS }));
      expect(problem).toMatchObject({ code: 'foreign_webhook_url', outcome: 'refused' });
      expect(problem.message).toContain('foreign.example');
      expect(problem.message).not.toMatch(/s3cr3t|k1\.abc/);
    },
  );

  it('force replaces and removes it', async () => {
    found({ port_in_target_url: FOREIGN });
    setting(OURS);
    await expect(run('webhooks.set', { url: OURS, force: true })).resolves.toMatchObject({ changed: true });
    found({ port_in_target_url: FOREIGN });
    deleting();
    await expect(run('webhooks.delete', { force: true })).resolves.toEqual({ events: [], changed: true });
  });

  it('delete removes ours, and has nothing to do where there is none', async () => {
    found({ port_in_target_url: OLDER });
    deleting();
    await expect(run('webhooks.delete', { url: OURS })).resolves.toEqual({ events: [], changed: true });
    found();
    await expect(run('webhooks.delete', { url: OURS })).resolves.toEqual({ events: [], changed: false });
  });
});

describe('input that is not valid', () => {
  const { operations } = new TwilioProvider(account, createHttpTransport());

  it.each<[OwnOperationName, unknown]>([
    ['portability', {}],
    ['portability', { numbers: [] }],
    ['portability', { numbers: ['2125550100'] }],
    ['portability', { numbers: [NUMBER], targetAccount: KW }],
    ['portability', { numbers: [NUMBER], targetAccountSid: AC }],
    ['portability', { numbers: [NUMBER], address: AC }],
    ['portability', { numbers: [NUMBER], address: '' }],
    ['orders', { createdAfter: 'yesterday' }],
    ['orders', { limit: 0 }],
    ['orders', { limit: 1001 }],
    ['orders', { refs: [AC] }],
    ['webhooks.get', { url: OURS }],
    ['webhooks.set', {}],
    ['webhooks.set', { url: 'ftp://x.example' }],
    ['webhooks.set', { url: OURS, events: 'PortInCompleted' }],
    ['webhooks.set', { url: OURS, events: [''] }],
    ['webhooks.set', { url: OURS, events: [' '] }],
    ['webhooks.set', { url: OURS, events: [7] }],
    ['webhooks.set', { url: OURS, events: ['x'.repeat(101)] }],
    ['webhooks.set', { url: OURS, events: Array.from({ length: 51 }, (_, i) => `Event${i}`) }],
    ['webhooks.delete', {}],
    ['webhooks.delete', { force: false }],
  ])('%s %j is not carried out', (name, input) => {
    expect(operations[name]?.input.safeParse(input).success).toBe(false);
  });
});
