import { DAY } from '../../../src/domain/model/time';
import { SCENARIOS } from '../../../src/sandbox/fone-dynamics/scenarios';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { START } from '../../unit/sandbox/harness';
import {
  ACCOUNT_SID,
  BASIC,
  numberBody,
  STATUS,
  SUBMIT,
  submitBody,
} from '../../unit/sandbox/fone-dynamics/support';
import { PUBLISHED_STATUS_LIST, validatorOf, type SchemaName } from './schemas';

/** A sandbox whose every answer is checked against the published form as it comes. */
class CheckedFoneDynamics {
  now = START;
  readonly problems: string[] = [];
  readonly seen = new Map<SchemaName, number>();
  readonly words = new Set<string>();
  readonly sandbox: Sandbox;

  constructor(daySeconds?: number) {
    this.sandbox = new Sandbox({
      clock: { now: () => this.now },
      daySeconds,
      onWebhook: (delivery) => {
        this.check('portingRequest', JSON.parse(delivery.body), delivery.event);
        this.sandbox.delivered(delivery, 204);
      },
    });
  }

  check(name: SchemaName, value: unknown, where: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    this.problems.push(...validatorOf(name)(value).map((problem) => `${where}: ${problem}`));
  }

  call(name: SchemaName, method: string, path: string, body?: unknown): unknown {
    const [bare = '', search = ''] = path.split('?');
    const response = this.sandbox.handle({
      method,
      path: `/fone-dynamics${bare}`,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: { authorization: BASIC },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    const json: unknown = JSON.parse(response.body);
    this.check(name, json, `${method} ${bare} ${response.status}`);
    return json;
  }

  readAll(): void {
    const span = `From=${Math.floor((this.now - 3 * DAY) / 1000)}&To=${Math.ceil(this.now / 1000) + 1}`;
    const list = this.call('statusList', 'GET', `${STATUS}?${span}&Results_Count=100`) as {
      PortingRequests: { Status: string; PortingNumbers: { Status: string }[] }[];
    };
    this.call('statusList', 'GET', `/v2/Accounts/${ACCOUNT_SID}/Porting/Status?${span}&Results_Skip=3`);
    for (const request of list.PortingRequests) {
      for (const { Status } of [request, ...request.PortingNumbers]) this.words.add(Status);
    }
  }
}

/** A submission for a day, in which every second number goes into a flow. */
function datedSubmission(...numbers: string[]): Record<string, unknown> {
  const intoFlow = { IncomingActionType: 'Flow', IncomingAnswerPoint: undefined, IncomingActionId: 'F-1' };
  return submitBody(
    numbers.map((number, index) => ({ ...numberBody(number), ...(index % 2 === 1 && intoFlow) })),
    { PreferredPortSchedule: 'Date', PreferredPortDate: '2026-11-20' },
  );
}

describe('what the sandbox answers is of the published form', () => {
  it.each([undefined, 2])('in every state of every scenario (a day of %p seconds)', (daySeconds) => {
    const checked = new CheckedFoneDynamics(daySeconds);
    for (const scenarioId of [...Object.keys(SCENARIOS), '77']) {
      const body = datedSubmission(`+612555012${scenarioId}`, `+612555013${scenarioId}`);
      expect(validatorOf('submission')(body)).toEqual([]);
      checked.call('submitAnswer', 'POST', SUBMIT, body);
    }
    // All scenarios in one request, and one that says no more than it has to.
    checked.call(
      'submitAnswer',
      'POST',
      SUBMIT,
      datedSubmission(...Object.keys(SCENARIOS).map((scenario) => `+614915701${scenario}`)),
    );
    checked.call('submitAnswer', 'POST', SUBMIT, {
      PortingNumbers: [{ Number: '+61255501400', PortType: 'Cat-A' }],
    });
    // As soon as the list shows them, and before anything happens to them.
    checked.now += daySeconds === undefined ? 60_000 : 2;
    checked.readAll();
    for (let next = checked.sandbox.nextEventAt(); next !== undefined; next = checked.sandbox.nextEventAt()) {
      checked.now = next;
      checked.sandbox.runDue();
      checked.readAll();
    }
    expect(checked.problems).toEqual([]);
    expect(checked.seen.get('portingRequest')).toBeGreaterThan(40);
    expect(checked.words).toEqual(
      new Set([
        'Received',
        'Queued',
        'Submitted',
        'Carrier Review',
        'Accepted',
        'Completed',
        'Rejected',
        'Cancelled',
        'Reversed',
      ]),
    );
  });

  it('after every push by hand', () => {
    const checked = new CheckedFoneDynamics();
    checked.call('submitAnswer', 'POST', SUBMIT, datedSubmission('+61255501200', '+61255501300'));
    const { ref } = checked.sandbox.orders()[0]!;
    for (const [to, more] of [
      ['submitted', {}],
      ['foc_confirmed', { focAt: '2026-11-20T03:30:00.500Z' }],
      ['foc_confirmed', {}],
      ['rejected', { code: 17 }],
      ['ported', {}],
      ['reversed', {}],
      ['canceled', {}],
      ['in_review', {}],
    ] as const) {
      checked.now += 60_000;
      const path = `/_control/orders/${ref}/advance`;
      const body = JSON.stringify({ to, ...more });
      expect(checked.sandbox.handle({ method: 'POST', path, body }).status).toBe(200);
      checked.readAll();
    }
    expect(checked.problems).toEqual([]);
    expect(checked.seen.get('statusList')).toBe(16);
  });

  it('in errors', () => {
    const checked = new CheckedFoneDynamics();
    const span = 'From=1793612000&To=1793613000';
    checked.call('error', 'POST', SUBMIT, {});
    checked.call('error', 'POST', SUBMIT, datedSubmission('+12125550100'));
    checked.call('error', 'POST', SUBMIT.replace('SAAA', 'SBBB'), datedSubmission('+61255501200'));
    checked.call('error', 'GET', STATUS);
    checked.call('error', 'GET', `${STATUS}?From=2&To=1`);
    checked.call('error', 'GET', `${STATUS}?${span}&Results_Count=many`);
    checked.call('error', 'GET', '/v2/Nothing');
    checked.call('error', 'DELETE', SUBMIT);
    for (const status of [429, 500, 503, 418]) {
      const rule = {
        provider: 'fone-dynamics',
        method: '*',
        pathPattern: '.',
        kind: 'status',
        times: 1,
      } as const;
      checked.sandbox.injectFault({ ...rule, status });
      checked.call('error', 'GET', `${STATUS}?${span}`);
    }
    const unauthorized = checked.sandbox.handle({ method: 'GET', path: `/fone-dynamics${STATUS}` });
    checked.check('error', JSON.parse(unauthorized.body), 'without credentials');
    expect(checked.problems).toEqual([]);
    expect(checked.seen).toEqual(new Map([['error', 13]]));
  });
});

describe('the validators', () => {
  const [request] = PUBLISHED_STATUS_LIST.PortingRequests;
  const [number] = request!.PortingNumbers;
  const submission = datedSubmission('+61255501200', '+61255501201');
  const withNumber = (changes: Record<string, unknown>) => ({
    ...submission,
    PortingNumbers: [{ ...(submission['PortingNumbers'] as object[])[0], ...changes }],
  });

  it.each<[string, SchemaName, unknown, string]>([
    ['a key that is not known', 'submission', { ...submission, Reference: 'x' }, '(Reference)'],
    ['a key of a number that is not known', 'submission', withNumber({ Pin: '0042' }), '(Pin)'],
    ['no numbers', 'submission', { ...submission, PortingNumbers: [] }, 'PortingNumbers'],
    [
      'a date in seconds',
      'submission',
      { ...submission, PreferredPortDate: 1771113600 },
      'PreferredPortDate',
    ],
    [
      'a schedule without its date',
      'submission',
      { ...submission, PreferredPortDate: undefined },
      'PreferredPortDate',
    ],
    ['another type', 'submission', withNumber({ PortType: 'Cat-C' }), 'PortType'],
    ['a flow without its id', 'submission', withNumber({ IncomingActionType: 'Flow' }), 'IncomingActionId'],
    ['an hour in a date', 'portingRequest', { ...request, PortDate: 1774915201 }, 'PortDate'],
    ['milliseconds', 'portingRequest', { ...request, Created: 1774950882000 }, 'Created'],
    [
      'a number without its history',
      'portingRequest',
      { ...request, PortingNumbers: [{ ...number, StatusHistory: undefined }] },
      'StatusHistory',
    ],
    ['a list without a token', 'statusList', { PortingRequests: [], TotalCount: 0 }, 'NextPageToken'],
    ['an error without its code', 'error', { ResponseStatus: { Message: 'no' } }, 'ErrorCode'],
    ['a bare answer', 'submitAnswer', request, 'PortingRequest'],
  ])('refuse %s', (_name, schema, value, problem) => {
    expect(validatorOf(schema)(value).join('; ')).toContain(problem);
  });
});
