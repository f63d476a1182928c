import { TelnyxHarness } from './support';

interface Row {
  readonly id: string;
}

describe('the lists of the simulated Telnyx', () => {
  let telnyx: TelnyxHarness;
  beforeEach(() => {
    telnyx = new TelnyxHarness();
  });
  const list = (what: string, query = '') => telnyx.telnyx('GET', `/${what}${query}`);
  const ids = (what: string, query = ''): string[] => (list(what, query).json as Row[]).map(({ id }) => id);

  it.each(['draft_port_requests', 'port_requests'])('show new %s only after a lag', (what) => {
    telnyx.port(['+12125550100']);
    telnyx.now += 59_999;
    expect(list(what)).toMatchObject({ json: [], headers: { Total: '0', 'Total-Pages': '0' } });
    telnyx.now += 1;
    expect(list(what)).toMatchObject({ status: 200, headers: { Total: '1', 'Total-Pages': '1' } });
    telnyx.call('POST', '/_control/settings', { listLagMs: 60_001 });
    expect(ids(what)).toEqual([]);
  });

  it.each(['draft_port_requests', 'port_requests'])('page %s, newest first', (what) => {
    const made = Array.from({ length: 21 }, () => {
      const port = telnyx.port(['+12125550100']);
      return what === 'port_requests' ? port : undefined;
    }).reverse();
    telnyx.now += 60_000;
    const all = ids(what, '?per_page=100');
    if (what === 'port_requests') expect(all).toEqual(made);
    expect(ids(what)).toEqual(all.slice(0, 20));
    expect(list(what).headers).toMatchObject({ Total: '21', 'Total-Pages': '2' });
    expect(ids(what, '?page=2')).toEqual(all.slice(20));
    expect(ids(what, '?page=3')).toEqual([]);
    expect(ids(what, '?page=2&per_page=5')).toEqual(all.slice(5, 10));
    for (const query of ['?page=0', '?per_page=0', '?page=x', '?per_page=1.5']) {
      expect(list(what, query).status).toBe(422);
    }
  });

  it('give no more than 100 at once', () => {
    Array.from({ length: 101 }, () => telnyx.draft('+12125550100'));
    telnyx.now += 60_000;
    expect(ids('draft_port_requests', '?per_page=1000')).toHaveLength(100);
    expect(list('draft_port_requests', '?per_page=1000').headers['Total-Pages']).toBe('2');
  });

  it('search drafts by a part of a number, and filter them by status', () => {
    const first = telnyx.draft('+12125550100', '+12125551200');
    const second = telnyx.complete(['+13125550100']);
    telnyx.telnyx('POST', `/draft_port_requests/${second}/submit`);
    telnyx.now += 60_000;
    const drafts = (query: string) => ids('draft_port_requests', query);
    expect(drafts(`?search=${encodeURIComponent('+12125551200')}`)).toEqual([first]);
    expect(drafts('?search=5550100')).toEqual([second, first]);
    expect(drafts('?search=999')).toEqual([]);
    expect(drafts('?search=nobody')).toEqual([]);
    expect(drafts('?status=pending')).toEqual([first]);
    expect(drafts('?status=submitted&search=312')).toEqual([second]);
    expect(list('draft_port_requests', '?status=done').status).toBe(422);
  });

  it('search port requests by a part of a number or the support key, and filter them by status', () => {
    const first = telnyx.port(['+12125550100', '+12125560100', '+12125570121']);
    const second = telnyx.port(['+13125550100']);
    telnyx.now += 60_000;
    telnyx.telnyx('POST', `${telnyx.pathOf(second)}/cancellation`);
    const ports = (query: string) => ids('port_requests', query);
    expect(ports('?search=2125560')).toEqual([first]);
    expect(ports(`?search=${telnyx.fetchPort(second).support_key}`)).toEqual([second]);
    expect(ports('?search=pr_nothing')).toEqual([]);
    expect(ports('?status=cancel-pending')).toEqual([second]);
    expect(ports('?status=unassigned')).toEqual([first]);
    expect(ports('?status=in-process')).toEqual([first]);
    telnyx.untilDay(0.5);
    expect(ports('?status=complete')).toEqual([second]);
    expect(ports('?status=incomplete')).toEqual([first]);
    expect(list('port_requests', '?status=done').status).toBe(422);
  });

  it.each(['draft_port_requests', 'port_requests'])('leave out of %s what was not asked for', (what) => {
    telnyx.port(['+12125550100']);
    telnyx.now += 60_000;
    const keys = (query: string) => Object.keys((list(what, query).json as object[])[0]!);
    expect(keys('')).toContain('phone_numbers');
    expect(keys('')).not.toContain('sub_requests');
    expect(keys('?include_phone_numbers=false')).not.toContain('phone_numbers');
    expect(keys('?include_sub_requests=true')).toContain('sub_requests');
    expect(list(what, '?include_sub_requests=yes').status).toBe(422);
    const [id = ''] = ids(what);
    expect(telnyx.telnyx('GET', `/${what}/${id}?include_phone_numbers=false`).json).not.toHaveProperty(
      'phone_numbers',
    );
    expect(telnyx.telnyx('GET', `/${what}/${id}?include_phone_numbers=0`).status).toBe(422);
  });
});
