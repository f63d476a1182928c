import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import { BASIC, createBody } from '../support';
import { TelnyxHarness } from './support';

describe('the control of the simulated Telnyx', () => {
  let telnyx: TelnyxHarness;
  beforeEach(() => {
    telnyx = new TelnyxHarness();
  });
  const post = (path: string, body: unknown) => telnyx.call('POST', `/_control/${path}`, body);
  const refOf = (id: string) => `${id}/${telnyx.fetchPort(id).sub_requests[0]!.id}`;
  const advance = (ref: string, body: unknown) => post(`orders/${ref}/advance`, body);

  it('is named in what the sandbox says of itself', () => {
    expect(telnyx.call('GET', '/').json.providers).toMatchObject({ 'telnyx-v1': '/telnyx-v1' });
  });

  it('lists each sub request as an order, and numbers that are in none', () => {
    const id = telnyx.port(['+12125550100', '+12125550121']);
    telnyx.call('POST', '/twilio/v1/Porting/PortIn', createBody(['+12125550100']), { authorization: BASIC });
    const number = (phoneNumber: string, status: string) => ({ phoneNumber, ref: phoneNumber, status });
    const createdAt = '2026-11-02T09:30:00Z';
    expect((telnyx.call('GET', '/_control/orders').json.orders as unknown[]).slice(1)).toEqual([
      {
        provider: 'telnyx-v1',
        ref: refOf(id),
        status: 'in-process',
        createdAt,
        numbers: [number('+12125550100', 'in-process')],
      },
      {
        provider: 'telnyx-v1',
        ref: id,
        status: 'unassigned',
        createdAt,
        numbers: [number('+12125550121', 'unassigned')],
      },
    ]);
    expect(advance(id, { to: 'ported' }).json.error).toContain('no sub request yet');
    telnyx.untilDay(3);
    expect(telnyx.sandbox.orders()[1]!.numbers[0]!.focAt).toBe('2026-11-12T09:30:00Z');
  });

  it('lists requests with the order they were about', () => {
    const id = telnyx.port(['+12125550100']);
    telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`);
    const requests = telnyx.sandbox.requests();
    expect(requests.map(({ method, status, orderRef }) => `${method} ${status} ${orderRef ?? '-'}`)).toEqual([
      'POST 201 -',
      'GET 200 -',
      'PUT 200 -',
      `POST 201 ${id}`,
      `GET 200 ${id}`,
      `POST 200 ${refOf(id)}`,
    ]);
  });

  it.each([
    ['not_portable', 'exception'],
    ['in_review', 'in-process'],
    ['submitted', 'submitted'],
    ['foc_confirmed', 'foc-date-confirmed'],
    ['rejected', 'exception'],
    ['canceling', 'cancel-pending'],
    ['ported', 'ported'],
    ['canceled', 'cancelled'],
  ])('pushes to %s and ends the script', (to, word) => {
    const id = telnyx.port(['+12125550100']);
    const answer = advance(refOf(id), { to });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ provider: 'telnyx-v1', ref: refOf(id), status: word });
    telnyx.untilDay(6);
    expect(telnyx.statusesOf(id)).toEqual([word]);
  });

  it('takes the ref percent-encoded too', () => {
    const id = telnyx.port(['+12125550100']);
    expect(advance(encodeURIComponent(refOf(id)), { to: 'ported' }).status).toBe(200);
    expect(telnyx.statusesOf(id)).toEqual(['ported']);
  });

  it('keeps a date that it gave; one in the past stays overdue', () => {
    const [id, late] = [telnyx.port(['+12125550100']), telnyx.port(['+12125550100'])];
    advance(refOf(id), { to: 'foc_confirmed', focAt: new Date(START + 4 * DAY).toISOString() });
    advance(refOf(late), { to: 'foc_confirmed', focAt: '2026-11-01T00:00:00Z' });
    telnyx.untilDay(4);
    expect(telnyx.statusesOf(id)).toEqual(['ported']);
    telnyx.untilDay(30);
    expect(telnyx.statusesOf(late)).toEqual(['foc-date-confirmed']);
  });

  it('says why in a comment, with the code that was given', () => {
    const id = telnyx.port(['+12125550100']);
    advance(refOf(id), { to: 'rejected', code: 80014 });
    advance(refOf(id), { to: 'rejected', code: 89999 });
    advance(refOf(id), { to: 'not_portable' });
    expect(telnyx.comments(id)).toEqual([
      expect.stringContaining('address does not match (80014)'),
      expect.stringContaining('89999'),
      expect.stringContaining('not portable'),
    ]);
  });

  it('overrules a cancellation that is not confirmed yet, and takes back a port that is done', () => {
    const id = telnyx.port(['+12125550100']);
    expect(advance(refOf(id), { to: 'reversed' }).json.error).toContain('"ported" first');
    telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`);
    advance(refOf(id), { to: 'ported' });
    telnyx.untilDay(1);
    expect(telnyx.statusesOf(id)).toEqual(['ported']);
    advance(refOf(id), { to: 'reversed' });
    expect(telnyx.statusesOf(id)).toEqual(['cancelled']);
  });

  it.each([
    [{ to: 'draft' }, 'no status for draft'],
    [{ to: 'awaiting_signature' }, 'no status for awaiting_signature'],
    [{ to: 'expired' }, 'no status for expired'],
    [{ to: 'submitted', focAt: '2026-12-01T00:00:00Z' }, 'focAt goes with'],
    [{ to: 'submitted', code: 80005 }, 'code goes with'],
    [{ to: 'ported', numbers: ['+12125550100'] }, 'as a whole'],
    [{ to: 'ported', numbers: ['+12125550100', '+12125559999'] }, 'as a whole'],
  ])('refuses %p', (body, help) => {
    const id = telnyx.port(['+12125550100', '+12125551200']);
    const answer = advance(refOf(id), body);
    expect(answer.status).toBe(400);
    expect(answer.json.error).toContain(help);
    expect(advance(`${id}/other`, body).status).toBe(404);
  });

  it('takes the numbers of a whole sub request by name', () => {
    const id = telnyx.port(['+12125550100', '+12125551200']);
    const numbers = ['+12125551200', '+12125550100'];
    expect(advance(refOf(id), { to: 'ported', numbers }).status).toBe(200);
  });

  it('injects faults in the words of Telnyx', () => {
    const fault = { provider: 'telnyx-v1', method: 'POST', pathPattern: '/draft_port_requests/{id}/submit$' };
    post('faults', { ...fault, kind: 'status', status: 429, retryAfterSeconds: 2 });
    const submit = (draftId: string) => telnyx.telnyx('POST', `/draft_port_requests/${draftId}/submit`);
    const draftId = telnyx.complete(['+12125550100']);
    expect(submit(draftId)).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } });
    post('faults', { ...fault, kind: 'drop_before' });
    expect(submit(draftId).raw).toMatchObject({ status: 0 });
    expect(telnyx.sandbox.orders()).toEqual([]);
    post('faults', { ...fault, kind: 'drop_after' });
    expect(submit(draftId).raw).toMatchObject({ status: 201, fault: { kind: 'drop' } });
    expect(telnyx.sandbox.orders()).toHaveLength(1);
    post('faults', { ...fault, kind: 'delay', delayMs: 250 });
    expect(submit(draftId).raw).toMatchObject({ status: 422, fault: { kind: 'delay', delayMs: 250 } });
  });

  it('resets all but the ids', () => {
    const before = telnyx.port(['+12125550100']);
    post('reset', undefined);
    expect(telnyx.telnyx('GET', `/port_requests/${before}`).status).toBe(404);
    expect(telnyx.sandbox.orders()).toEqual([]);
    expect(telnyx.sandbox.nextEventAt()).toBeUndefined();
    expect(telnyx.port(['+12125550100'])).not.toBe(before);
  });

  it('counts its ids, so that a run can be repeated, and another run has others', () => {
    const id = telnyx.port(['+12125550100']);
    expect(new TelnyxHarness().port(['+12125550100'])).toBe(id);
    expect(new TelnyxHarness({ runId: '0000002a' }).port(['+12125550100'])).toMatch(/^0000002a-/);
  });
});
