import { DAY } from '../../../src/domain/model/time';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { START } from '../../unit/sandbox/harness';
import { schemas, validatorOf, type SchemaName } from './schemas';

const HEADERS = { 'x-api-user': 'sandbox@example.com', 'x-api-token': 'sandbox-token' };
/** All but the one that cannot be in a draft. */
const SCENARIOS = Array.from({ length: 24 }, (_, scenario) => String(scenario).padStart(2, '0')).filter(
  (it) => it !== '01',
);
/** Scenario 09 says on purpose what Telnyx does not publish. */
const STRANGE_WORD = 'losing-carrier-review';

interface Identified {
  readonly id: string;
}

/** A sandbox whose every answer is checked against Telnyx's schema as it comes. */
class CheckedTelnyx {
  now = START;
  readonly problems: string[] = [];
  readonly seen = new Map<SchemaName, number>();
  readonly statuses = new Set<string>();
  readonly sandbox: Sandbox;

  constructor(daySeconds?: number) {
    this.sandbox = new Sandbox({ clock: { now: () => this.now }, daySeconds });
  }

  check(name: SchemaName, value: unknown, where: string): void {
    this.seen.set(name, (this.seen.get(name) ?? 0) + 1);
    this.problems.push(...validatorOf(name)(value).map((problem) => `${where}: ${problem}`));
    this.problems.push(...undocumentedIn(value, schemas[name]).map((key) => `${where}: undocumented ${key}`));
  }

  /** Asks, checks, and gives back what was answered. */
  call(name: SchemaName, method: string, path: string, body?: unknown, headers: object = HEADERS): unknown {
    const [bare = '', search = ''] = path.split('?');
    const response = this.sandbox.handle({
      method,
      path: `/telnyx-v1/origination/porting${bare}`,
      query: Object.fromEntries(new URLSearchParams(search)),
      headers: { ...headers },
      body: body === undefined ? '' : JSON.stringify(body),
    });
    for (const [, status] of response.body.matchAll(/"status":"([^"]+)"/g)) this.statuses.add(status!);
    const json: unknown = JSON.parse(response.body.replaceAll(STRANGE_WORD, 'submitted'));
    this.check(name, json, `${method} ${path} ${response.status}`);
    if (Array.isArray(json) && /requests$/.test(bare) && !/sub_requests$/.test(bare))
      this.checkTotals(response.headers, path);
    return json;
  }

  checkTotals(headers: Readonly<Record<string, string>>, where: string): void {
    for (const name of ['Total', 'Total-Pages']) {
      if (!/^\d+$/.test(headers[name] ?? '')) this.problems.push(`${where}: no header ${name}`);
    }
  }

  draft(numbers: readonly string[]): string {
    const body = { phone_numbers: numbers.map((phone_number) => ({ phone_number })) };
    this.checkSent('createDraft', body);
    return (this.call('draftPortRequest', 'POST', '/draft_port_requests', body) as Identified).id;
  }

  fill(draftId: string): void {
    const path = `/draft_port_requests/${draftId}/sub_requests`;
    for (const { id } of this.call('draftSubRequestList', 'GET', path) as Identified[]) {
      this.call('allowedFocDates', 'GET', `${path}/${id}/allowed_foc_dates`);
      this.checkSent('updateDraftSubRequest', UPDATE);
      this.call('draftSubRequest', 'PUT', `${path}/${id}`, UPDATE);
      this.call('draftSubRequest', 'GET', `${path}/${id}`);
    }
  }

  /** @returns the id of the port request */
  submit(draftId: string): string {
    const path = `/draft_port_requests/${draftId}`;
    const answer = this.call('draftPortRequest', 'POST', `${path}/submit`);
    this.call('draftPortRequest', 'GET', `${path}?include_sub_requests=true`);
    return (answer as { port_request_id: string }).port_request_id;
  }

  checkSent(name: SchemaName, body: unknown): void {
    this.problems.push(...validatorOf(name)(body).map((problem) => `sent ${problem}`));
  }

  readAll(portRequestIds: readonly string[]): void {
    for (const id of portRequestIds) {
      const path = `/port_requests/${id}`;
      this.call('portRequest', 'GET', path);
      this.call('portRequest', 'GET', `${path}?include_sub_requests=true`);
      this.call('commentList', 'GET', `${path}/comments`);
      for (const one of this.call('subRequestList', 'GET', `${path}/sub_requests`) as Identified[]) {
        this.call('subRequestList', 'GET', `${path}/sub_requests/${one.id}`);
      }
    }
    const all = 'include_sub_requests=true&per_page=50';
    this.call('portRequestList', 'GET', `/port_requests?${all}`);
    this.call('draftPortRequestList', 'GET', `/draft_port_requests?${all}`);
  }

  checkNumbers(numbers: readonly string[]): void {
    const body = { phone_numbers: numbers.map((phone_number) => ({ phone_number })) };
    this.checkSent('checkPortability', body);
    this.call('portabilityChecks', 'POST', '/portability_checks', body);
  }
}

const UPDATE = {
  foc_date_requested_by_user: '2026-11-17T16:00:00Z',
  person_or_company_name: 'Acme LLC',
  auth_person_name: 'Ada Moss',
  billing_phone_number: '+12125550100',
  street_address: '1 Main St',
  extended_address: 'Floor 2',
  locality: 'New York',
  administrative_area: 'NY',
  postal_code: '10001',
  country_code: 'US',
  default_connection_id: '1293384261075731499',
  default_message_profile_id: 'profile-1',
  porting_option: {
    type: 'partial',
    remaining_numbers_action: 'keep',
    new_billing_phone_number: '+12125550123',
  },
  pin_passcode: '0042',
  account_number: 'A-991',
  tax_identifier: 'T-1',
  business_identifier: 'B-1',
};
const { default_message_profile_id: _, ...LIVE_UPDATE } = UPDATE;

/** Keys that the schema does not have, at any depth; one is undocumented on purpose. */
function undocumentedIn(value: unknown, schema: Record<string, unknown>): string[] {
  if (Array.isArray(value)) {
    const items = schema['items'] as Record<string, unknown> | undefined;
    return items === undefined ? [] : value.flatMap((one) => undocumentedIn(one, items));
  }
  const properties = schema['properties'] as Record<string, Record<string, unknown>> | undefined;
  if (typeof value !== 'object' || value === null || properties === undefined) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = properties[key];
    if (known === undefined) return key === 'sandbox' ? [] : [key];
    return undocumentedIn(inner, known);
  });
}

describe('what the sandbox answers is what Telnyx publishes', () => {
  it.each([undefined, 2])('in every state of every scenario (a day of %p seconds)', (daySeconds) => {
    const telnyx = new CheckedTelnyx(daySeconds);
    const numbersOf = (scenario: string) => [
      `+121255501${scenario}`,
      `+121255609${scenario}`,
      '+18005550100',
    ];
    const ports = SCENARIOS.map((scenario) => {
      const draftId = telnyx.draft(numbersOf(scenario));
      telnyx.fill(draftId);
      return telnyx.submit(draftId);
    });
    // One that is split, and a draft that is not submitted.
    const mixed = telnyx.draft(['+12125550100', '+12125550122', '+12125550121']);
    telnyx.fill(mixed);
    ports.push(telnyx.submit(mixed));
    telnyx.draft(['+12125550100']);
    telnyx.readAll(ports);

    const day = daySeconds === undefined ? DAY : daySeconds * 1_000;
    const changes: string[] = [];
    for (let next = telnyx.sandbox.nextEventAt(); next !== undefined; next = telnyx.sandbox.nextEventAt()) {
      telnyx.now = next;
      telnyx.sandbox.runDue();
      telnyx.checkNumbers([...numbersOf('00'), '+12125550101', '+442079460000']);
      // Once per instant is enough, and every instant of the scripts lies on a quarter of a day.
      if ((next - START) % (day / 4) === 0) telnyx.readAll(ports);
      if (next - START === day * 3) changes.push(...editAll(telnyx, ports));
      if (next - START === day * 4) cancelAll(telnyx, ports.slice(8));
    }
    expect(changes.length).toBeGreaterThan(40);
    expect(telnyx.problems).toEqual([]);
    expect([...telnyx.statuses].sort()).toEqual(
      [
        'cancel-pending',
        'cancelled',
        'exception',
        'foc-date-confirmed',
        'in-process',
        STRANGE_WORD,
        'pending',
        'ported',
        'submitted',
        'unassigned',
      ].sort(),
    );
    expect(telnyx.seen.get('portRequest')).toBeGreaterThan(300);
  });

  it('in comments, documents and ratings', () => {
    const telnyx = new CheckedTelnyx();
    const draftId = telnyx.draft(['+12125550100']);
    telnyx.fill(draftId);
    const id = telnyx.submit(draftId);
    const [sub] = telnyx.call('subRequestList', 'GET', `/port_requests/${id}/sub_requests`) as Identified[];
    for (const comment of [
      { body: 'Hello', sub_request_id: sub!.id },
      { body: 'All', sub_request_id: null },
    ]) {
      telnyx.checkSent('createComment', comment);
      telnyx.call('comment', 'POST', `/port_requests/${id}/comments`, comment);
    }
    telnyx.call('commentList', 'GET', `/port_requests/${id}/comments`);
    for (const parent of [`/draft_port_requests/${draftId}`, `/port_requests/${id}`]) {
      const path = `${parent}/supporting_documents`;
      const documents = telnyx.call('supportingDocumentList', 'GET', path) as Identified[];
      expect(documents).toHaveLength(2);
      for (const document of documents) {
        telnyx.call('supportingDocument', 'GET', `${path}/${document.id}`);
        telnyx.call('downloadLink', 'POST', `${path}/${document.id}/download_links`);
      }
    }
    telnyx.now += 10 * DAY;
    const rating = { ...LIVE_UPDATE, customer_rating: 5, customer_rating_comment: 'Quick' };
    telnyx.checkSent('updateSubRequest', rating);
    const path = `/port_requests/${id}/sub_requests/${sub!.id}`;
    expect(telnyx.call('subRequestList', 'PUT', path, rating)).toMatchObject([{ customer_rating: 5 }]);
    expect(telnyx.problems).toEqual([]);
  });

  it('in errors', () => {
    const telnyx = new CheckedTelnyx();
    const draftId = telnyx.draft(['+12125550100']);
    const incomplete = `/draft_port_requests/${draftId}/submit`;
    telnyx.call('error', 'POST', incomplete);
    telnyx.fill(draftId);
    const id = telnyx.submit(draftId);
    const [sub] = telnyx.call('subRequestList', 'GET', `/port_requests/${id}/sub_requests`) as Identified[];
    const path = `/port_requests/${id}/sub_requests/${sub!.id}`;
    telnyx.call('error', 'POST', incomplete);
    telnyx.call('error', 'GET', '/port_requests/none');
    telnyx.call('error', 'PUT', '/port_requests');
    telnyx.call('error', 'PUT', path, {});
    telnyx.call('error', 'PUT', path, { ...LIVE_UPDATE, customer_rating: 5 });
    telnyx.call('error', 'POST', '/portability_checks', {});
    telnyx.call('error', 'POST', '/draft_port_requests', {});
    telnyx.call('error', 'GET', '/port_requests?page=0');
    telnyx.call('error', 'POST', `/port_requests/${id}/comments`, {});
    telnyx.call('error', 'GET', '/port_requests', undefined, {});
    for (const status of [429, 500, 503, 418]) {
      const rule = {
        provider: 'telnyx-v1',
        method: '*',
        pathPattern: '.',
        kind: 'status',
        times: 1,
      } as const;
      telnyx.sandbox.injectFault({ ...rule, status });
      telnyx.call('error', 'GET', '/port_requests');
    }
    telnyx.now += 10 * DAY;
    telnyx.call('error', 'POST', `${path}/cancellation`);
    telnyx.call('error', 'GET', `${path}/allowed_foc_dates`);
    expect(telnyx.problems).toEqual([]);
  });

  it('which is checked down to the last key', () => {
    expect(undocumentedIn([{ id: '1', phone_numbers: [{ pin: 1 }] }], schemas.portRequestList)).toEqual([
      'pin',
    ]);
    expect(undocumentedIn({ sandbox: true, word: 1 }, schemas.subRequest)).toEqual(['word']);
  });
});

function subRequestPaths(telnyx: CheckedTelnyx, portRequestIds: readonly string[]): string[] {
  return portRequestIds.flatMap((id) => {
    const path = `/port_requests/${id}/sub_requests`;
    const list = telnyx.call('subRequestList', 'GET', path) as Identified[];
    return list.map((one) => `${path}/${one.id}`);
  });
}

/** Edits every sub request, so that exceptions are mended. */
function editAll(telnyx: CheckedTelnyx, portRequestIds: readonly string[]): string[] {
  const paths = subRequestPaths(telnyx, portRequestIds);
  telnyx.checkSent('updateSubRequest', LIVE_UPDATE);
  for (const path of paths)
    telnyx.call('subRequestList', 'PUT', path, { ...LIVE_UPDATE, pin_passcode: '4242' });
  for (const path of paths) telnyx.call('allowedFocDates', 'GET', `${path}/allowed_foc_dates`);
  return paths;
}

/** Cancels what can be canceled. */
function cancelAll(telnyx: CheckedTelnyx, portRequestIds: readonly string[]): void {
  for (const path of subRequestPaths(telnyx, portRequestIds)) {
    const method = 'POST';
    const response = telnyx.sandbox.handle({
      method,
      path: `/telnyx-v1/origination/porting${path}/cancellation`,
      headers: HEADERS,
    });
    telnyx.check(
      response.status === 200 ? 'subRequest' : 'error',
      JSON.parse(response.body),
      `${method} ${path}`,
    );
  }
}
