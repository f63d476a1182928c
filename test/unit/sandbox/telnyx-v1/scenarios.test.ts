import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import { accountBody, TelnyxHarness, WANTED } from './support';

/** The statuses of the first number: each change with its day. */
function story(telnyx: TelnyxHarness, id: string, untilDay: number): string[] {
  const changes = telnyx.changes(untilDay, () => {
    const { phone_numbers: numbers, sub_requests: subRequests } = telnyx.fetchPort(id);
    const subRequest = subRequests.find(({ id: ref }) => ref === numbers[0]!.sub_request_id);
    const date = subRequest?.foc_date;
    return `${numbers[0]!.sub_request_status ?? 'unassigned'}${date == null ? '' : ` for ${(Date.parse(date) - START) / DAY}`}`;
  });
  return changes.map(([day, shown]) => `${day}: ${shown}`);
}

const IN_PROCESS = '0: in-process';
const SUBMITTED = '2: submitted';
const CONFIRMED = '3: foc-date-confirmed for 10';
const PORTED = '10: ported for 10';
const HAPPY = [IN_PROCESS, SUBMITTED, CONFIRMED, PORTED];
const REFUSED = [IN_PROCESS, SUBMITTED, '3: exception'];

describe('the scenarios of Telnyx, left alone', () => {
  it.each<[string, string[]]>([
    ['00', HAPPY],
    ['02', REFUSED],
    ['03', REFUSED],
    ['04', HAPPY],
    ['05', [IN_PROCESS, SUBMITTED, CONFIRMED, '8.5: foc-date-confirmed for 15', '15: ported for 15']],
    ['06', [IN_PROCESS, SUBMITTED, CONFIRMED, '4: foc-date-confirmed for 5.5', '5.5: ported for 5.5']],
    ['07', [IN_PROCESS, SUBMITTED, '3: foc-date-confirmed for 4.5', '4.5: ported for 4.5']],
    ['08', [IN_PROCESS, SUBMITTED, CONFIRMED, '4: cancelled for 10']],
    [
      '09',
      [
        IN_PROCESS,
        SUBMITTED,
        '2.5: losing-carrier-review',
        '4.5: foc-date-confirmed for 11.5',
        '11.5: ported for 11.5',
      ],
    ],
    ['10', HAPPY],
    ['11', HAPPY],
    ['12', HAPPY],
    ['13', HAPPY],
    ['14', [IN_PROCESS, SUBMITTED]],
    ['15', HAPPY],
    [
      '16',
      [IN_PROCESS, SUBMITTED, CONFIRMED, '5: submitted', '7: foc-date-confirmed for 14', '14: ported for 14'],
    ],
    ['17', [IN_PROCESS, '1: exception']],
    ['18', HAPPY],
    ['19', HAPPY],
    ['20', HAPPY],
    ['21', ['0: unassigned', '1: in-process', SUBMITTED, CONFIRMED, PORTED]],
    ['22', HAPPY],
    ['77', HAPPY],
  ])('%s', (scenario, expected) => {
    const telnyx = new TelnyxHarness();
    expect(story(telnyx, telnyx.port([`+121255501${scenario}`]), 40)).toEqual(expected);
  });

  it('01 is not portable, at the check and in a draft', () => {
    const telnyx = new TelnyxHarness();
    const body = { phone_numbers: [{ phone_number: '+12125550101' }] };
    const check = telnyx.telnyx('POST', '/portability_checks', body);
    expect(check.json[0].phone_numbers).toMatchObject([
      { portable: false, non_portable_reason: 'no_coverage' },
    ]);
    const draft = telnyx.telnyx('POST', '/draft_port_requests', body);
    expect(draft.status).toBe(422);
    expect(draft.json.message).toContain('no_coverage');
  });

  it('shrinks with the day', () => {
    const telnyx = new TelnyxHarness({ daySeconds: 2 });
    const id = telnyx.port(['+12125550100']);
    telnyx.untilDay((3 * 2) / 86_400);
    expect(telnyx.statusesOf(id)).toEqual(['foc-date-confirmed']);
    expect(telnyx.fetchPort(id).sub_requests[0]!.foc_date).toBe('2026-11-02T09:30:20Z');
    telnyx.untilDay((10 * 2) / 86_400);
    expect(telnyx.statusesOf(id)).toEqual(['ported']);
  });
});

describe('the scenarios of Telnyx, when a client acts', () => {
  let telnyx: TelnyxHarness;
  beforeEach(() => {
    telnyx = new TelnyxHarness();
  });
  const cancel = (id: string) => telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`).status;
  const edit = (id: string, more: Record<string, unknown>) =>
    telnyx.telnyx('PUT', telnyx.pathOf(id), accountBody(more));

  it('02 ports with the PIN 4242', () => {
    expect(story(telnyx, telnyx.port(['+12125550102'], { pin_passcode: '4242' }), 11)).toEqual(HAPPY);
  });

  it('02 is mended in place: back to submitted, then a date, then ported', () => {
    const id = telnyx.port(['+12125550102'], { pin_passcode: '0000' });
    telnyx.untilDay(4);
    expect(edit(id, { pin_passcode: '4242' }).json[0].status).toBe('submitted');
    expect(story(telnyx, id, 13)).toEqual([
      '4: submitted',
      '5: foc-date-confirmed for 12',
      '12: ported for 12',
    ]);
    expect(telnyx.sandbox.orders()).toHaveLength(1);
  });

  it('02 is refused again with another wrong PIN, and says so again', () => {
    const id = telnyx.port(['+12125550102']);
    telnyx.untilDay(4);
    expect(telnyx.comments(id)).toEqual([expect.stringContaining('80005')]);
    edit(id, { pin_passcode: '1111' });
    telnyx.untilDay(4.9);
    expect(telnyx.statusesOf(id)).toEqual(['submitted']);
    telnyx.untilDay(5);
    expect(telnyx.statusesOf(id)).toEqual(['exception']);
    expect(telnyx.comments(id)).toHaveLength(2);
  });

  it('02 that was mended can be canceled before the carrier answers', () => {
    const id = telnyx.port(['+12125550102']);
    telnyx.untilDay(4);
    edit(id, { pin_passcode: '4242' });
    expect(cancel(id)).toBe(200);
    telnyx.untilDay(20);
    expect(telnyx.statusesOf(id)).toEqual(['cancelled']);
  });

  it.each(['03', '17'])('%s stays an exception, whatever is edited, and can be canceled', (scenario) => {
    const id = telnyx.port([`+121255501${scenario}`]);
    telnyx.untilDay(4);
    expect(telnyx.comments(id)).toEqual([expect.stringContaining('cannot be fixed')]);
    expect(edit(id, { pin_passcode: '4242' }).json[0].status).toBe('exception');
    telnyx.untilDay(8);
    expect(telnyx.statusesOf(id)).toEqual(['exception']);
    expect(cancel(id)).toBe(200);
    telnyx.untilDay(8.25);
    expect(telnyx.statusesOf(id)).toEqual(['cancelled']);
  });

  it('06 and 07 refuse a cancellation once their date is known', () => {
    const [sixth, seventh] = [telnyx.port(['+12125550106']), telnyx.port(['+12125550107'])];
    telnyx.untilDay(4);
    expect([cancel(sixth), cancel(seventh)]).toEqual([422, 422]);
  });

  it('12 loses the answer of the first submit only, and has the port request', () => {
    const draftId = telnyx.complete(['+12125550112', '+12125550100']);
    const submit = `/draft_port_requests/${draftId}/submit`;
    const first = telnyx.telnyx('POST', submit);
    expect(first.raw).toMatchObject({ status: 201, fault: { kind: 'drop' } });
    const draft = telnyx.telnyx('GET', `/draft_port_requests/${draftId}`).json;
    expect(draft).toMatchObject({ status: 'submitted', port_request_id: expect.any(String) });
    expect(telnyx.sandbox.requests().find(({ fault }) => fault === 'drop_after')).toMatchObject({
      provider: 'telnyx-v1',
      path: `/origination/porting${submit}`,
      orderRef: draft.port_request_id,
    });
    const again = telnyx.complete(['+12125550112']);
    expect(telnyx.telnyx('POST', `/draft_port_requests/${again}/submit`).raw.fault).toBeUndefined();
  });

  it.each([0.5, 2.5, 4])('13 accepts a cancellation on day %p and ports all the same', (day) => {
    const id = telnyx.port(['+12125550113']);
    telnyx.untilDay(day);
    expect(cancel(id)).toBe(200);
    expect(telnyx.statusesOf(id)).toEqual(['cancel-pending']);
    telnyx.untilDay(10);
    expect(telnyx.statusesOf(id)).toEqual(['ported']);
  });

  it('14 accepts a cancellation and never confirms it', () => {
    const id = telnyx.port(['+12125550114']);
    telnyx.untilDay(20);
    expect(cancel(id)).toBe(200);
    telnyx.untilDay(60);
    expect(telnyx.statusesOf(id)).toEqual(['cancel-pending']);
  });

  it.each([1, 4])('19 refuses a cancellation on day %p and ports', (day) => {
    const id = telnyx.port(['+12125550119']);
    telnyx.untilDay(day);
    expect(cancel(id)).toBe(422);
    expect(story(telnyx, id, 11).at(-1)).toBe(PORTED);
  });

  it('the wanted date does not move a script', () => {
    expect(story(telnyx, telnyx.port(['+12125550100'], { foc_date_requested_by_user: WANTED }), 11)).toEqual(
      HAPPY,
    );
  });
});

describe('several numbers in one port request of Telnyx', () => {
  const split = (telnyx: TelnyxHarness, id: string) =>
    telnyx
      .fetchPort(id)
      .sub_requests.map(
        ({ status, phone_numbers: numbers }) =>
          `${status}: ${numbers.map(({ phone_number: number }) => number.slice(-5)).join(' ')}`,
      );

  it('have a sub request for each losing carrier, each with statuses of its own', () => {
    const telnyx = new TelnyxHarness();
    const id = telnyx.port(['+12125550100', '+12125560102', '+12125550111', '+18005550100']);
    telnyx.untilDay(3);
    expect(split(telnyx, id)).toEqual([
      'foc-date-confirmed: 50100 50111',
      'exception: 60102',
      'foc-date-confirmed: 50100',
    ]);
    expect(telnyx.fetchPort(id).phone_number_counts_by_status).toEqual([
      { status: 'foc-date-confirmed', count: 3 },
      { status: 'exception', count: 1 },
    ]);
  });

  it.each([
    [['00', '05', '03'], 'exception'],
    [['00', '08', '17'], 'exception'],
    [['09', '08', '13'], 'cancelled'],
    [['00', '12', '22'], 'ported'],
  ])('of one carrier follow the most troublesome scenario: %p', (scenarios, expected) => {
    const telnyx = new TelnyxHarness();
    const id = telnyx.port(scenarios.map((scenario) => `+121255501${scenario}`));
    telnyx.untilDay(20);
    expect(new Set(telnyx.statusesOf(id))).toEqual(new Set([expected]));
  });

  it('21 gets a sub request of its own a day later than the others', () => {
    const telnyx = new TelnyxHarness();
    const id = telnyx.port(['+12125550100', '+12125550121']);
    const waiting = telnyx.fetchPort(id);
    expect(split(telnyx, id)).toEqual(['in-process: 50100']);
    expect(waiting.phone_numbers[1]).toMatchObject({ sub_request_id: null, sub_request_status: null });
    expect(waiting.phone_number_counts_by_status).toContainEqual({ status: 'unassigned', count: 1 });
    telnyx.untilDay(1);
    expect(split(telnyx, id)).toEqual(['in-process: 50100', 'in-process: 50121']);
    telnyx.untilDay(10);
    expect(telnyx.statusesOf(id)).toEqual(['ported', 'ported']);
  });

  it('22 is split off with its date, and both go on', () => {
    const telnyx = new TelnyxHarness();
    const id = telnyx.port(['+12125550100', '+12125550122', '+12125550123']);
    telnyx.untilDay(2.2);
    expect(split(telnyx, id)).toEqual(['submitted: 50100 50122 50123']);
    const [before] = telnyx.fetchPort(id).sub_requests;
    telnyx.untilDay(2.25);
    expect(split(telnyx, id)).toEqual(['submitted: 50100 50123', 'submitted: 50122']);
    const [rest, own] = telnyx.fetchPort(id).sub_requests;
    expect(rest!.id).toBe(before!.id);
    expect(own!.foc_date_requested_by_user).toBe(before!.foc_date_requested_by_user);
    expect(own!.support_key).not.toBe(rest!.support_key);
    expect(telnyx.comments(id)).toEqual([expect.stringContaining(rest!.support_key)]);
    telnyx.untilDay(10);
    expect(telnyx.statusesOf(id)).toEqual(['ported', 'ported']);
  });

  it('22 leaves an exception behind, and takes a date along', () => {
    const telnyx = new TelnyxHarness();
    const [refused, early] = [
      telnyx.port(['+12125550117', '+12125550122']),
      telnyx.port(['+12125560107', '+12125560122']),
    ];
    telnyx.untilDay(2.25);
    expect(telnyx.statusesOf(refused)).toEqual(['exception', 'submitted']);
    telnyx.untilDay(11);
    expect(telnyx.statusesOf(refused)).toEqual(['exception', 'ported']);
    expect(telnyx.fetchPort(early).sub_requests.map(({ foc_date: date }) => date)).toEqual([
      '2026-11-06T21:30:00Z',
      '2026-11-12T09:30:00Z',
    ]);
  });

  it('are not split when the sub request is on its way out', () => {
    const telnyx = new TelnyxHarness();
    const id = telnyx.port(['+12125550100', '+12125550122']);
    telnyx.untilDay(2.1);
    telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`);
    telnyx.untilDay(3);
    expect(split(telnyx, id)).toEqual(['cancelled: 50100 50122']);
  });

  it('can be a thousand', () => {
    const telnyx = new TelnyxHarness();
    const numbers = Array.from({ length: 1000 }, (_, index) => `+1212${String(index).padStart(3, '0')}5000`);
    const id = telnyx.port(numbers);
    telnyx.untilDay(11);
    expect(telnyx.statusesOf(id)).toEqual(Array.from({ length: 10 }, () => 'ported'));
    const body = { phone_numbers: [...numbers, '+12125559999'].map((phone_number) => ({ phone_number })) };
    expect(telnyx.telnyx('POST', '/draft_port_requests', body).status).toBe(422);
  });
});
