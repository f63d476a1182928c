import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import { FoneDynamicsHarness } from './support';

let sandbox: FoneDynamicsHarness;
beforeEach(() => {
  sandbox = new FoneDynamicsHarness();
});
const push = (portingNo: string, body: unknown) =>
  sandbox.call('POST', `/_control/orders/${portingNo}/advance`, body);

it('the sandbox says that it is there', () => {
  expect(sandbox.call('GET', '/').json).toMatchObject({ providers: { 'fone-dynamics': '/fone-dynamics' } });
});

it('orders are listed in the words of the provider', () => {
  const portingNo = sandbox.submit('+61255501200', '+61255501203');
  sandbox.untilDay(3);
  expect(sandbox.call('GET', '/_control/orders').json).toEqual({
    orders: [
      {
        provider: 'fone-dynamics',
        ref: portingNo,
        status: 'Accepted',
        createdAt: '2026-11-02T09:30:00Z',
        numbers: [
          {
            phoneNumber: '+61255501200',
            ref: '+61255501200',
            status: 'Accepted',
            focAt: '2026-11-12T00:00:00Z',
          },
          { phoneNumber: '+61255501203', ref: '+61255501203', status: 'Rejected' },
        ],
      },
    ],
  });
});

describe('a push', () => {
  it.each([
    ['in_review', 'Queued'],
    ['submitted', 'Submitted'],
    ['foc_confirmed', 'Accepted'],
    ['rejected', 'Rejected'],
    ['ported', 'Completed'],
    ['canceled', 'Cancelled'],
  ])('to %s reads %s, and ends the script', (to, word) => {
    const portingNo = sandbox.submit('+61255501214');
    sandbox.untilDay(0.5);
    expect(push(portingNo, { to })).toMatchObject({ status: 200, json: { status: word } });
    sandbox.untilDay(2);
    expect(sandbox.statuses(portingNo)).toEqual([word, word]);
  });

  it('reverses only what was ported', () => {
    const portingNo = sandbox.submit('+61255501200');
    expect(push(portingNo, { to: 'reversed' }).status).toBe(400);
    push(portingNo, { to: 'ported' });
    expect(push(portingNo, { to: 'reversed' }).json).toMatchObject({ status: 'Reversed' });
  });

  it('is about some numbers only where it names them', () => {
    const portingNo = sandbox.submit('+61255501200', '+61255501300');
    push(portingNo, { to: 'ported', numbers: ['+61255501300'] });
    sandbox.untilDay(0.5);
    expect(sandbox.statuses(portingNo)).toEqual(['Queued', 'Queued', 'Completed']);
    const wrong = push(portingNo, { to: 'ported', numbers: ['+61255501999'] });
    expect([wrong.status, wrong.json.error]).toEqual([400, expect.stringContaining('is not in order')]);
  });

  it('gives the day of a moment, and the cutover at that moment', () => {
    const portingNo = sandbox.submit('+61255501200');
    sandbox.untilDay(1);
    push(portingNo, { to: 'foc_confirmed', focAt: '2026-11-05T15:00:00Z' });
    expect(sandbox.fetch(portingNo).PortDate).toBe(Date.parse('2026-11-05T00:00:00Z') / 1000);
    sandbox.now = Date.parse('2026-11-05T14:59:59Z');
    expect(sandbox.statuses(portingNo)[0]).toBe('Accepted');
    sandbox.now += 1_000;
    expect(sandbox.statuses(portingNo)[0]).toBe('Completed');
  });

  it('gives the day a week ahead unless told, and a date in the past stays overdue', () => {
    const [first, second] = [sandbox.submit('+61255501200'), sandbox.submit('+61255501300')];
    push(first, { to: 'foc_confirmed' });
    push(second, { to: 'foc_confirmed', focAt: '2026-10-01T00:00:00Z' });
    sandbox.untilDay(6.9);
    expect(sandbox.fetch(first).PortDate).toBe(Date.parse('2026-11-09T00:00:00Z') / 1000);
    sandbox.untilDay(7);
    expect(sandbox.statuses(first)[0]).toBe('Completed');
    sandbox.untilDay(60);
    expect(sandbox.statuses(second)[0]).toBe('Accepted');
  });

  it('leaves nothing of a date that was pushed away', () => {
    const portingNo = sandbox.submit('+61255501200');
    sandbox.untilDay(4);
    push(portingNo, { to: 'submitted' });
    expect(sandbox.fetch(portingNo)).not.toHaveProperty('PortDate');
    sandbox.untilDay(20);
    expect(sandbox.statuses(portingNo)[0]).toBe('Submitted');
  });

  it('gives a rejection the code of the losing carrier', () => {
    const portingNo = sandbox.submit('+61255501200');
    sandbox.now = START + DAY / 4;
    push(portingNo, { to: 'rejected', code: 17 });
    const { StatusHistory } = sandbox.fetch(portingNo).PortingNumbers[0]!;
    expect(StatusHistory.at(-1)).toMatchObject({ FdxStatusTo: 'Rejected', CarrierPortingStatusTo: '17' });
  });

  it.each([
    [{ to: 'draft' }],
    [{ to: 'not_portable' }],
    [{ to: 'awaiting_signature' }],
    [{ to: 'canceling' }],
    [{ to: 'expired' }],
    [{ to: 'ported', focAt: '2026-12-01T00:00:00Z' }],
    [{ to: 'canceled', code: 1 }],
  ])('%j makes no sense here', (body) => {
    const portingNo = sandbox.submit('+61255501200');
    expect(push(portingNo, body)).toMatchObject({ status: 400, json: { error: expect.any(String) } });
    expect(sandbox.sandbox.orders()[0]!.status).toBe('Received');
  });

  it('tells the URL of the order', () => {
    const portingNo = sandbox.submit('+61255501214');
    push(portingNo, { to: 'ported' });
    sandbox.untilDay(0.01);
    expect(sandbox.events()).toEqual(['Completed']);
  });
});
