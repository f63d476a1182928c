import { TransportError } from '../../../../src/providers/http/transport';
import { TelnyxV1Client } from '../../../../src/providers/telnyx-v1/client';
import { failureOf, scripted } from '../scripted';
import {
  account,
  asked,
  call,
  DRAFT,
  draftJson,
  draftSubRequestJson,
  NUMBER,
  PR,
  PR2,
  portRequestJson,
  SR,
  subRequestJson,
} from './examples';

function clientOf(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  return { client: new TelnyxV1Client(account, transport), sent };
}

const update = {
  foc_date_requested_by_user: '2026-12-10T16:00:00Z',
  auth_person_name: 'Ada Moss',
  billing_phone_number: '+13125354299',
  street_address: '1 Main St',
  locality: 'Chicago',
  administrative_area: 'IL',
  postal_code: '60601',
  country_code: 'US',
  default_connection_id: '77',
  pin_passcode: '0042',
  account_number: 'A-991',
};

describe('requests', () => {
  it('sign in with user and token', async () => {
    const { client, sent } = clientOf({ json: portRequestJson() });
    await client.portRequests.get(PR, call);
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: `https://telnyx.example/origination/porting/port_requests/${PR}?include_phone_numbers=true&include_sub_requests=true`,
      headers: { 'x-api-user': 'ops@acme.example', 'x-api-token': 's3cr3t', accept: 'application/json' },
    });
    expect(sent[0]).not.toHaveProperty('body');
  });

  it('submit without a body, and with 30 seconds', async () => {
    const { client, sent } = clientOf({ status: 201, json: draftJson({ port_request_id: PR }) });
    expect(await client.drafts.submit(DRAFT, call)).toMatchObject({ port_request_id: PR });
    expect(sent[0]).toMatchObject({ method: 'POST', timeoutMs: 30_000 });
    expect(sent[0]).not.toHaveProperty('body');
  });

  it('escape ids', async () => {
    const { client, sent } = clientOf({ json: portRequestJson() });
    await client.portRequests.get('a?b#c', call);
    expect(sent[0]?.url).toContain('/port_requests/a%3Fb%23c?');
  });

  it.each(['', '..', '.', 'a/b', 'a b', 'a\\b', 'x'.repeat(201)])(
    'are not sent for the id "%s"',
    async (id) => {
      const { client, sent } = clientOf();
      const failures = [
        await failureOf(client.portRequests.requestCancellation(PR, id, call)),
        await failureOf(client.drafts.submit(id, call)),
        await failureOf(client.drafts.documents.link(DRAFT, id, call)),
      ];
      expect(failures.map(({ problem }) => problem.outcome)).toEqual(['refused', 'refused', 'refused']);
      expect(sent).toEqual([]);
    },
  );

  it('ask for a cancellation where the account says', async () => {
    const { transport, sent } = scripted({ status: 200 }, { status: 200 });
    await new TelnyxV1Client(account, transport).portRequests.requestCancellation(PR, SR, call);
    const other = { ...account, cancellationPath: '/cancellation_requests/' };
    await new TelnyxV1Client(other, transport).portRequests.requestCancellation(PR, SR, call);
    expect(asked(sent)).toEqual([
      `POST /port_requests/${PR}/sub_requests/${SR}/cancellation`,
      `POST /port_requests/${PR}/sub_requests/${SR}/cancellation_requests`,
    ]);
  });
});

describe('a list', () => {
  const page = (ids: readonly string[], pages?: number) => ({
    json: ids.map((id) => portRequestJson({ id })),
    ...(pages !== undefined && { headers: { 'total-pages': String(pages) } }),
  });
  const collect = async (client: TelnyxV1Client) => {
    const ids: string[] = [];
    for await (const { id } of client.portRequests.list({ search: '312' }, call)) ids.push(id);
    return ids;
  };

  it('ends with the last page that the header counts', async () => {
    const { client, sent } = clientOf(page([PR], 2), page([PR2], 2));
    expect(await collect(client)).toEqual([PR, PR2]);
    expect(sent.map(({ url }) => new URL(url).searchParams.get('page'))).toEqual(['1', '2']);
  });

  it('ends with an empty page, whatever the header says', async () => {
    const { client } = clientOf(page([PR]), page([]));
    expect(await collect(client)).toEqual([PR]);
    expect(await collect(clientOf(page([PR], 9), page([], 9)).client)).toEqual([PR]);
  });

  it('does not run in a circle', async () => {
    const { client } = clientOf(page([PR]), page([PR]));
    expect((await failureOf(collect(client))).problem).toMatchObject({
      code: 'provider_answer_unreadable',
      outcome: 'unavailable',
    });
  });

  it('asks for no page that is not wanted', async () => {
    const { client, sent } = clientOf(page([PR, PR2], 5));
    for await (const _ of client.portRequests.list({}, call)) break;
    expect(sent).toHaveLength(1);
  });

  it('with a row that has no id is unreadable: a port request would be invisible', async () => {
    const { client } = clientOf({ json: [{ support_key: 'pr_1' }] });
    expect((await failureOf(collect(client))).problem.code).toBe('provider_answer_unreadable');
  });
});

describe('failures by status', () => {
  it.each([
    [422, { message: 'no' }, 'provider_refused', 'refused', 'refused'],
    [422, { errors: [{ code: '80018', detail: 'no' }] }, 'provider_refused', 'refused', 'refused'],
    [400, { errors: [{ title: 'no' }] }, 'provider_refused', 'refused', 'refused'],
    [401, undefined, 'provider_unauthorized', 'refused', 'refused'],
    [404, { errors: [{ code: '10005', title: 'no' }] }, 'provider_not_found', 'refused', 'refused'],
    [404, { message: 'no' }, 'provider_not_found', 'unavailable', 'unavailable'],
    [404, '<html>', 'provider_not_found', 'unavailable', 'unavailable'],
    [403, { errors: [{ code: '80200', detail: 'no' }] }, 'provider_refused', 'refused', 'refused'],
    [403, { errors: [{ code: '10010', title: 'no' }] }, 'provider_unauthorized', 'refused', 'refused'],
    [403, '<html>', 'provider_unauthorized', 'unavailable', 'unavailable'],
    [429, undefined, 'provider_rate_limited', 'unavailable', 'unavailable'],
    [422, 'FOC date is not allowed', 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [422, '<html>', 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [422, {}, 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [422, [], 'provider_answer_unreadable', 'unavailable', 'unknown'],
    [500, { message: 'no' }, 'provider_unavailable', 'unavailable', 'unknown'],
    [503, undefined, 'provider_unavailable', 'unavailable', 'unknown'],
    [302, undefined, 'provider_answer_unreadable', 'unavailable', 'unknown'],
  ])('%d %j', async (status, answer, code, read, write) => {
    const said = typeof answer === 'string' ? { body: answer } : answer === undefined ? {} : { json: answer };
    const fails = { status, ...said };
    const { client } = clientOf(fails, fails, fails, fails);
    const problems = [
      await failureOf(client.portRequests.get(PR, call)),
      await failureOf(client.drafts.submit(DRAFT, call)),
      await failureOf(client.portRequests.requestCancellation(PR, SR, call)),
      await failureOf(client.drafts.updateSubRequest(DRAFT, SR, update, call)),
    ].map(({ problem }) => [problem.code, problem.outcome]);
    expect(problems).toEqual([
      [code, read],
      [code, write],
      [code, write],
      [code, write],
    ]);
  });

  it('carry Telnyx’s code, what it means and its words', async () => {
    const json = {
      errors: [{ code: 80018, title: 'FOC', detail: 'Pick an allowed date.' }, { detail: 'Really.' }],
    };
    const { client } = clientOf({ status: 422, json });
    expect((await failureOf(client.drafts.submit(DRAFT, call))).problem).toMatchObject({
      providerCode: '80018',
      reason: 'date_refused',
      message: expect.stringContaining('(HTTP 422, Telnyx code 80018): Pick an allowed date.; Really'),
    });
  });

  it('say of a refused cancel who can still help', async () => {
    const { client } = clientOf({ status: 422, json: { message: 'too late' } });
    const { message } = await failureOf(client.portRequests.requestCancellation(PR, SR, call));
    expect(message).toMatch(/too late\. Nothing was canceled.*48 hours.*support\.$/);
  });

  it('repeat nothing of what was sent, nor of who signs in', async () => {
    const message =
      'Ada Moss, 1 Main St, Chicago 60601, A-991, +13125354200, 13125354299, PIN 0042, ops@acme.example: refused';
    const fails = { status: 422, json: { message } };
    const { client } = clientOf(fails, fails, fails);
    const errors = [
      await failureOf(client.drafts.updateSubRequest(DRAFT, SR, update, call)),
      await failureOf(client.portRequests.updateSubRequest(PR, SR, update, call)),
    ];
    for (const error of errors) {
      expect(error.message).toContain('refused');
      expect(`${error.message} ${JSON.stringify(error.problem)}`).not.toMatch(
        /Ada|Main|Chicago|60601|A-991|3125354|0042|acme|s3cr3t/,
      );
    }
    expect((await failureOf(client.drafts.create([NUMBER], call))).message).not.toContain('3125354200');
  });
});

describe('failures without an answer', () => {
  it.each([
    ['connection', 'unavailable', 'unavailable', 'unavailable'],
    ['connection', 'unknown', 'unavailable', 'unknown'],
    ['timeout', 'unknown', 'unavailable', 'unknown'],
    ['aborted', 'unknown', 'unavailable', 'unknown'],
  ] as const)('%s, %s', async (failure, certain, read, write) => {
    const error = new TransportError(failure, certain, 'It broke.');
    const { client } = clientOf(error, error);
    const got = await failureOf(client.drafts.get(DRAFT, call));
    const submitted = await failureOf(client.drafts.submit(DRAFT, call));
    expect([got.problem.outcome, submitted.problem.outcome]).toEqual([read, write]);
  });
});

describe('answers', () => {
  it('of a submit that names no port request leave it unknown', async () => {
    const { client } = clientOf({ status: 201, json: draftJson() }, { status: 201, body: 'ok' });
    for (const expected of [1, 2]) {
      const { problem } = await failureOf(client.drafts.submit(DRAFT, call));
      expect([expected, problem.outcome]).toEqual([expected, 'unknown']);
    }
  });

  it('may be a list of one, as the published examples of "get" and "edit" are', async () => {
    const { client } = clientOf(
      { json: [subRequestJson()] },
      { json: [subRequestJson()] },
      { json: subRequestJson() },
      { json: [draftSubRequestJson({ complete: 'true' })] },
    );
    expect((await client.portRequests.getSubRequest(PR, SR, call)).id).toBe(SR);
    expect((await client.portRequests.updateSubRequest(PR, SR, update, call)).id).toBe(SR);
    expect((await client.portRequests.getSubRequest(PR, SR, call)).id).toBe(SR);
    expect((await client.drafts.getSubRequest(DRAFT, SR, call)).complete).toBe(true);
  });

  it('never hand a PIN on', async () => {
    const { client } = clientOf({ json: portRequestJson() });
    expect(JSON.stringify(await client.portRequests.get(PR, call))).not.toContain('0042');
  });

  it('about dates are spans in order; what is no span is left out', async () => {
    const json = [
      { start: '2026-12-11T14:00:00Z', end: '2026-12-11T22:00:00Z' },
      { start: '2026-12-10T08:00:00-06:00', end: '2026-12-10T16:00:00-06:00' },
      { start: 'soon', end: null },
    ];
    const { client } = clientOf({ json });
    expect(await client.portRequests.allowedFocDates(PR, SR, call)).toEqual([
      { from: Date.parse('2026-12-10T14:00:00Z'), until: Date.parse('2026-12-10T22:00:00Z') },
      { from: Date.parse('2026-12-11T14:00:00Z'), until: Date.parse('2026-12-11T22:00:00Z') },
    ]);
  });

  it('leave out a number that cannot be read, and take ids that are numbers', async () => {
    const phone_numbers = [{ phone_number: '13125354200', svtype: 1 }, { phone_number: 'unknown' }, null];
    const { client } = clientOf({ json: { id: 42, phone_numbers, sub_requests: null } });
    expect(await client.portRequests.get(PR, call)).toMatchObject({
      id: '42',
      phone_numbers: [{ phone_number: NUMBER, svtype: '1' }],
    });
  });
});
