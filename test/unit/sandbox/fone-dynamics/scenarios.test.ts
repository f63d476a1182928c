import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SCENARIOS } from '../../../../src/sandbox/fone-dynamics/scenarios';
import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import { FoneDynamicsHarness, SUBMIT, submitBody } from './support';

/** The statuses of one request: each change with its day, from an hour later on, and the day of its date. */
function story(sandbox: FoneDynamicsHarness, portingNo: string, untilDay: number): string[] {
  sandbox.untilDay((sandbox.now - START) / DAY + 1 / 24);
  const changes = sandbox.changes(untilDay, () => {
    const { PortDate } = sandbox.fetch(portingNo);
    const date = PortDate === undefined ? '' : ` for ${new Date(PortDate * 1000).toISOString().slice(5, 10)}`;
    return `${[...new Set(sandbox.statuses(portingNo))].join(' / ')}${date}`;
  });
  return changes.map(([day, shown]) => `${+day.toFixed(2)}: ${shown}`);
}

/** The first whole hour, and the first after day 0.05. */
const [RECEIVED, QUEUED] = ['0.04: Received', '0.08: Queued'];
const SENT = [RECEIVED, QUEUED, '1: Submitted'];
const ACCEPTED = '3: Accepted for 11-12';
// 02:00 UTC on the 12th, which is day 9.69.
const COMPLETED = '9.71: Completed for 11-12';
const HAPPY = [...SENT, ACCEPTED, COMPLETED];

describe('the scenarios, left alone', () => {
  it.each<[string, string[]]>([
    ['00', HAPPY],
    ['01', HAPPY],
    ['02', [...SENT, '3: Rejected']],
    ['03', [...SENT, '3: Rejected']],
    ['05', [...SENT, ACCEPTED, '8: Accepted for 11-17', '14.71: Completed for 11-17']],
    ['08', [...SENT, ACCEPTED, '4: Cancelled for 11-12']],
    [
      '09',
      [...SENT, '2.5: Submitted / Carrier Review', '4.5: Accepted for 11-13', '10.71: Completed for 11-13'],
    ],
    ['10', HAPPY],
    ['11', HAPPY],
    ['12', HAPPY],
    ['14', SENT],
    ['16', [...SENT, ACCEPTED, '5: Submitted', '7: Accepted for 11-16', '13.71: Completed for 11-16']],
    ['21', [...HAPPY, '9.88: Reversed for 11-12']],
    ['77', HAPPY],
  ])('%s', (scenario, expected) => {
    const sandbox = new FoneDynamicsHarness();
    const portingNo = sandbox.submit(`+612555012${scenario}`);
    expect(story(sandbox, portingNo, 40)).toEqual(expected);
  });

  it('02 is taken with another account number', () => {
    const sandbox = new FoneDynamicsHarness();
    const body = submitBody(['+61255501202'], { CurrentCarrierAccountNo: '4242' });
    const { PortingNo } = sandbox.api('POST', SUBMIT, body).json.PortingRequest as { PortingNo: string };
    expect(story(sandbox, PortingNo, 11)).toEqual(HAPPY);
  });

  it('12 loses the answer of the first submission only, and has the request', () => {
    const sandbox = new FoneDynamicsHarness();
    const body = submitBody(['+61255501212']);
    expect(sandbox.api('POST', SUBMIT, body).raw).toMatchObject({ status: 200, fault: { kind: 'drop' } });
    expect(sandbox.sandbox.orders()).toHaveLength(1);
    expect(sandbox.sandbox.requests()).toMatchObject([
      { status: 200, orderRef: 'P-000001', fault: 'drop_after' },
    ]);
    expect(sandbox.api('POST', SUBMIT, body).raw.fault).toBeUndefined();
  });
});

describe('several scenarios in one request', () => {
  it('follow each its own script; the request says where the last one stands', () => {
    const sandbox = new FoneDynamicsHarness();
    const portingNo = sandbox.submit('+61255501200', '+61255501203', '+61255501205', '+61255501208');
    sandbox.untilDay(3);
    expect(sandbox.statuses(portingNo)).toEqual(['Accepted', 'Accepted', 'Rejected', 'Accepted', 'Accepted']);
    sandbox.untilDay(9.9);
    expect(sandbox.statuses(portingNo)).toEqual([
      'Accepted',
      'Completed',
      'Rejected',
      'Accepted',
      'Cancelled',
    ]);
    sandbox.untilDay(20);
    expect(sandbox.statuses(portingNo)).toEqual([
      'Completed',
      'Completed',
      'Rejected',
      'Completed',
      'Cancelled',
    ]);
  });

  it('have one date between them: the next one', () => {
    const sandbox = new FoneDynamicsHarness();
    const portingNo = sandbox.submit('+61255501200', '+61255501205');
    const dateOn = (day: number) => {
      sandbox.untilDay(day);
      const { PortDate } = sandbox.fetch(portingNo);
      return PortDate === undefined ? undefined : new Date(PortDate * 1000).toISOString().slice(0, 10);
    };
    expect([2, 3, 9, 9.9, 20].map(dateOn)).toEqual([
      undefined,
      '2026-11-12',
      '2026-11-12',
      '2026-11-17',
      '2026-11-17',
    ]);
  });

  it('hold a hundred numbers, and tell once of each step', () => {
    const sandbox = new FoneDynamicsHarness();
    const numbers = Array.from({ length: 100 }, (_, i) => `+6125550${String(i).padStart(2, '0')}00`);
    const portingNo = sandbox.submit(...numbers);
    sandbox.untilDay(11);
    expect(new Set(sandbox.statuses(portingNo))).toEqual(new Set(['Completed']));
    expect(sandbox.events()).toEqual(['Queued', 'Submitted', 'Accepted', 'Completed']);
  });
});

describe('a date', () => {
  it.each([undefined, 2, 3_600])('is a midnight UTC, with a day of %p seconds', (daySeconds) => {
    const sandbox = new FoneDynamicsHarness({ ...(daySeconds !== undefined && { daySeconds }) });
    sandbox.submit('+61255501200', '+61255501205', '+61255501209', '+61255501216');
    const dates: number[] = [];
    for (let next = sandbox.sandbox.nextEventAt(); next !== undefined; next = sandbox.sandbox.nextEventAt()) {
      sandbox.now = next;
      sandbox.sandbox.runDue();
      const { PortDate } = sandbox.list().json.PortingRequests[0] as { PortDate?: number };
      if (PortDate !== undefined) dates.push(PortDate);
    }
    expect(dates.length).toBeGreaterThan(5);
    expect(dates.filter((date) => date % 86_400 !== 0)).toEqual([]);
  });

  it('is by the calendar, so that with shrunk days the cutover comes long before it', () => {
    const sandbox = new FoneDynamicsHarness({ daySeconds: 2 });
    const portingNo = sandbox.submit('+61255501200');
    sandbox.now = START + 6_000;
    const { PortDate } = sandbox.fetch(portingNo);
    expect(new Date(PortDate! * 1000).toISOString()).toBe('2026-11-12T00:00:00.000Z');
    // Day 9.69 of two seconds each.
    sandbox.now = START + 19_300;
    expect(sandbox.statuses(portingNo)).toEqual(['Accepted', 'Accepted']);
    sandbox.now = START + 19_400;
    expect(sandbox.statuses(portingNo)).toEqual(['Completed', 'Completed']);
  });

  it('of a whole day is met on that day, in UTC and in Sydney', () => {
    const sandbox = new FoneDynamicsHarness();
    const portingNo = sandbox.submit('+61255501200');
    sandbox.untilDay(20);
    const { StatusHistory } = sandbox.fetch(portingNo).PortingNumbers[0]!;
    const completed = StatusHistory.find((change) => change['FdxStatusTo'] === 'Completed')!['Created'];
    expect(new Date(Number(completed) * 1000).toISOString()).toBe('2026-11-12T02:00:00.000Z');
  });
});

test('the document has a row for every scenario, in the words of the code', () => {
  const document = readFileSync(join(__dirname, '../../../../docs/sandbox-fone-dynamics.md'), 'utf8');
  const section = /^## Scenarios\n(.+?)^## /ms.exec(document)?.[1] ?? '';
  const rows = section.split('\n').flatMap((line) => {
    const [, digits, provider] = /^\| `(\d\d)` +\| (.+?) +\|/.exec(line) ?? [];
    return digits === undefined ? [] : [[digits, provider]];
  });
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.entries(SCENARIOS).map(([digits, { summary }]) => [digits, summary])),
  );
  expect(rows).toHaveLength(Object.keys(SCENARIOS).length);
});
