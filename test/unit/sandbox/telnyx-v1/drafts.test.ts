import { accountBody, TelnyxHarness, WANTED } from './support';

/** A draft's sub request, as far as these tests look into it. */
interface DraftSubRequestJson {
  readonly underlying_carrier_names: readonly string[];
  readonly phone_numbers: readonly {
    readonly phone_number: string;
    readonly svtype: string;
    readonly portability_status: string;
  }[];
}

describe('the API of the simulated Telnyx', () => {
  let telnyx: TelnyxHarness;
  beforeEach(() => {
    telnyx = new TelnyxHarness();
  });
  const submit = (draftId: string) => telnyx.telnyx('POST', `/draft_port_requests/${draftId}/submit`);

  describe('for every operation', () => {
    it.each([
      [{ 'x-api-user': '' }],
      [{ 'x-api-token': 'secret' }],
      [{ 'x-api-user': 'other@example.com' }],
      [{ 'x-api-token': '', authorization: 'Bearer sandbox-token' }],
    ])('refuses the credentials %p, before it looks at the path', (headers) => {
      const answer = telnyx.telnyx('GET', '/nothing', undefined, headers);
      expect(answer.status).toBe(401);
      expect(answer.json).toEqual({ message: 'Unauthorized' });
    });

    it('answers an unknown path or id with 404, and another method with 405', () => {
      const [one, other] = [telnyx.port(['+12125550100']), telnyx.port(['+12125550100'])];
      const foreign = telnyx.fetchPort(other).sub_requests[0]!.id;
      for (const path of [
        '/nothing',
        '/port_requests/%E0%A4%A',
        '/port_requests/1',
        '/draft_port_requests/1',
        '/draft_port_requests/1/submit/2',
        `/port_requests/${one}/sub_requests/${foreign}`,
        `/port_requests/${one}/supporting_documents/1`,
      ]) {
        expect([path, telnyx.telnyx('GET', path).status]).toEqual([path, 404]);
      }
      expect(telnyx.telnyx('POST', '/draft_port_requests/1/submit').status).toBe(404);
      expect(telnyx.telnyx('DELETE', '/port_requests').json).toEqual({ message: 'Method not allowed' });
    });
  });

  describe('the portability check', () => {
    const check = (...numbers: unknown[]) =>
      telnyx.telnyx('POST', '/portability_checks', {
        phone_numbers: numbers.map((phone_number) => ({ phone_number })),
      });
    const reasonFor = (number: string) =>
      check(number).json[0].phone_numbers[0].non_portable_reason as string | null;

    it('answers with 201, in groups by losing carrier', () => {
      const answer = check(
        '+12125550100',
        '(212) 556-0900',
        '+12125551200',
        '+18005550100',
        '+442079460000',
        '12',
      );
      expect(answer.status).toBe(201);
      const number = (raw: string, more: object) => ({
        raw_number: raw,
        e164_number: raw,
        portable: true,
        portability_status: 'confirmed',
        coverage_category: 'nanp_generic',
        non_portable_reason: null,
        ...more,
      });
      const nobody = { carrier_name: null, portable: false, portability_status: null };
      const groups = answer.json as { phone_numbers: unknown }[];
      expect(groups.map((group) => group.phone_numbers)).toEqual([
        [
          number('+12125550100', { carrier_name: 'Carrier 5' }),
          number('+12125551200', { carrier_name: 'Carrier 5' }),
        ],
        [number('(212) 556-0900', { e164_number: '+12125560900', carrier_name: 'Carrier 6' })],
        [
          number('+18005550100', {
            carrier_name: 'Toll-Free Carrier',
            coverage_category: 'nanp_toll_free',
          }),
        ],
        [
          number('+442079460000', {
            ...nobody,
            coverage_category: 'international',
            non_portable_reason: 'no_coverage',
          }),
          number('12', {
            ...nobody,
            e164_number: null,
            coverage_category: 'invalid',
            non_portable_reason: 'invalid_phone_number',
          }),
        ],
      ]);
    });

    it('sees a number that is under way, or here, after a lag; a draft is not seen', () => {
      telnyx.draft('+12125550200');
      const id = telnyx.port(['+12125550100', '+12125550121']);
      telnyx.now += 59_999;
      expect([reasonFor('+12125550100'), reasonFor('+12125550200')]).toEqual([null, null]);
      telnyx.now += 1;
      expect(reasonFor('+12125550100')).toBe('already_being_ported');
      expect(reasonFor('+12125550121')).toBe('already_being_ported');
      expect(reasonFor('+12125550200')).toBeNull();
      telnyx.untilDay(10);
      expect(telnyx.statusesOf(id)).toEqual(['ported', 'ported']);
      expect(reasonFor('+12125550100')).toBe('telnyx_number');
    });

    it('frees a number whose cancellation was accepted', () => {
      const id = telnyx.port(['+12125550100']);
      telnyx.untilDay(1);
      telnyx.telnyx('POST', `${telnyx.pathOf(id)}/cancellation`);
      expect(reasonFor('+12125550100')).toBeNull();
    });

    it.each([[{}], [{ phone_numbers: [] }], [{ phone_numbers: ['+12125550100'] }], ['phone_numbers=1']])(
      'refuses %p',
      (body) => {
        const answer = telnyx.telnyx('POST', '/portability_checks', body);
        expect(answer.status).toBe(422);
        expect(answer.json).toEqual({ message: expect.any(String) });
      },
    );
  });

  describe('a draft', () => {
    it('is created empty, with a sub request for each losing carrier', () => {
      const body = {
        phone_numbers: ['+12125550100', '+12125560100', '2125550200', '+18005550100', '+12125550900'].map(
          (phone_number) => ({ phone_number }),
        ),
      };
      const answer = telnyx.telnyx('POST', '/draft_port_requests', body);
      expect(answer.status).toBe(201);
      expect(answer.json).toMatchObject({
        status: 'pending',
        phone_number_count: 5,
        port_request_id: null,
        created_at: '2026-11-02T09:30:00Z',
      });
      expect(answer.json.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(answer.json).not.toHaveProperty('sub_requests');
      const path = `/draft_port_requests/${answer.json.id as string}`;
      const groups = telnyx.telnyx('GET', `${path}?include_sub_requests=true`).json
        .sub_requests as DraftSubRequestJson[];
      const told = groups.map(({ underlying_carrier_names: carriers, phone_numbers: numbers }) => [
        ...carriers,
        ...numbers.map(({ phone_number: number, svtype }) => `${number} ${svtype}`),
      ]);
      expect(told).toEqual([
        ['Carrier 5', '+12125550100 0', '+12125550200 0', '+12125550900 1'],
        ['Carrier 6', '+12125560100 0'],
        ['Toll-Free Carrier', '+18005550100 0'],
      ]);
      expect(groups[0]).toMatchObject({ complete: false, phone_number_count: 3, auth_person_name: null });
      expect(groups[0]!.phone_numbers[0]!.portability_status).toBe('pending');
      telnyx.untilDay(0.05);
      const [later] = telnyx.telnyx('GET', `${path}/sub_requests`).json as DraftSubRequestJson[];
      expect(later!.phone_numbers[0]!.portability_status).toBe('confirmed');
    });

    it.each([
      [['+442079460000'], 'no_coverage'],
      [['12'], 'invalid_phone_number'],
      [['+12125550100', '2125550100'], '80200'],
      [[], 'phone_numbers'],
    ])('is not made of %p', (numbers, why) => {
      const body = { phone_numbers: numbers.map((phone_number) => ({ phone_number })) };
      const answer = telnyx.telnyx('POST', '/draft_port_requests', body);
      expect(answer.status).toBe(422);
      expect(answer.json.message).toContain(why);
    });

    it('is a new one each time: it does not help', () => {
      const ids = [1, 2].map(() => telnyx.port(['+12125550100']));
      expect(ids[0]).not.toBe(ids[1]);
      expect(telnyx.sandbox.orders()).toHaveLength(2);
    });

    it('takes its account bit by bit, and forgets nothing', () => {
      const draftId = telnyx.draft('+12125550100');
      const [path = ''] = telnyx.draftPaths(draftId);
      const { street_address: street, ...others } = accountBody({ pin_passcode: '0042' });
      expect(telnyx.telnyx('PUT', path, { street_address: street }).json.complete).toBe(false);
      expect(submit(draftId).json.message).toContain('auth_person_name');
      expect(telnyx.telnyx('PUT', path, others).json).toMatchObject({
        complete: true,
        street_address: '1 Main St',
        pin_passcode: '0042',
        default_message_profile_id: null,
      });
      expect(telnyx.telnyx('PUT', path, { pin_passcode: null }).json.pin_passcode).toBeNull();
      expect(telnyx.telnyx('GET', path).json).toMatchObject({ complete: true, street_address: '1 Main St' });
    });

    it.each([
      ['administrative_area', 'New York'],
      ['country_code', 'us'],
      ['billing_phone_number', 'none'],
      ['auth_person_name', ' '],
      ['auth_person_name', null],
      ['pin_passcode', 42],
      ['foc_date_requested_by_user', 'soon'],
      ['porting_option', { type: 'some' }],
      ['porting_option', { type: 'full', remaining_numbers_action: 'keep' }],
      ['porting_option', { type: 'partial', remaining_numbers_action: 'keep' }],
    ])('refuses %s %p', (field, value) => {
      const [path = ''] = telnyx.draftPaths(telnyx.draft('+12125550100'));
      const answer = telnyx.telnyx('PUT', path, accountBody({ [field]: value }));
      expect(answer.status).toBe(422);
      expect(answer.json.message).toContain(field);
      expect(telnyx.telnyx('GET', path).json.complete).toBe(false);
    });

    it.each([
      [{ type: 'full' }],
      [{ type: 'partial', remaining_numbers_action: 'disconnect' }],
      [{ type: 'partial', remaining_numbers_action: 'keep', new_billing_phone_number: '+12125550123' }],
    ])('takes the porting option %p', (option) => {
      const [path = ''] = telnyx.draftPaths(telnyx.draft('+12125550100'));
      const answer = telnyx.telnyx('PUT', path, { porting_option: option });
      expect(answer.json.porting_option).toEqual(option);
    });

    it.each([undefined, 2])(
      'has windows on weekdays from 5 to 25 days ahead (a day of %p seconds)',
      (daySeconds) => {
        telnyx = new TelnyxHarness({ daySeconds });
        const [path = ''] = telnyx.draftPaths(telnyx.draft('+12125550100'));
        const windows = telnyx.telnyx('GET', `${path}/allowed_foc_dates`).json as {
          start: string;
          end: string;
        }[];
        // Saturday and Sunday, the 7th and 8th, are left out.
        expect(windows[0]).toEqual({ start: '2026-11-09T15:00:00Z', end: '2026-11-09T21:00:00Z' });
        expect(windows.at(-1)).toEqual({ start: '2026-11-27T15:00:00Z', end: '2026-11-27T21:00:00Z' });
        expect(windows).toHaveLength(15);
        for (const [date, status] of [
          ['2026-11-09T15:00:00Z', 200],
          ['2026-11-09T16:00:00-05:00', 200],
          ['2026-11-09T14:59:59Z', 422],
          ['2026-11-09T21:00:01Z', 422],
          ['2026-11-09', 422],
          ['2026-11-06T16:00:00Z', 422],
          ['2026-11-14T16:00:00Z', 422],
          ['2026-11-30T16:00:00Z', 422],
        ] as const) {
          const answer = telnyx.telnyx('PUT', path, { foc_date_requested_by_user: date });
          expect([date, answer.status]).toEqual([date, status]);
          if (status === 422) expect(answer.json.message).toContain('80018');
        }
      },
    );

    it('is submitted once, and then stays as it is', () => {
      const draftId = telnyx.complete(['+12125550100']);
      const [path = ''] = telnyx.draftPaths(draftId);
      const answer = submit(draftId);
      expect(answer.status).toBe(201);
      expect(answer.json).toMatchObject({ id: draftId, status: 'submitted' });
      const portRequest = telnyx.fetchPort(answer.json.port_request_id as string);
      expect(portRequest.support_key).toMatch(/^pr_/);
      expect(portRequest.sub_requests[0]).toMatchObject({
        status: 'in-process',
        support_key: expect.stringMatching(/^sr_/),
        foc_date: null,
        foc_date_requested_by_user: WANTED,
      });
      expect(path).not.toContain(portRequest.sub_requests[0]!.id);
      expect(submit(draftId).status).toBe(422);
      expect(telnyx.telnyx('PUT', path, accountBody()).status).toBe(422);
      telnyx.untilDay(40);
      expect(telnyx.telnyx('GET', `/draft_port_requests/${draftId}`).status).toBe(200);
    });

    it('is refused when its date has gone stale', () => {
      const draftId = telnyx.complete(['+12125550100']);
      telnyx.untilDay(11);
      const answer = submit(draftId);
      expect(answer.status).toBe(422);
      expect(answer.json.message).toContain('80018');
      expect(telnyx.sandbox.orders()).toEqual([]);
    });

    it('is gone after 30 days', () => {
      const draftId = telnyx.draft('+12125550100');
      telnyx.untilDay(29.9);
      expect(telnyx.telnyx('GET', `/draft_port_requests/${draftId}`).status).toBe(200);
      telnyx.untilDay(30);
      expect(telnyx.telnyx('GET', `/draft_port_requests/${draftId}`).status).toBe(404);
      expect(telnyx.telnyx('GET', '/draft_port_requests').json).toEqual([]);
    });
  });
});
