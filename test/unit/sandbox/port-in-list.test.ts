import { DAY } from '../../../src/domain/model/time';
import { TwilioHarness } from './support';

describe('the list of the simulated Twilio', () => {
  let twilio: TwilioHarness;
  beforeEach(() => {
    twilio = new TwilioHarness();
  });
  const list = (query = '') => twilio.twilio('GET', `/PortIn/PortInRequests${query}`);
  const rowsOf = (json: unknown): string[] =>
    (json as { port_in_requests: { port_in_request_sid: string }[] }).port_in_requests.map(
      (row) => row.port_in_request_sid,
    );
  const sids = (query = ''): string[] => rowsOf(list(query).json);

  it('shows a new order only after a lag, though a read shows it at once', () => {
    const sid = twilio.create('+12125550100');
    twilio.now += 59_999;
    expect(sids()).toEqual([]);
    expect(twilio.fetch(sid).port_in_request_sid).toBe(sid);
    twilio.now += 1;
    expect(list().json).toEqual({
      port_in_requests: [
        {
          port_in_request_sid: sid,
          port_in_request_status: 'In review',
          status_last_updated_timestamp: '2026-11-02',
          phone_numbers_requested: 1,
          phone_numbers_ported: 0,
          suggested_action: null,
        },
      ],
      meta: { previous_token: null, next_token: null },
    });
  });

  it('shrinks the lag with the day, and takes a lag that was set as it is', () => {
    twilio = new TwilioHarness({ daySeconds: 8_640 });
    twilio.create('+12125550100');
    twilio.now += 6_000;
    expect(sids()).toHaveLength(1);
    expect(twilio.call('POST', '/_control/settings', { listLagMs: 7_000 }).json).toEqual({
      portabilityLagMs: 6_000,
      listLagMs: 7_000,
    });
    expect(sids()).toHaveLength(0);
  });

  it('pages by token, newest first, there and back', () => {
    const created = Array.from({ length: 5 }, () => twilio.create('+12125550100')).reverse();
    twilio.now += 60_000;
    const seen: string[] = [];
    const tokens: string[] = [];
    for (let token: string | null = ''; token !== null;) {
      const { json } = list(`?Size=2${token === '' ? '' : `&Token=${token}`}`);
      seen.push(...rowsOf(json));
      token = json.meta.next_token as string | null;
      if (token !== null) tokens.push(token);
    }
    expect(seen).toEqual(created);
    expect(tokens).toEqual([created[2], created[4]]);
    expect(list(`?Size=2&Token=${created[4]!}`).json.meta.previous_token).toBe(created[2]);
    expect(list(`?Size=2&Token=${created[2]!}`).json.meta.previous_token).toBe(created[0]);
  });

  it('gives 20 rows unless told, at most 100', () => {
    Array.from({ length: 21 }, () => twilio.create('+12125550100'));
    twilio.now += 60_000;
    expect(sids()).toHaveLength(20);
    expect(sids('?Size=100')).toHaveLength(21);
    for (const size of ['0', '101', 'many']) expect(list(`?Size=${size}`).status).toBe(400);
  });

  it('filters by SID, status and day', () => {
    const first = twilio.create('+12125550100');
    const second = twilio.create('+12125551200');
    twilio.twilio('DELETE', `/PortIn/${second}`);
    twilio.untilDay(1);
    const third = twilio.create('+12125551300');
    twilio.now += DAY / 2;
    expect(sids(`?PortInRequestSid=${first},${third}`)).toEqual([third, first]);
    expect(sids('?PortInRequestStatus=Canceled')).toEqual([second]);
    expect(sids('?PortInRequestStatus=waiting_for_signature')).toEqual([first]);
    expect(sids('?PortInRequestStatus=In%20Review')).toEqual([third]);
    expect(sids('?CreatedAfter=2026-11-03')).toEqual([third]);
    expect(sids('?CreatedBefore=2026-11-03')).toEqual([second, first]);
    expect(sids('?CreatedAfter=2026-11-02')).toHaveLength(3);
    expect(list('?CreatedAfter=yesterday').status).toBe(400);
    expect(list('?Token=KWnothing').status).toBe(400);
  });
});
