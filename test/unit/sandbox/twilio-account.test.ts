import { TwilioHarness } from './support';

/** What the simulated Twilio has beside ports: hosting, LOAs, documents. */
const HOSTING = '/twilio/v1/HostedNumber/Eligibility';
const SIGNING = '/twilio/v1/SigningRequest/Configuration';

interface Result {
  readonly phone_number: string;
  readonly eligibility_status: string;
  readonly eligibility_sub_status: string;
}

const asking = (...numbers: string[]) => ({
  phone_numbers: numbers.map((phone_number) => ({ phone_number })),
});

describe('eligibility', () => {
  it.each([
    ['+12125550100', 'ELIGIBLE', 'ELIGIBLE'],
    ['+12125550900', 'ELIGIBLE', 'ELIGIBLE'],
    ['+12125550101', 'INELIGIBLE', 'CARRIER_INELIGIBLE'],
    ['+18005550100', 'INELIGIBLE', 'NUMBER_TYPE_INELIGIBLE'],
    ['+442079460100', 'INELIGIBLE', 'COUNTRY_INELIGIBLE'],
    ['4565433456', 'INELIGIBLE', 'NUMBER_FORMAT_INELIGIBLE'],
  ])('of %s', (number, status, subStatus) => {
    const { status: http, json } = new TwilioHarness().call('POST', HOSTING, asking(number));
    expect(http).toBe(200);
    expect(json).toMatchObject({
      results: [{ phone_number: number, eligibility_status: status, eligibility_sub_status: subStatus }],
    });
  });

  it('of one says when it was looked into; of several only the check does', () => {
    const sandbox = new TwilioHarness();
    expect(sandbox.call('POST', HOSTING, asking('+12125550100')).json).toMatchObject({
      results: [{ date_last_checked: '2026-11-02T09:30:00Z' }],
    });
    const named = { friendly_name: 'Acme', ...asking('+12125550100', '+12125550101') };
    const { request_id: sid } = sandbox.call('POST', `${HOSTING}/Bulk`, named).json as { request_id: string };
    sandbox.now += 2_000;
    const done = sandbox.call('GET', `${HOSTING}/Bulk/${sid}`).json as { results: Result[] };
    expect(done).toMatchObject({
      friendly_name: 'Acme',
      date_created: '2026-11-02T09:30:00Z',
      date_completed: '2026-11-02T09:30:02Z',
    });
    expect(done.results[0]).not.toHaveProperty('date_last_checked');
  });

  it('of several is answered after two seconds', () => {
    const sandbox = new TwilioHarness();
    const created = sandbox.call('POST', `${HOSTING}/Bulk`, asking('+12125550100', '+12125550101'));
    expect(created).toMatchObject({
      status: 202,
      json: { status: 'QUEUED', results: [], date_completed: null },
    });
    const path = `${HOSTING}/Bulk/${String(created.json.request_id)}`;
    sandbox.now += 1_000;
    expect(sandbox.call('GET', path).json).toMatchObject({ status: 'IN_PROGRESS', results: [] });
    sandbox.now += 1_000;
    const { status, results } = sandbox.call('GET', path).json as { status: string; results: Result[] };
    expect(status).toBe('SUCCESSFUL');
    expect(results.map((result) => result.eligibility_status)).toEqual(['ELIGIBLE', 'INELIGIBLE']);
  });

  it.each([{}, asking(), { phone_numbers: ['+12125550100'] }])('does not take %j', (body) => {
    for (const path of [HOSTING, `${HOSTING}/Bulk`]) {
      expect(new TwilioHarness().call('POST', path, body)).toMatchObject({
        status: 400,
        json: { code: 20001 },
      });
    }
  });

  it('knows only its own checks, and none after a reset', () => {
    const sandbox = new TwilioHarness();
    const { request_id: sid } = sandbox.call('POST', `${HOSTING}/Bulk`, asking('+12125550100')).json as {
      request_id: string;
    };
    expect(sandbox.call('GET', `${HOSTING}/Bulk/EC${'f'.repeat(32)}`).status).toBe(404);
    sandbox.sandbox.reset();
    expect(sandbox.call('GET', `${HOSTING}/Bulk/${sid}`).status).toBe(404);
  });
});

describe('signing requests', () => {
  const body = { product: 'Porting', country: 'US', email_subject: 'Sign' };
  const subjects = (json: unknown) =>
    (json as { configurations: { email_subject: string | null }[] }).configurations.map(
      ({ email_subject }) => email_subject,
    );

  it('are one for each product in each country; the newest counts', () => {
    const sandbox = new TwilioHarness();
    expect(sandbox.call('POST', SIGNING, body)).toMatchObject({ status: 201, json: body });
    sandbox.call('POST', SIGNING, { ...body, country: 'MX', email_subject: 'Firma' });
    sandbox.call('POST', SIGNING, { ...body, email_subject: 'Sign, please' });
    expect(subjects(sandbox.call('GET', SIGNING).json)).toEqual(['Sign, please', 'Firma']);
    expect(subjects(sandbox.call('GET', `${SIGNING}?Country=MX&Product=Porting`).json)).toEqual(['Firma']);
    expect(subjects(sandbox.call('GET', `${SIGNING}?Product=Hosting`).json)).toEqual([]);
    sandbox.sandbox.reset();
    expect(subjects(sandbox.call('GET', SIGNING).json)).toEqual([]);
  });

  it('come page by page', () => {
    const sandbox = new TwilioHarness();
    for (const country of ['US', 'MX', 'CL'])
      sandbox.call('POST', SIGNING, { ...body, country, email_subject: country });
    const first = sandbox.call('GET', `${SIGNING}?PageSize=2`).json as { meta: { next_page_url: string } };
    expect(subjects(first)).toEqual(['US', 'MX']);
    const { search } = new URL(first.meta.next_page_url);
    const last = sandbox.call('GET', `${SIGNING}${search}`).json as { meta: object };
    expect(subjects(last)).toEqual(['CL']);
    expect(last.meta).toMatchObject({ page: 1, next_page_url: null, key: 'configurations' });
  });

  it.each([
    {},
    { ...body, product: 'porting' },
    { ...body, country: 'USA' },
    { ...body, email_subject: 'x'.repeat(256) },
    { ...body, email_message: 'x'.repeat(5001) },
    { ...body, logo_sid: 'logo.png' },
    { ...body, url_redirection: 'nowhere' },
  ])('are not taken when they are wrong', (wrong) => {
    expect(new TwilioHarness().call('POST', SIGNING, wrong).status).toBe(400);
  });

  it.each(['PageSize=0', 'PageSize=1001', 'Page=-1'])('are not listed by %s', (query) => {
    expect(new TwilioHarness().call('GET', `${SIGNING}?${query}`).status).toBe(400);
  });
});
