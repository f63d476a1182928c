import { DAY } from '../../../../src/domain/model/time';
import { START } from '../harness';
import { accountBody, TelnyxHarness } from './support';

describe('a live sub request at the simulated Telnyx', () => {
  let telnyx: TelnyxHarness;
  let id: string;
  beforeEach(() => {
    telnyx = new TelnyxHarness();
    id = telnyx.port(['+12125550100']);
  });
  const edit = (more: Record<string, unknown> = {}) =>
    telnyx.telnyx('PUT', telnyx.pathOf(id), accountBody(more));
  const cancel = () => telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`);

  describe('is edited', () => {
    it('and answers with a list of one, as reading it does', () => {
      telnyx.now += 5_000;
      const answer = edit({ street_address: '2 Main St' });
      expect(answer.status).toBe(200);
      expect(answer.json).toEqual([
        expect.objectContaining({ street_address: '2 Main St', updated_at: '2026-11-02T09:30:05Z' }),
      ]);
      expect(telnyx.telnyx('GET', telnyx.pathOf(id)).json).toEqual(answer.json);
    });

    it.each(Object.keys(accountBody()))('but not without %s', (field) => {
      const answer = edit({ [field]: undefined });
      expect(answer.status).toBe(422);
      expect(answer.json.message).toContain(field);
    });

    it('and keeps what is optional when it is left out', () => {
      edit({ pin_passcode: '0042' });
      expect(edit().json[0].pin_passcode).toBe('0042');
    });

    it('with a date that is allowed, or that it has', () => {
      telnyx.untilDay(2);
      expect(edit({ foc_date_requested_by_user: '2026-11-05T16:00:00Z' }).json.message).toContain('80018');
      expect(edit({ foc_date_requested_by_user: '2026-11-18T16:00:00Z' }).status).toBe(200);
      telnyx.untilDay(14.5);
      // By now it is too near to be asked for.
      telnyx.call('POST', `/_control/orders/${telnyx.sandbox.orders()[0]!.ref}/advance`, { to: 'submitted' });
      expect(edit({ foc_date_requested_by_user: '2026-11-18T11:00:00-05:00' }).status).toBe(200);
    });

    it('and gets another date half a day later, where it has one', () => {
      telnyx.untilDay(3);
      edit({ foc_date_requested_by_user: '2026-11-16T16:00:00Z' });
      telnyx.untilDay(3.4);
      expect(telnyx.fetchPort(id).sub_requests[0]!.foc_date).toBe('2026-11-12T09:30:00Z');
      telnyx.untilDay(3.5);
      expect(telnyx.fetchPort(id).sub_requests[0]!.foc_date).toBe('2026-11-16T16:00:00Z');
      telnyx.untilDay(10);
      expect(telnyx.statusesOf(id)).toEqual(['foc-date-confirmed']);
      telnyx.now = Date.parse('2026-11-16T16:00:00Z');
      expect(telnyx.statusesOf(id)).toEqual(['ported']);
    });

    it('with shrunk days the other date lies as many of those days ahead', () => {
      const daySeconds = 2;
      telnyx = new TelnyxHarness({ daySeconds });
      id = telnyx.port(['+12125550100']);
      telnyx.now = START + 3_000 * daySeconds;
      const ahead = Date.parse('2026-11-16T16:00:00Z') - telnyx.now;
      edit({ foc_date_requested_by_user: '2026-11-16T16:00:00Z' });
      telnyx.now += 1_000;
      expect(Date.parse(telnyx.fetchPort(id).sub_requests[0]!.foc_date ?? '')).toBe(
        START + 6_000 + Math.round((ahead * daySeconds * 1_000) / DAY),
      );
    });

    it('no more when it is canceled, but can say what it said', () => {
      cancel();
      expect(edit().status).toBe(200);
      expect(edit({ street_address: '2 Main St' }).json.message).toContain('cancel-pending');
      telnyx.untilDay(1);
      expect(edit({ street_address: '2 Main St' }).json.message).toContain('cancelled');
    });
  });

  describe('is rated', () => {
    const rate = () => edit({ customer_rating: 4, customer_rating_comment: 'Quick' });

    it('when it is ported, and says so', () => {
      expect(rate().status).toBe(422);
      telnyx.untilDay(10);
      expect(rate().json[0]).toMatchObject({ customer_rating: 4, customer_rating_comment: 'Quick' });
      expect(telnyx.telnyx('GET', telnyx.pathOf(id)).json[0].customer_rating).toBe(4);
      expect(edit({ customer_rating: 6 }).status).toBe(422);
    });

    it('when its cancellation is asked for', () => {
      cancel();
      expect(rate().status).toBe(200);
    });
  });

  describe('is canceled', () => {
    it('first pending, a while later for good', () => {
      telnyx.untilDay(4);
      const answer = cancel();
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ status: 'cancel-pending' });
      expect(cancel().status).toBe(200);
      telnyx.untilDay(4.2);
      expect(telnyx.statusesOf(id)).toEqual(['cancel-pending']);
      telnyx.untilDay(4.25);
      expect(telnyx.statusesOf(id)).toEqual(['cancelled']);
      expect(cancel().status).toBe(422);
      telnyx.untilDay(20);
      expect(telnyx.statusesOf(id)).toEqual(['cancelled']);
    });

    it('more than 48 hours before its date, and not when it is ported', () => {
      telnyx.untilDay(8);
      expect(cancel().json.message).toContain('48 hours');
      telnyx.untilDay(10);
      expect(cancel().json.message).toContain('ported');
      telnyx = new TelnyxHarness();
      id = telnyx.port(['+12125550100']);
      telnyx.untilDay(7.99);
      expect(cancel().status).toBe(200);
    });
  });

  it('has windows until it is closed', () => {
    expect(telnyx.telnyx('GET', `${telnyx.pathOf(id)}/allowed_foc_dates`).json).toHaveLength(15);
    telnyx.untilDay(10);
    expect(telnyx.telnyx('GET', `${telnyx.pathOf(id)}/allowed_foc_dates`).status).toBe(422);
  });

  it('is listed bare', () => {
    const list = telnyx.telnyx('GET', `/port_requests/${id}/sub_requests`).json as { id: string }[];
    expect(list.map((one) => one.id)).toEqual(telnyx.fetchPort(id).sub_requests.map((one) => one.id));
  });

  it('is talked about in comments, newest first', () => {
    const path = `/port_requests/${id}/comments`;
    const ref = telnyx.fetchPort(id).sub_requests[0]!.id;
    const made = telnyx.telnyx('POST', path, { body: 'Hello', sub_request_id: ref });
    expect(made.status).toBe(201);
    expect(made.json).toEqual({
      id: expect.any(String),
      body: 'Hello',
      sub_request_id: ref,
      user_id: expect.any(String),
      created_at: '2026-11-02T09:30:00Z',
    });
    expect(telnyx.telnyx('POST', path, { body: 'Hello?' }).json.sub_request_id).toBeNull();
    telnyx.call('POST', `/_control/orders/${id}/${ref}/advance`, { to: 'rejected' });
    const list = telnyx.telnyx('GET', path).json as { body: string; user_id: string }[];
    expect(list.map(({ body }) => body)).toEqual([expect.stringContaining('80005'), 'Hello?', 'Hello']);
    expect(list[0]!.user_id).not.toBe(list[1]!.user_id);
    for (const body of [{}, { body: ' ' }, { body: 'x', sub_request_id: 'other' }]) {
      expect(telnyx.telnyx('POST', path, body).status).toBe(422);
    }
  });

  it('has documents: an invoice with the draft, an LOA with the submit', () => {
    const draftId = telnyx.complete(['+12125550100']);
    const typesAt = (parent: string) =>
      (telnyx.telnyx('GET', `${parent}/supporting_documents`).json as { document_type: string }[]).map(
        (document) => document.document_type,
      );
    const draft = `/draft_port_requests/${draftId}`;
    expect(typesAt(draft)).toEqual(['invoice']);
    const portId = telnyx.telnyx('POST', `${draft}/submit`).json.port_request_id as string;
    const parent = `/port_requests/${portId}`;
    expect([typesAt(draft), typesAt(parent)]).toEqual([
      ['invoice', 'loa'],
      ['invoice', 'loa'],
    ]);
    const documents = telnyx.telnyx('GET', `${parent}/supporting_documents`).json as { id: string }[];
    for (const document of documents) {
      const path = `/supporting_documents/${document.id}`;
      expect(telnyx.telnyx('GET', `${parent}${path}`).json).toEqual(document);
      const link = telnyx.telnyx('POST', `${draft}${path}/download_links`);
      expect(link.status).toBe(201);
      expect(decodeURIComponent(link.json.url as string)).toContain('2026-11-02T10:30:00Z');
    }
  });
});
