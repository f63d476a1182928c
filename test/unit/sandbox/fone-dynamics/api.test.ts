import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import {
  ACCOUNT_SID,
  FoneDynamicsHarness,
  HOOK,
  numberBody,
  PROPERTY_SID,
  STATUS,
  SUBMIT,
  submitBody,
} from './support';

let sandbox: FoneDynamicsHarness;
beforeEach(() => {
  sandbox = new FoneDynamicsHarness();
});
const SPAN = `From=${START / 1000 - 60}&To=${START / 1000 + 86_400}`;
const OTHER = `S${'B'.repeat(31)}`;

describe('every operation', () => {
  it.each(['', 'Basic eDp5', 'Bearer sandbox-token', 'Basic'])(
    'refuses the credentials %p',
    (authorization) => {
      const answer = sandbox.call('GET', `/fone-dynamics${STATUS}?${SPAN}`, undefined, { authorization });
      expect([answer.status, answer.json.ResponseStatus.ErrorCode]).toEqual([401, 'UNAUTHORIZED']);
    },
  );

  it.each([
    ['POST', `/v2/Properties/${OTHER}/Porting`],
    ['GET', `/v2/Properties/${OTHER}/Porting/Status?${SPAN}`],
    ['GET', `/v2/Accounts/A${'B'.repeat(31)}/Porting/Status?${SPAN}`],
  ])('has no permission elsewhere: %s %s', (method, url) => {
    const { status, json } = sandbox.api(
      method,
      url,
      method === 'POST' ? submitBody(['+61255501200']) : undefined,
    );
    expect([status, json.ResponseStatus.ErrorCode]).toEqual([403, 'FORBIDDEN']);
  });

  it.each([
    ['GET', '/v2/Nothing', 404],
    ['GET', '/v2/%E0%A4%A', 404],
    ['DELETE', SUBMIT, 405],
    ['POST', STATUS, 405],
  ])('%s %s is answered with %d', (method, url, status) => {
    expect(sandbox.api(method, url).status).toBe(status);
  });

  it('fails in its own form when a fault is injected', () => {
    const rule = {
      provider: 'fone-dynamics',
      method: 'GET',
      pathPattern: '/Status$',
      kind: 'status',
      times: 1,
    } as const;
    sandbox.sandbox.injectFault({ ...rule, status: 503 });
    expect(sandbox.list()).toMatchObject({
      status: 503,
      json: { ResponseStatus: { ErrorCode: 'SERVICE_UNAVAILABLE', Message: expect.any(String) } },
    });
  });
});

describe('a submission', () => {
  it('is answered with the request as it was taken', () => {
    const body = submitBody(['+61255501200'], {
      PreferredPortSchedule: 'Date',
      PreferredPortDate: '2026-11-20',
    });
    const { status, json } = sandbox.api('POST', SUBMIT, body);
    expect(status).toBe(200);
    expect(json).toEqual({
      PortingRequest: {
        ...body,
        PortingNo: 'P-000001',
        AccountSid: ACCOUNT_SID,
        PropertySid: PROPERTY_SID,
        // Sent as a date, given back as its midnight.
        PreferredPortDate: Date.parse('2026-11-20T00:00:00Z') / 1000,
        Created: START / 1000,
        Status: 'Received',
        PortingNumbers: [{ ...numberBody('+61255501200'), Status: 'Received', StatusHistory: [] }],
      },
    });
  });

  it('needs nothing but numbers', () => {
    const PortingNumbers = [{ Number: '+61255501200', PortType: 'Cat-A' }];
    expect(sandbox.api('POST', SUBMIT, { PortingNumbers }).status).toBe(200);
  });

  it('takes a number that is in a request already, and keys that are not documented', () => {
    expect(sandbox.submit('+61255501200')).toBe('P-000001');
    expect(sandbox.submit({ ...numberBody('+61255501200'), Colour: 'red' })).toBe('P-000002');
  });

  it('counts on after a reset, and apart from another run', () => {
    sandbox.submit('+61255501200');
    sandbox.call('POST', '/_control/reset');
    expect(sandbox.list().json.TotalCount).toBe(0);
    expect(sandbox.submit('+61255501200')).toBe('P-000002');
    const other = new FoneDynamicsHarness({ runId: '6553f100' });
    expect(other.submit('+61255501200')).toBe('P-1700000000000001');
  });

  const number = numberBody('+61255501200');
  it.each<[string, unknown, string, string]>([
    ['no JSON', '{', 'PARAMETER_REQUIRED', 'PortingNumbers'],
    ['no numbers', submitBody([]), 'PARAMETER_REQUIRED', 'PortingNumbers'],
    ['a number that is none', submitBody(['0255501200']), 'PARAMETER_REQUIRED', 'PortingNumbers.0.Number'],
    ['another country', submitBody(['+12125550100']), 'COUNTRY_UNAVAILABLE', 'Number'],
    [
      'another type',
      submitBody([{ ...number, PortType: 'Cat-C' }]),
      'PARAMETER_REQUIRED',
      'PortingNumbers.0.PortType',
    ],
    [
      'a flow without its id',
      submitBody([{ ...number, IncomingActionType: 'Flow' }]),
      'PARAMETER_REQUIRED',
      'PortingNumbers.0.IncomingActionId',
    ],
    [
      'an answering point without its number',
      submitBody([{ ...number, IncomingAnswerPoint: '' }]),
      'PARAMETER_REQUIRED',
      'PortingNumbers.0.IncomingAnswerPoint',
    ],
    ['no URL', submitBody([number], { WebHookURL: 'nowhere' }), 'PARAMETER_REQUIRED', 'WebHookURL'],
    [
      'a schedule without its date',
      submitBody([number], { PreferredPortSchedule: 'Date' }),
      'PARAMETER_REQUIRED',
      'PreferredPortDate',
    ],
    [
      'a date that is none',
      submitBody([number], { PreferredPortDate: '20 Nov' }),
      'PARAMETER_REQUIRED',
      'PreferredPortDate',
    ],
    [
      'a date that is over',
      submitBody([number], { PreferredPortDate: '2026-10-31' }),
      'CONFLICTING_PARAMETERS',
      'PreferredPortDate',
    ],
  ])('is refused with %s', (_, body, code, field) => {
    const { status, json } = sandbox.api('POST', SUBMIT, body);
    expect([status, json.ResponseStatus.ErrorCode]).toEqual([400, code]);
    expect(json.ResponseStatus.Errors).toContainEqual({ FieldName: field });
    expect(sandbox.sandbox.orders()).toEqual([]);
  });
});

describe('the status list', () => {
  const nos = (query = '', from?: number, to?: number): string[] =>
    (sandbox.list(query, from, to).json.PortingRequests as { PortingNo: string }[]).map(
      (row) => row.PortingNo,
    );

  it('shows a new request only after a lag', () => {
    sandbox.submit('+61255501200');
    sandbox.now += 59_999;
    expect(sandbox.list().json).toEqual({ PortingRequests: [], TotalCount: 0, NextPageToken: '1' });
    sandbox.now += 1;
    expect(nos()).toEqual(['P-000001']);
    sandbox.call('POST', '/_control/settings', { listLagMs: 70_000 });
    expect(nos()).toEqual([]);
  });

  it('is the same for the property and the account, and always has a token', () => {
    sandbox.submit('+61255501200');
    sandbox.now += 60_000;
    const ofAccount = sandbox.api('GET', `/v2/Accounts/${ACCOUNT_SID}/Porting/Status?${SPAN}`).json;
    expect(ofAccount).toEqual(sandbox.api('GET', `${STATUS}?${SPAN}`).json);
    expect(ofAccount).toMatchObject({ TotalCount: 1, NextPageToken: '1' });
  });

  it.each([
    ['', ['From', 'To']],
    ['?From=1', ['To']],
    ['?From=&To=2', ['From']],
  ])('needs both ends: %p', (query, fields) => {
    const { status, json } = sandbox.api('GET', `${STATUS}${query}`);
    expect(status).toBe(400);
    expect(json.ResponseStatus).toMatchObject({
      ErrorCode: 'PARAMETER_REQUIRED',
      Errors: fields.map((FieldName) => ({ FieldName })),
    });
  });

  it.each(['From=2&To=1', 'From=a&To=2', 'From=1&To=2&Results_Count=-1', 'From=1&To=2&Results_Skip=x'])(
    'refuses %s',
    (query) => {
      expect(sandbox.api('GET', `${STATUS}?${query}`).status).toBe(400);
    },
  );

  it('shows what was told in that time, and only the history of that time', () => {
    const portingNo = sandbox.submit('+61255501200');
    sandbox.untilDay(2);
    const other = sandbox.submit('+61255501300');
    sandbox.untilDay(2.5);
    // Queued on day 0.05 and submitted on day 1; the other one was received on day 2.
    expect(nos('', START, START + DAY / 2)).toEqual([portingNo]);
    expect(nos('', START + DAY * 1.5, START + DAY * 3)).toEqual([other]);
    expect(nos('', START + DAY * 1.5, START + DAY * 1.9)).toEqual([]);
    const { PortingRequests } = sandbox.list(
      `&PortingRequestNumbers=${portingNo}`,
      START + DAY / 2,
      START + DAY * 1.5,
    ).json as { PortingRequests: { PortingNumbers: { StatusHistory: unknown[] }[] }[] };
    expect(PortingRequests[0]!.PortingNumbers[0]!.StatusHistory).toEqual([
      {
        FdxStatusFrom: 'Queued',
        FdxStatusTo: 'Submitted',
        CarrierPortingStatusFrom: '1',
        CarrierPortingStatusTo: '2',
        Created: (START + DAY) / 1000,
      },
    ]);
  });

  it('tells of a date that moves, as of a change', () => {
    const portingNo = sandbox.submit('+61255501205');
    sandbox.untilDay(9);
    expect(nos('', START + DAY * 7.9, START + DAY * 8.1)).toEqual([portingNo]);
  });

  it('has the newest news first, so that it shifts while one pages', () => {
    const [first, second] = [sandbox.submit('+61255501200'), sandbox.submit('+61255501214')];
    sandbox.untilDay(2);
    expect(nos()).toEqual([second, first]);
    sandbox.untilDay(4);
    expect(nos()).toEqual([first, second]);
  });

  it('pages by count and skip: 20 unless told, never more than 100', () => {
    const all = Array.from({ length: 105 }, () => sandbox.submit('+61255501200'));
    sandbox.now += 60_000;
    const page = (query: string) =>
      sandbox.api('GET', `${STATUS}?${SPAN}${query}`).json as {
        PortingRequests: { PortingNo: string }[];
        TotalCount: number;
      };
    expect(page('').PortingRequests).toHaveLength(20);
    expect(page('&Results_Count=500').PortingRequests).toHaveLength(100);
    const rest = page('&Results_Count=100&Results_Skip=100');
    expect([rest.PortingRequests.length, rest.TotalCount]).toEqual([5, 105]);
    expect(page('&Results_Skip=105').PortingRequests).toEqual([]);
    const seen = [0, 40, 80].flatMap(
      (skip) => page(`&Results_Count=40&Results_Skip=${skip}`).PortingRequests,
    );
    expect(new Set(seen.map((row) => row.PortingNo))).toEqual(new Set(all));
  });

  it('picks by number from a list with commas; of a name that comes again only the last', () => {
    const [first, , third] = [1, 2, 3].map(() => sandbox.submit('+61255501200'));
    sandbox.now += 60_000;
    expect(nos(`&PortingRequestNumbers=${first},${third}`).sort()).toEqual([first, third]);
    expect(nos(`&PortingRequestNumbers=${first}&PortingRequestNumbers=${third}`)).toEqual([third]);
    expect(nos('&PortingRequestNumbers=P-9')).toEqual([]);
  });
});

describe('webhooks', () => {
  it('carry the request as the list shows it, unsigned, to the URL that it named', () => {
    const portingNo = sandbox.submit('+61255501200');
    sandbox.untilDay(1);
    expect(sandbox.events()).toEqual(['Queued', 'Submitted']);
    const { url, headers, body, orderRef } = sandbox.deliveries[1]!;
    expect([url, headers, orderRef]).toEqual([HOOK, { 'content-type': 'application/json' }, portingNo]);
    expect(JSON.parse(body)).toEqual(sandbox.fetch(portingNo));
  });

  it('tell of a date that moves or goes, and of a reversal', () => {
    for (const [scenarioId, expected] of [
      ['05', ['Queued', 'Submitted', 'Accepted', 'Accepted', 'Completed']],
      ['16', ['Queued', 'Submitted', 'Accepted', 'Submitted', 'Accepted', 'Completed']],
      ['21', ['Queued', 'Submitted', 'Accepted', 'Completed', 'Reversed']],
    ] as const) {
      const fresh = new FoneDynamicsHarness();
      fresh.submit(`+612555012${scenarioId}`);
      fresh.untilDay(20);
      expect(fresh.events()).toEqual(expected);
    }
  });

  it('go nowhere without a URL, and never for scenario 10', () => {
    sandbox.submit('+61255501210');
    sandbox.api('POST', SUBMIT, submitBody(['+61255501200'], { WebHookURL: null }));
    sandbox.untilDay(20);
    expect(sandbox.events()).toEqual([]);
  });

  it('come twice and out of order for scenario 11', () => {
    sandbox.submit('+61255501211');
    sandbox.untilDay(20);
    expect(sandbox.events()).toEqual([
      'Submitted',
      'Queued',
      'Queued',
      'Submitted',
      'Accepted',
      'Accepted',
      'Completed',
      'Completed',
    ]);
  });

  it('come again until the receiver takes them', () => {
    sandbox.receiverAnswers = 503;
    sandbox.submit('+61255501214');
    sandbox.untilDay(0.5);
    expect(sandbox.deliveries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
