import { createHttpTransport, TransportError } from '../../../../src/providers/http/transport';
import { TwilioClient } from '../../../../src/providers/twilio/client';
import type { CreatePortInBody } from '../../../../src/providers/twilio/create-body';
import { MockAgent } from 'undici';
import { failureOf, scripted } from '../scripted';
import { AC, account, AD, call, KW, KW2, NOW, NUMBER, portInJson, PU, RD } from './examples';

const body: CreatePortInBody = {
  account_sid: AC,
  documents: [RD],
  losing_carrier_information: {
    customer_name: 'Acme LLC',
    authorized_representative: 'Ada Moss',
    authorized_representative_email: 'ada@acme.example',
    account_number: 'A-991',
    address: { street: '1 Main St', city: 'New York', state: 'NY', zip: '10001', country: 'US' },
  },
  phone_numbers: [{ phone_number: NUMBER, pin: '0042' }],
};

function clientOf(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  return { client: new TwilioClient(account, transport), sent };
}

describe('requests', () => {
  it('sign in with the first auth token and say who we are', async () => {
    const { client, sent } = clientOf({ json: portInJson() });
    await client.fetchPortIn(KW, call);
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: `https://numbers.example/v1/Porting/PortIn/${KW}`,
      timeoutMs: 20_000,
      headers: {
        authorization: `Basic ${Buffer.from(`${AC}:s3cr3t`).toString('base64')}`,
        'user-agent': expect.stringMatching(/^portkeeper\/\d/),
      },
    });
    expect(sent[0]).not.toHaveProperty('body');
  });

  it('sign in with the API key where there is one', async () => {
    const { transport, sent } = scripted({ json: portInJson() });
    const credentials = { ...account.credentials, apiKey: { sid: 'SK1', secret: 'hush' } };
    await new TwilioClient({ ...account, credentials }, transport).fetchPortIn(KW, call);
    expect(sent[0]?.headers.authorization).toBe(`Basic ${Buffer.from('SK1:hush').toString('base64')}`);
  });

  it('keep the path of a base URL', async () => {
    const { transport, sent } = scripted({ json: portInJson() });
    await new TwilioClient({ ...account, baseUrl: 'http://127.0.0.1:9080/twilio/' }, transport).fetchPortIn(
      KW,
      call,
    );
    expect(sent[0]?.url).toBe(`http://127.0.0.1:9080/twilio/v1/Porting/PortIn/${KW}`);
  });

  it('escape the number and name target account and address', async () => {
    const { client, sent } = clientOf({ json: { portable: true } });
    await client.portability(NUMBER, { targetAccountSid: AC, addressSid: AD }, call);
    expect(sent[0]?.url).toBe(
      `https://numbers.example/v1/Porting/Portability/PhoneNumber/%2B12125550100?TargetAccountSid=${AC}&AddressSid=${AD}`,
    );
  });

  it('create with JSON and 30 seconds', async () => {
    const { client, sent } = clientOf({ status: 202, json: portInJson() });
    await client.createPortIn(body, call);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      timeoutMs: 30_000,
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(sent[0]!.body!)).toEqual(body);
  });

  it('pass the signal on', async () => {
    const { client, sent } = clientOf({ json: portInJson() });
    const { signal } = new AbortController();
    await client.fetchPortIn(KW, { ...call, signal });
    expect(sent[0]?.signal).toBe(signal);
  });

  it.each([201, 204, 200])('take %d for a cancel', async (status) => {
    const { client, sent } = clientOf({ status }, { status });
    await client.cancelPortIn(KW, call);
    await client.cancelPhoneNumber(KW, PU, call);
    expect(sent.map((r) => `${r.method} ${new URL(r.url).pathname}`)).toEqual([
      `DELETE /v1/Porting/PortIn/${KW}`,
      `DELETE /v1/Porting/PortIn/${KW}/PhoneNumber/${PU}`,
    ]);
  });

  it.each(['', 'KW/../x', PU, `${KW}/PhoneNumber`])('are not sent for the order "%s"', async (ref) => {
    const { client, sent } = clientOf();
    expect((await failureOf(client.cancelPortIn(ref, call))).problem).toMatchObject({
      code: 'provider_refused',
      outcome: 'refused',
    });
    expect(sent).toEqual([]);
  });

  it('read, set and delete the webhook configuration', async () => {
    const url = 'https://hooks.example/t0ken';
    const { client, sent } = clientOf(
      { json: { port_in_target_url: url } },
      { status: 201, json: {} },
      { status: 204 },
    );
    expect(await client.fetchWebhookConfiguration(call)).toMatchObject({ port_in_target_url: url });
    await client.setWebhookConfiguration(
      { port_in_target_url: url, notifications_of: ['PortInCompleted'] },
      call,
    );
    await client.deleteWebhookConfiguration('PORT_IN', call);
    expect(sent.map((r) => `${r.method} ${new URL(r.url).pathname}`)).toEqual([
      'GET /v1/Porting/Configuration/Webhook',
      'POST /v1/Porting/Configuration/Webhook',
      'DELETE /v1/Porting/Configuration/Webhook/PORT_IN',
    ]);
  });

  it('read one number of an order', async () => {
    const { client, sent } = clientOf({ json: { phone_number: NUMBER, missing_required_fields: true } });
    expect(await client.fetchPhoneNumber(KW, PU, call)).toMatchObject({ missing_required_fields: true });
    expect(sent[0]?.url).toMatch(new RegExp(`/${KW}/PhoneNumber/${PU}$`));
  });
});

describe('the list', () => {
  const page = (sids: string[], next: string | null) => ({
    json: { port_in_requests: sids.map((s) => ({ port_in_request_sid: s })), meta: { next_token: next } },
  });
  const collect = async (client: TwilioClient) => {
    const refs: string[] = [];
    for await (const row of client.listPortIns({ createdAfter: '2026-11-15' }, call))
      refs.push(row.port_in_request_sid);
    return refs;
  };

  it('follows the tokens to the end', async () => {
    const { client, sent } = clientOf(page([KW], KW), page([], KW2), page([KW2], null));
    expect(await collect(client)).toEqual([KW, KW2]);
    expect(sent.map((r) => new URL(r.url).search)).toEqual([
      '?Size=100&CreatedAfter=2026-11-15',
      `?Token=${KW}&Size=100&CreatedAfter=2026-11-15`,
      `?Token=${KW2}&Size=100&CreatedAfter=2026-11-15`,
    ]);
  });

  it('asks for no page that is not wanted', async () => {
    const { client, sent } = clientOf(page([KW, KW2], KW));
    for await (const _ of client.listPortIns({}, call)) break;
    expect(sent).toHaveLength(1);
  });

  it('does not run in a circle', async () => {
    const { client } = clientOf(page([KW], KW), page([KW2], KW2), page([KW], KW));
    expect((await failureOf(collect(client))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unavailable',
    });
  });
});

/** What is certain after each kind of answer. `get`, `post` and `delete` are the outcomes. */
const REFUSAL = { code: 22155, message: 'no', status: 400 };
describe('failures by status', () => {
  it.each([
    [400, REFUSAL, 'provider_refused', 'refused', 'refused'],
    [409, REFUSAL, 'provider_refused', 'refused', 'refused'],
    [422, { type: 'about:blank', title: 'no' }, 'provider_refused', 'refused', 'refused'],
    [401, { code: 20003, message: 'no' }, 'provider_unauthorized', 'refused', 'refused'],
    [401, undefined, 'provider_unauthorized', 'refused', 'refused'],
    [403, { code: 20403, message: 'no' }, 'provider_unauthorized', 'refused', 'refused'],
    [403, { code: 22131, message: 'no' }, 'provider_refused', 'refused', 'refused'],
    [403, '<html>', 'provider_unauthorized', 'unavailable', 'unavailable'],
    [403, { message: 'Forbidden' }, 'provider_unauthorized', 'unavailable', 'unavailable'],
    [404, { code: 20404, message: 'no' }, 'provider_not_found', 'refused', 'refused'],
    [404, '<html>', 'provider_not_found', 'unavailable', 'unavailable'],
    [
      404,
      { message: 'no Route matched with those values' },
      'provider_not_found',
      'unavailable',
      'unavailable',
    ],
    [400, { message: 'Bad Request' }, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [413, '<html>', 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [429, { code: 20429, message: 'no' }, 'provider_rate_limited', 'unavailable', 'unavailable'],
    [429, undefined, 'provider_rate_limited', 'unavailable', 'unavailable'],
    [400, '<html>', 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [400, {}, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [408, REFUSAL, 'provider_unavailable', 'unavailable', 'unknown'],
    [302, undefined, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [500, { code: 20500, message: 'no' }, 'provider_unavailable', 'unavailable', 'unknown'],
    [502, '<html>', 'provider_unavailable', 'unavailable', 'unknown'],
    [503, undefined, 'provider_unavailable', 'unavailable', 'unknown'],
  ])('%d %j', async (status, answer, code, read, write) => {
    const body_ =
      typeof answer === 'string' ? { body: answer } : answer === undefined ? {} : { json: answer };
    const fails = { status, ...body_, headers: { 'twilio-request-id': 'RQ77' } };
    const { client } = clientOf(fails, fails, fails, fails);
    const problems = [
      await failureOf(client.fetchPortIn(KW, call)),
      await failureOf(client.createPortIn(body, call)),
      await failureOf(client.cancelPortIn(KW, call)),
      await failureOf(client.cancelPhoneNumber(KW, PU, call)),
    ].map(({ problem }) => problem);
    expect(problems.map((p) => [p.code, p.outcome])).toEqual([
      [code, read],
      [code, write],
      [code, write],
      [code, write],
    ]);
    expect(problems[0]).toMatchObject({ status, requestId: 'RQ77' });
  });

  it('carry Twilio’s code, what it means, its words and what to do', async () => {
    const { client } = clientOf({ status: 400, json: REFUSAL, headers: { 'twilio-request-id': 'RQ77' } });
    const { problem } = await failureOf(client.createPortIn(body, call));
    expect(problem).toEqual({
      code: 'provider_refused',
      outcome: 'refused',
      status: 400,
      providerCode: '22155',
      reason: 'pin_wrong_or_expired',
      requestId: 'RQ77',
      message:
        'Twilio: could not create the port-in order (HTTP 400, Twilio code 22155, request RQ77): no. ' +
        'Correct the request; the same one fails again.',
    });
  });

  it('say of a refused cancel who can still help', async () => {
    const refusal = { status: 400, json: { code: 20001, message: 'too late' } };
    const { client } = clientOf(refusal, refusal);
    expect((await failureOf(client.cancelPortIn(KW, call))).message).toMatch(
      /Nothing was canceled.*support\.$/,
    );
    expect((await failureOf(client.cancelPhoneNumber(KW, PU, call))).message).toMatch(/72 hours/);
  });

  it.each([
    ['7', 7_000],
    ['0.5', undefined],
    [new Date(NOW + 90_000).toUTCString(), 90_000],
    [new Date(NOW - 90_000).toUTCString(), 0],
    ['soon', undefined],
  ])('wait as long as Retry-After says: %s', async (header, expected) => {
    const { client } = clientOf({ status: 429, headers: { 'retry-after': header } });
    const error = await failureOf(client.createPortIn(body, call));
    expect([error.retryAfterMs, error.isTransient]).toEqual([expected, true]);
  });

  it('repeat nothing of what was sent', async () => {
    const message =
      'Acme LLC, Ada Moss <ada@acme.example>, 1 Main St, New York 10001, A-991, +12125550100, PIN 0042: refused';
    const { client } = clientOf({ status: 400, json: { code: 20001, message } });
    const error = await failureOf(client.createPortIn(body, call));
    expect(error.message).not.toMatch(/Acme|Ada|Main|New York|10001|A-991|2125550100|0042/);
    expect(error.message).toContain('refused');
  });
});

describe('failures without an answer', () => {
  it.each([
    ['connection', 'unavailable', 'provider_unavailable', 'unavailable', 'unavailable'],
    ['connection', 'unknown', 'provider_unavailable', 'unavailable', 'unknown'],
    ['timeout', 'unknown', 'provider_timeout', 'unavailable', 'unknown'],
    ['aborted', 'unavailable', 'provider_unavailable', 'unavailable', 'unavailable'],
    ['aborted', 'unknown', 'provider_unavailable', 'unavailable', 'unknown'],
    ['too_large', 'unknown', 'provider_answer_unreadable', 'unavailable', 'unknown'],
  ] as const)('%s, %s', async (failure, certain, code, read, write) => {
    const error = new TransportError(failure, certain, 'It broke.');
    const { client } = clientOf(error, error, error);
    const got = await failureOf(client.fetchPortIn(KW, call));
    const created = await failureOf(client.createPortIn(body, call));
    const canceled = await failureOf(client.cancelPortIn(KW, call));
    expect([got, created, canceled].map(({ problem }) => [problem.code, problem.outcome])).toEqual([
      [code, read],
      [code, write],
      [code, write],
    ]);
    expect(created.cause).toBe(error);
  });

  it('are uncertain when the transport fails in an unforeseen way', async () => {
    const { client } = clientOf(new Error('bug with +12125550100'));
    const { problem } = await failureOf(client.createPortIn(body, call));
    expect(problem.outcome).toBe('unknown');
    expect(problem.message).not.toContain('2125550100');
  });

  it('come through undici', async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const reset = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    agent
      .get('https://numbers.example')
      .intercept({ path: '/v1/Porting/PortIn', method: 'POST' })
      .replyWithError(reset);
    const client = new TwilioClient(account, createHttpTransport({ dispatcher: agent }));
    expect((await failureOf(client.createPortIn(body, call))).problem.outcome).toBe('unknown');
  });
});

describe('answers that do not say what they should', () => {
  it.each([
    ['not JSON', { body: '<html>ok</html>' }],
    ['empty', { body: '' }],
    ['without a sid', { json: { port_in_request_status: 'In review' } }],
    ['of another kind', { json: [] }],
  ])('%s: a create may be done', async (_, answer) => {
    const { client } = clientOf({ status: 202, ...answer }, { status: 200, ...answer });
    expect((await failureOf(client.createPortIn(body, call))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unknown',
      status: 202,
    });
    const read = await failureOf(client.fetchPortIn(KW, call));
    expect(read.problem.outcome).toBe('unavailable');
    expect(read.isTransient).toBe(true);
  });

  it('name the field and not the value', async () => {
    const { client } = clientOf({ json: portInJson({ port_in_request_sid: NUMBER }) });
    const error = await failureOf(client.fetchPortIn(KW, call));
    expect(error.message).toContain('port_in_request_sid');
    expect(error.message).not.toContain('2125550100');
  });
});

describe('a portability check that Twilio answers with 400', () => {
  const blame = (message: string, code = 20001) => ({ status: 400, json: { code, message } });

  it('is a finding about the number', async () => {
    const { client } = clientOf(blame('Invalid phone number'));
    await expect(client.portability(NUMBER, {}, call)).resolves.toMatchObject({
      kind: 'bad_number',
      error: { code: '20001' },
    });
  });

  it.each(['Invalid TargetAccountSid', 'account sid is not yours', 'AddressSid not found'])(
    'is an error of ours when it blames a sid: %s',
    async (message) => {
      const { client } = clientOf(blame(message));
      expect((await failureOf(client.portability(NUMBER, {}, call))).problem.code).toBe('provider_refused');
    },
  );

  it('is nothing that we can read without an error body', async () => {
    const { client } = clientOf({ status: 400, body: 'Bad Request' });
    expect((await failureOf(client.portability(NUMBER, {}, call))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unavailable',
    });
  });
});
