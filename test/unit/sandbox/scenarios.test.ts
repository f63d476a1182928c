import { DAY } from '../../../src/domain/model/time';
import { START } from './harness';
import { createBody, TwilioHarness } from './support';

/** The statuses of one number: each change with its day. */
function story(twilio: TwilioHarness, sid: string, untilDay: number): string[] {
  const changes = twilio.changes(untilDay, () => {
    const number = twilio.fetch(sid).phone_numbers[0]!;
    const date = number.port_date === null ? '' : ` for ${(Date.parse(number.port_date) - START) / DAY}`;
    return `${twilio.statuses(sid)}${number.portable === false ? ' not portable' : ''}${date}`;
  });
  return changes.map(([day, shown]) => `${day}: ${shown}`);
}

const REVIEW = '0: In review / in_review';
const SIGNATURE = '1: Waiting for Signature / Waiting for Signature';
const SUBMITTED = '2: In progress / port_submitted';
const PENDING = '3: In progress / port_pending for 10';
const COMPLETED = '10: Completed / completed for 10';
const HAPPY = [REVIEW, SIGNATURE, SUBMITTED, PENDING, COMPLETED];
/** The first whole hour after day 0.05. */
const EVALUATED = 2 / 24;

describe('the scenarios, left alone', () => {
  it.each<[string, string[]]>([
    ['00', HAPPY],
    ['01', [REVIEW, `${EVALUATED}: Action Required / in_review not portable`]],
    ['02', [REVIEW, SIGNATURE, SUBMITTED, '3: Action Required / port_rejected']],
    ['03', [REVIEW, SIGNATURE, SUBMITTED, '3: Action Required / port_rejected']],
    ['04', [REVIEW, SIGNATURE, '31: Expired / expired']],
    [
      '05',
      [
        REVIEW,
        SIGNATURE,
        SUBMITTED,
        PENDING,
        '8: In progress / port_pending for 15',
        '15: Completed / completed for 15',
      ],
    ],
    [
      '06',
      [
        REVIEW,
        SIGNATURE,
        SUBMITTED,
        PENDING,
        '4: In progress / port_pending for 6',
        '6: Completed / completed for 6',
      ],
    ],
    [
      '07',
      [REVIEW, SIGNATURE, SUBMITTED, '3: In progress / port_pending for 5', '5: Completed / completed for 5'],
    ],
    ['08', [REVIEW, SIGNATURE, SUBMITTED, PENDING, '4: Canceled / canceled for 10']],
    [
      '09',
      [
        REVIEW,
        SIGNATURE,
        SUBMITTED,
        '2.5: In progress / Losing Carrier Review',
        '4.5: In progress / port_pending for 11.5',
        '11.5: Completed / completed for 11.5',
      ],
    ],
    ['10', HAPPY],
    ['11', HAPPY],
    ['12', HAPPY],
    ['13', HAPPY],
    ['14', [REVIEW, SIGNATURE, SUBMITTED]],
    ['15', [REVIEW, SIGNATURE, '31: Expired / Waiting for Signature']],
    [
      '16',
      [
        REVIEW,
        SIGNATURE,
        SUBMITTED,
        PENDING,
        '5: In progress / port_submitted',
        '7: In progress / port_pending for 14',
        '14: Completed / completed for 14',
      ],
    ],
    ['17', [REVIEW, '1: Action Required / in_review not portable']],
    ['18', [REVIEW, SIGNATURE, SUBMITTED, '3: Action Required / port_rejected']],
    ['19', HAPPY],
    ['20', HAPPY],
    ['77', HAPPY],
  ])('%s', (scenario, expected) => {
    const twilio = new TwilioHarness();
    expect(story(twilio, twilio.create(`+121255501${scenario}`), 40)).toEqual(expected);
  });
});

describe('the scenarios, when a client acts', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });
  const cancel = (sid: string) => twilio.twilio('DELETE', `/PortIn/${sid}`).status;

  it.each(['02', '18'])('%s ports with the PIN 4242', (scenario) => {
    const sid = twilio.create({ phone_number: `+121255501${scenario}`, pin: '4242' });
    expect(story(twilio, sid, 11)).toEqual(HAPPY);
  });

  it('02 is canceled and takes a new order; 18 never reads canceled', () => {
    const [second, eighteenth] = [twilio.create('+12125550102'), twilio.create('+12125550118')];
    twilio.untilDay(4);
    expect([cancel(second), cancel(eighteenth)]).toEqual([204, 204]);
    twilio.untilDay(60);
    expect(twilio.statuses(second)).toBe('Canceled / canceled');
    expect(twilio.statuses(eighteenth)).toBe('Action Required / canceling');
  });

  it('06 refuses a cancel when its date has moved', () => {
    const sid = twilio.create('+12125550106');
    twilio.untilDay(4.5);
    expect(cancel(sid)).toBe(400);
  });

  it('12 loses the answer of the first create only, and has the order', () => {
    const first = twilio.twilio('POST', '/PortIn', createBodyOf('+12125550112'));
    expect(first.raw).toMatchObject({ status: 202, fault: { kind: 'drop' } });
    expect(twilio.sandbox.orders()).toHaveLength(1);
    expect(twilio.sandbox.requests()).toEqual([
      {
        at: '2026-11-02T09:30:00.000Z',
        provider: 'twilio',
        method: 'POST',
        path: '/v1/Porting/PortIn',
        status: 202,
        orderRef: twilio.sandbox.orders()[0]!.ref,
        fault: 'drop_after',
      },
    ]);
    expect(twilio.twilio('POST', '/PortIn', createBodyOf('+12125550112')).raw.fault).toBeUndefined();
  });

  it.each([0.5, 2.5, 4])('13 accepts a cancel on day %p and ports all the same', (day) => {
    const sid = twilio.create('+12125550113');
    twilio.untilDay(day);
    expect(cancel(sid)).toBe(204);
    expect(twilio.statuses(sid)).toMatch(/canceling$/);
    twilio.untilDay(10);
    expect(twilio.statuses(sid)).toBe('Completed / completed');
  });

  it('14 accepts a cancel and never confirms it', () => {
    const sid = twilio.create('+12125550114');
    twilio.untilDay(20);
    expect(cancel(sid)).toBe(204);
    twilio.untilDay(60);
    expect(twilio.statuses(sid)).toBe('In progress / canceling');
  });

  it('17 can be canceled', () => {
    const sid = twilio.create('+12125550117');
    twilio.untilDay(2);
    expect(cancel(sid)).toBe(204);
    twilio.untilDay(3);
    expect(twilio.statuses(sid)).toBe('Canceled / canceled');
    expect(twilio.fetch(sid).phone_numbers[0]!.not_portability_reason_code).toBe(22132);
  });

  it.each([1.5, 4])('19 refuses a cancel on day %p and ports', (day) => {
    const sid = twilio.create('+12125550119');
    twilio.untilDay(day);
    expect(cancel(sid)).toBe(400);
    expect(story(twilio, sid, 11).at(-1)).toBe(COMPLETED);
  });
});

describe('several scenarios in one order', () => {
  it('follow each its own script, and the order says first which number needs a person', () => {
    const twilio = new TwilioHarness();
    const sid = twilio.create('+12125550100', '+12125550102', '+12125550116', '+12125550104');
    const states = () => twilio.allStatuses(sid);
    twilio.untilDay(2);
    expect(states()).toEqual([
      'Waiting for Signature',
      'port_submitted',
      'port_submitted',
      'port_submitted',
      'Waiting for Signature',
    ]);
    twilio.untilDay(3);
    expect(states()[0]).toBe('Action Required');
    expect(twilio.fetch(sid).support_ticket_id).toEqual(expect.any(Number));
    twilio.twilio('DELETE', twilio.numberPath(sid, 1));
    twilio.untilDay(10);
    expect(states()).toEqual([
      'Waiting for Signature',
      'completed',
      'canceled',
      'port_pending',
      'Waiting for Signature',
    ]);
    twilio.untilDay(31);
    expect(states()).toEqual(['Completed', 'completed', 'canceled', 'completed', 'expired']);
  });

  it('holds a thousand numbers', () => {
    const twilio = new TwilioHarness();
    const numbers = Array.from({ length: 1000 }, (_, index) => `+12${String(index).padStart(6, '0')}000`);
    const sid = twilio.create(...numbers);
    twilio.untilDay(11);
    expect(twilio.fetch(sid).port_in_request_status).toBe('Completed');
    // Four for each number, three for the order.
    expect(twilio.deliveries).toHaveLength(4_003);
    expect(twilio.twilio('POST', '/PortIn', createBody([...numbers, '+12125550100'])).status).toBe(400);
  });
});

function createBodyOf(number: string): Record<string, unknown> {
  return createBody([number]);
}
