import { FoneDynamicsClient, type Level } from '../../../../src/providers/fone-dynamics/client';
import { gathered } from '../../../../src/providers/fone-dynamics/history';
import type { PortingRequest } from '../../../../src/providers/fone-dynamics/schemas';
import { TransportError } from '../../../../src/providers/http/transport';
import { failureOf, scripted } from '../scripted';
import {
  account,
  ACCOUNT_SID,
  bodyOf,
  call,
  NOW,
  pageJson,
  plan,
  PROPERTY_SID,
  queryOf,
  requestJson,
} from './examples';

const body = bodyOf({ ...plan(), webhookUrl: 'https://hooks.example/t0ken' });
const PROPERTY: Level = { scope: 'property', propertySid: PROPERTY_SID };
const FROM = Date.parse('2026-11-01T00:00:00Z');

function clientOf(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  return { client: new FoneDynamicsClient(account, transport), sent };
}

async function collect(client: FoneDynamicsClient, level: Level = PROPERTY, refs?: readonly string[]) {
  const rows: PortingRequest[] = [];
  const filter = { from: FROM, ...(refs !== undefined && { refs }) };
  for await (const row of client.list(level, filter, call)) rows.push(row);
  return rows;
}

describe('requests', () => {
  it('sign in with account and token, and say who we are', async () => {
    const { client, sent } = clientOf({ json: pageJson([]) });
    await collect(client);
    expect(sent[0]).toMatchObject({
      method: 'GET',
      timeoutMs: 20_000,
      headers: {
        accept: 'application/json',
        authorization: `Basic ${Buffer.from(`${ACCOUNT_SID}:s3cr3t`).toString('base64')}`,
        'user-agent': expect.stringMatching(/^portkeeper\/\d/),
      },
    });
    expect(sent[0]).not.toHaveProperty('body');
  });

  it('submit with JSON and 30 seconds, and keep the path of a base URL', async () => {
    const { transport, sent } = scripted({ json: requestJson() });
    const client = new FoneDynamicsClient(
      { ...account, baseUrl: 'http://127.0.0.1:9080/fone-dynamics/' },
      transport,
    );
    await client.submit(PROPERTY_SID, body, call);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      url: `http://127.0.0.1:9080/fone-dynamics/v2/Properties/${PROPERTY_SID}/Porting`,
      timeoutMs: 30_000,
      headers: { 'content-type': 'application/json' },
    });
    expect(JSON.parse(sent[0]!.body!)).toEqual(body);
  });

  it.each<[Level, string]>([
    [PROPERTY, `/v2/Properties/${PROPERTY_SID}/Porting/Status`],
    [{ scope: 'account', accountSid: ACCOUNT_SID }, `/v2/Accounts/${ACCOUNT_SID}/Porting/Status`],
  ])('list at the level of %j', async (level, path) => {
    const { client, sent } = clientOf({ json: pageJson([]) });
    await collect(client, level);
    expect(new URL(sent[0]!.url).pathname).toBe(path);
  });

  it('list in seconds, to a little beyond now, with every reference as a value of its own', async () => {
    const { client, sent } = clientOf({ json: pageJson([]) });
    await collect(client, PROPERTY, ['P-1', 'P-2']);
    const query = queryOf(sent[0]);
    expect([...query.keys()]).toEqual([
      'From',
      'To',
      'PortingRequestNumbers',
      'PortingRequestNumbers',
      'Results_Count',
      'Results_Skip',
    ]);
    expect(query.getAll('PortingRequestNumbers')).toEqual(['P-1', 'P-2']);
    expect(query.get('From')).toBe(String(FROM / 1000));
    expect(query.get('To')).toBe(String(NOW / 1000 + 300));
  });

  it('pass the signal on', async () => {
    const { client, sent } = clientOf({ json: requestJson() });
    const { signal } = new AbortController();
    await client.submit(PROPERTY_SID, body, { ...call, signal });
    expect(sent[0]?.signal).toBe(signal);
  });

  it.each(['', 'me', `S${'a'.repeat(31)}`, ACCOUNT_SID, `${PROPERTY_SID}/Porting`])(
    'are not sent for the property "%s"',
    async (propertySid) => {
      const { client, sent } = clientOf();
      for (const failing of [
        client.submit(propertySid, body, call),
        collect(client, { scope: 'property', propertySid }),
        collect(client, { scope: 'account', accountSid: propertySid.replace(ACCOUNT_SID, PROPERTY_SID) }),
      ]) {
        expect((await failureOf(failing)).problem).toMatchObject({
          code: 'provider_refused',
          outcome: 'refused',
        });
      }
      expect(sent).toEqual([]);
    },
  );
});

describe('the answer to a submission', () => {
  it.each([
    ['bare', { json: requestJson() }],
    ['wrapped', { json: { PortingRequest: requestJson() } }],
    ['with status 201', { status: 201, json: requestJson() }],
  ])('%s', async (_, answer) => {
    const { client } = clientOf(answer);
    expect((await client.submit(PROPERTY_SID, body, call))?.PortingNo).toBe('P-000002');
  });

  it.each([
    ['empty', { body: '' }],
    ['blank', { body: ' \n' }],
    ['204', { status: 204 }],
    ['JSON without a request', { json: { ResponseStatus: null } }],
  ])('%s says nothing', async (_, answer) => {
    const { client } = clientOf(answer);
    await expect(client.submit(PROPERTY_SID, body, call)).resolves.toBeUndefined();
  });

  it('that is no JSON may mean that it was taken', async () => {
    const { client } = clientOf({ body: '<html>ok</html>' });
    expect((await failureOf(client.submit(PROPERTY_SID, body, call))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unknown',
    });
  });
});

describe('the list', () => {
  const row = (PortingNo: string, more: Record<string, unknown> = {}) => requestJson({ PortingNo, ...more });
  const nos = (rows: readonly PortingRequest[]) => rows.map(({ PortingNo }) => PortingNo);

  it('is over when as many came as there are, although a token says that more follow', async () => {
    const { client, sent } = clientOf({ json: pageJson([row('P-1')]) });
    expect(nos(await collect(client))).toEqual(['P-1']);
    expect(sent).toHaveLength(1);
  });

  it('goes on from what came, however many were asked for, and ends at the same instant', async () => {
    const { client, sent } = clientOf(
      { json: pageJson([row('P-1'), row('P-2')], 4) },
      { json: pageJson([row('P-3')], 4) },
      { json: pageJson([row('P-4')], 4) },
    );
    expect(nos(await collect(client))).toEqual(['P-1', 'P-2', 'P-3', 'P-4']);
    expect(sent.map((request) => queryOf(request).get('Results_Skip'))).toEqual(['0', '2', '3']);
    expect(new Set(sent.map((request) => queryOf(request).get('To'))).size).toBe(1);
  });

  it.each([
    ['that says too much', 7],
    ['that says nothing', undefined],
  ])('is over at an empty page, with a count %s', async (_, total) => {
    const json = (requests: unknown[]) => ({
      PortingRequests: requests,
      TotalCount: total,
      NextPageToken: '1',
    });
    const { client, sent } = clientOf({ json: json([row('P-1')]) }, { json: json([]) });
    expect(nos(await collect(client))).toEqual(['P-1']);
    expect(sent).toHaveLength(2);
  });

  it('gives a request twice that slid to the next page, for others to make one of it', async () => {
    const { client } = clientOf(
      { json: pageJson([row('P-1'), row('P-2')], 3) },
      { json: pageJson([row('P-2', { Status: 'Submitted' }), row('P-3')], 4) },
    );
    const rows = gathered(await collect(client));
    expect(rows.map(({ PortingNo, Status }) => `${PortingNo} ${Status}`)).toEqual([
      'P-1 Queued',
      'P-2 Submitted',
      'P-3 Queued',
    ]);
  });

  it('does not run in a circle', async () => {
    const same = { json: pageJson([row('P-1'), row('P-2')], 500) };
    const { client, sent } = clientOf(same, same);
    expect((await failureOf(collect(client))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unavailable',
    });
    expect(sent).toHaveLength(2);
  });

  it('asks for no page that is not wanted', async () => {
    const { client, sent } = clientOf({ json: pageJson([row('P-1'), row('P-2')], 9) });
    for await (const _ of client.list(PROPERTY, { from: FROM }, call)) break;
    expect(sent).toHaveLength(1);
  });

  it('gives every row that can be read, on all pages, and then fails once for those that cannot', async () => {
    const nameless = { Status: 'Queued', CustomerDescription: 'Ada Moss' };
    const { client, sent } = clientOf(
      { json: pageJson([row('P-1'), nameless, null], 5) },
      { json: pageJson([nameless, row('P-5')], 5) },
    );
    const rows: PortingRequest[] = [];
    const read = async () => {
      for await (const each of client.list(PROPERTY, { from: FROM }, call)) rows.push(each);
    };
    const { problem } = await failureOf(read());
    expect(problem).toMatchObject({ code: 'provider_answer_unreadable', outcome: 'unavailable' });
    expect(problem.message).not.toContain('Ada');
    expect(nos(rows)).toEqual(['P-1', 'P-5']);
    expect(sent.map((request) => queryOf(request).get('Results_Skip'))).toEqual(['0', '3']);
  });

  it('ends at a page of which no row can be read', async () => {
    const nameless = { json: { PortingRequests: [{ Status: 'Queued' }] } };
    const { client, sent } = clientOf(nameless, nameless);
    await failureOf(collect(client));
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['not JSON', { body: '<html>' }],
    ['empty', { body: '' }],
    ['without a list', { json: {} }],
    ['with a row without a number', { json: pageJson([{ Status: 'Queued' }]) }],
  ])('%s is not to be read, and names no value', async (_, answer) => {
    const { client } = clientOf(answer);
    const error = await failureOf(collect(client));
    expect(error.problem).toMatchObject({ code: 'provider_answer_unreadable', outcome: 'unavailable' });
    expect(error.isTransient).toBe(true);
  });
});

const refusal = (ErrorCode: string, Message = 'no', Errors?: unknown) => ({
  ResponseStatus: { ErrorCode, Message, ...(Errors !== undefined && { Errors }) },
});

describe('failures by status', () => {
  it.each([
    [400, refusal('PARAMETER_REQUIRED'), 'provider_refused', 'refused', 'refused'],
    [401, refusal('UNAUTHORIZED'), 'provider_unauthorized', 'refused', 'refused'],
    [403, refusal('FORBIDDEN'), 'provider_unauthorized', 'refused', 'refused'],
    [403, refusal('ACCOUNT_NOT_FOUND'), 'provider_unauthorized', 'refused', 'refused'],
    // The request would make an invalid state (docs/reference/fone-dynamics.md#errors): it is at fault, not the
    // credentials.
    [403, refusal('NUMBER_BELONGS_TO_DIFFERENT_PROPERTY'), 'provider_refused', 'refused', 'refused'],
    [403, '<html>', 'provider_unauthorized', 'unavailable', 'unavailable'],
    [404, '<html>', 'provider_not_found', 'unavailable', 'unavailable'],
    [404, refusal('NOT_FOUND'), 'provider_not_found', 'refused', 'refused'],
    [429, undefined, 'provider_rate_limited', 'unavailable', 'unavailable'],
    [400, '<html>', 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [400, {}, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [302, undefined, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [500, refusal('INTERNAL'), 'provider_unavailable', 'unavailable', 'unknown'],
    [502, '<html>', 'provider_unavailable', 'unavailable', 'unknown'],
    [503, undefined, 'provider_unavailable', 'unavailable', 'unknown'],
  ])('%d %j', async (status, answer, code, read, write) => {
    const said = typeof answer === 'string' ? { body: answer } : answer === undefined ? {} : { json: answer };
    const { client } = clientOf({ status, ...said }, { status, ...said });
    const problems = [
      await failureOf(collect(client)),
      await failureOf(client.submit(PROPERTY_SID, body, call)),
    ].map(({ problem }) => problem);
    expect(problems.map((problem) => [problem.status, problem.code, problem.outcome])).toEqual([
      [status, code, read],
      [status, code, write],
    ]);
  });

  it('carry the code, what it means, the fields and what to do', async () => {
    const Errors = [{ FieldName: 'PortingNumbers' }, { FieldName: 'Number' }, { FieldName: 'Number' }];
    const { client } = clientOf({ status: 400, json: refusal('PARAMETER_REQUIRED', 'Missing.', Errors) });
    expect((await failureOf(client.submit(PROPERTY_SID, body, call))).problem).toEqual({
      code: 'provider_refused',
      outcome: 'refused',
      status: 400,
      providerCode: 'PARAMETER_REQUIRED',
      reason: 'missing_fields',
      message:
        'Fone Dynamics: could not submit the porting request (HTTP 400, Fone Dynamics code PARAMETER_REQUIRED): ' +
        'Missing (fields: PortingNumbers, Number). Correct the request; the same one fails again.',
    });
  });

  it('say what they can without a message', async () => {
    const json = { ResponseStatus: { ErrorCode: 'PARAMETER_REQUIRED', Errors: [{ FieldName: 'To' }] } };
    const { client } = clientOf({ status: 400, json });
    expect((await failureOf(collect(client))).message).toContain('(fields: To)');
  });

  it('repeat nothing of what was sent', async () => {
    const Message =
      'Ada Moss <ada@acme.example>, Level 10, 123 Example St, Spring Hill QLD 4000, A-991, +61255501200, ' +
      '61255501200, +61255501888, https://hooks.example/t0ken: refused';
    const { client } = clientOf({ status: 400, json: refusal('CONFLICTING_PARAMETERS', Message) });
    const error = await failureOf(client.submit(PROPERTY_SID, body, call));
    expect(error.message).not.toMatch(/Ada|acme\.example|Example St|Spring|A-991|5550|t0ken|s3cr3t/);
    expect(error.message).toContain('refused');
  });
});

describe('failures without an answer', () => {
  it.each([
    ['connection', 'unavailable', 'unavailable', 'unavailable'],
    ['connection', 'unknown', 'unavailable', 'unknown'],
    ['timeout', 'unknown', 'unavailable', 'unknown'],
    ['aborted', 'unavailable', 'unavailable', 'unavailable'],
    ['too_large', 'unknown', 'unavailable', 'unknown'],
  ] as const)('%s, %s', async (failure, certain, read, write) => {
    const error = new TransportError(failure, certain, 'It broke.');
    const { client } = clientOf(error, error);
    expect((await failureOf(collect(client))).problem.outcome).toBe(read);
    expect((await failureOf(client.submit(PROPERTY_SID, body, call))).problem.outcome).toBe(write);
  });
});
