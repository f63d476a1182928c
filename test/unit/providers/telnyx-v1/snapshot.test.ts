import {
  commentListSchema,
  portRequestSchema,
  type TelnyxComment,
} from '../../../../src/providers/telnyx-v1/schemas';
import { orderSnapshots } from '../../../../src/providers/telnyx-v1/snapshot';
import { statusLookup } from '../../../../src/providers/telnyx-v1/statuses';
import {
  commentJson,
  NOW,
  NUMBER,
  numberJson,
  OTHER,
  PR,
  portRequestJson,
  SR,
  SR2,
  subRequestJson,
} from './examples';

const words = statusLookup();
const read = (
  changes: Record<string, unknown> = {},
  comments?: readonly TelnyxComment[],
  timeZone?: string,
) =>
  orderSnapshots(portRequestSchema.parse(portRequestJson(changes)), comments, {
    statusMap: words,
    zones: [timeZone],
    now: NOW,
  });
/** One number in one sub request. */
const one = (
  subRequest: Record<string, unknown>,
  number: Record<string, unknown> = { sub_request_status: null },
) => {
  const phone_numbers = [numberJson(number)];
  return { phone_numbers, sub_requests: [subRequestJson({ ...subRequest, phone_numbers })] };
};
const item = (...given: Parameters<typeof one>) => read(one(...given))[0]?.items[0];

describe('a port request', () => {
  it('is one order for each sub request', () => {
    expect(read()).toEqual([
      {
        ref: `${PR}/${SR}`,
        providerStatus: 'in-process',
        actionRequired: false,
        supportKey: 'sr_1a2b3c',
        isComplete: true,
        items: [
          {
            phoneNumber: NUMBER,
            status: 'in_review',
            providerStatus: 'in-process',
            updatedAt: Date.parse('2026-11-16T16:00:00Z'),
            type: 'local',
            country: 'US',
          },
        ],
      },
    ]);
  });

  it('is one order more while numbers are in no sub request', () => {
    const loose = numberJson({ phone_number: OTHER, sub_request_id: null, sub_request_status: null });
    expect(read({ phone_numbers: [numberJson(), loose] })[1]).toEqual({
      ref: PR,
      providerStatus: 'unassigned',
      actionRequired: false,
      supportKey: 'pr_9z8y7x',
      isComplete: true,
      items: [{ phoneNumber: OTHER, status: 'in_review', providerStatus: 'unassigned', country: 'US' }],
    });
  });

  it('shows all that Telnyx has split off', () => {
    const moved = numberJson({ phone_number: OTHER, sub_request_id: SR2, sub_request_status: 'submitted' });
    const split = subRequestJson({ id: SR2, status: 'submitted', phone_numbers: [moved] });
    const orders = read({ phone_numbers: [numberJson(), moved], sub_requests: [subRequestJson(), split] });
    expect(
      orders.map(({ ref, items }) => [ref, items.map(({ phoneNumber, status }) => [phoneNumber, status])]),
    ).toEqual([
      [`${PR}/${SR}`, [[NUMBER, 'in_review']]],
      [`${PR}/${SR2}`, [[OTHER, 'submitted']]],
    ]);
  });

  it.each([null, undefined, []])('loses no number when its sub requests are %j', (sub_requests) => {
    const [order] = read({ phone_numbers: [numberJson({ sub_request_status: 'submitted' })], sub_requests });
    expect(order).toMatchObject({
      ref: `${PR}/${SR}`,
      providerStatus: 'submitted',
      items: [{ phoneNumber: NUMBER, status: 'submitted' }],
    });
  });
});

describe('the status of a number', () => {
  it.each([
    ['its own word', 'in-process', 'submitted', 'submitted', 'submitted'],
    ['the order’s, where it has none', 'submitted', null, 'submitted', 'submitted'],
    ['its own, where it is final', 'cancelled', 'ported', 'ported', 'ported'],
    ['the order’s, where that is canceled', 'cancelled', 'submitted', 'canceled', 'submitted'],
    ['its own, where the order is ported', 'ported', 'submitted', 'submitted', 'submitted'],
    ['none, where its status is unknown', 'submitted', 'odd', undefined, 'odd'],
    ['none, where nothing is said', null, null, undefined, ''],
  ])('is %s', (_, order, number, status, word) => {
    const found = item({ status: order }, { sub_request_status: number });
    expect([found?.status, found?.providerStatus]).toEqual([status, word]);
  });

  it('is the account’s', () => {
    const portRequest = portRequestSchema.parse(portRequestJson(one({ status: 'on-hold' })));
    const [order] = orderSnapshots(portRequest, undefined, {
      statusMap: statusLookup({ on_hold: 'submitted' }),
      now: NOW,
    });
    expect(order?.items[0]?.status).toBe('submitted');
  });
});

describe('the date', () => {
  it('is an instant', () => {
    const at = Date.parse('2026-12-10T16:30:00Z');
    expect(item({ status: 'foc-date-confirmed', foc_date: '2026-12-10T10:30:00-06:00' })?.foc).toEqual({
      from: at,
      until: at,
      precision: 'instant',
    });
  });

  it.each([
    ['2026-12-10', 'America/Chicago', '2026-12-10T06:00:00.000Z', '2026-12-11T05:59:59.999Z'],
    ['2026-12-10', undefined, '2026-12-10T05:00:00.000Z', '2026-12-11T09:59:59.999Z'],
    ['2026-12-10T00:00:00Z', 'America/Chicago', '2026-12-10T00:00:00.000Z', '2026-12-11T05:59:59.999Z'],
  ])('%s is a day in %s', (foc_date, timeZone, from, until) => {
    const [order] = read(one({ status: 'foc-date-confirmed', foc_date }), undefined, timeZone);
    expect(order?.items[0]?.foc).toEqual({
      from: Date.parse(from),
      until: Date.parse(until),
      precision: 'date',
    });
  });

  // In summer: releases of Node differ on the winters of British Columbia, which has left standard time.
  it('of a Canadian number is a day in Canada', () => {
    const number = numberJson({ phone_number: '+14165550123', sub_request_status: null });
    const [order] = read({
      phone_numbers: [number],
      sub_requests: [subRequestJson({ status: 'ported', foc_date: '2026-07-10', phone_numbers: [] })],
    });
    expect(order?.items[0]).toMatchObject({
      country: 'CA',
      foc: { from: Date.parse('2026-07-10T02:30:00Z'), until: Date.parse('2026-07-11T06:59:59.999Z') },
    });
  });

  it.each([null, '', 'soon'])('that is none (%j) confirms nothing', (foc_date) => {
    const found = item({ status: 'foc-date-confirmed', foc_date });
    expect(found?.status).toBe('submitted');
    expect(found).not.toHaveProperty('foc');
  });

  it.each(['in-process', 'submitted'])('beside "%s" is a plan, and arms nothing', (status) => {
    expect(item({ status, foc_date: '2026-12-10T16:30:00Z' })).not.toHaveProperty('foc');
  });

  it.each(['cancel-pending', 'exception', 'odd'])('beside "%s" stays', (status) => {
    expect(item({ status, foc_date: '2026-12-10T16:30:00Z' })).toHaveProperty('foc');
  });
});

describe('an exception', () => {
  const exception = one({ status: 'exception' });

  it('carries the newest comment about it, and asks for action', () => {
    const comments = commentListSchema.parse([
      commentJson({ id: 'c3', body: 'The account number is wrong.', created_at: '2026-11-18T10:00:00Z' }),
      commentJson(),
      commentJson({
        id: 'c4',
        body: 'Another one’s.',
        sub_request_id: SR2,
        created_at: '2026-11-19T10:00:00Z',
      }),
    ]);
    expect(read(exception, comments)[0]).toMatchObject({
      actionRequired: true,
      items: [
        { status: 'rejected', rejection: { reason: 'other', message: 'The account number is wrong.' } },
      ],
    });
  });

  it('is not explained by what a customer wrote after Telnyx', () => {
    const [staff, colleague, customer] = ['u-staff', 'u-colleague', 'u-customer'];
    const said = (user_id: string, body: string, hour: number) =>
      commentJson({
        id: `c${String(hour)}`,
        user_id,
        body,
        created_at: `2026-11-18T${String(hour)}:00:00Z`,
      });
    const reasonAfter = (...comments: object[]) =>
      read(exception, commentListSchema.parse(comments))[0]?.items[0]?.rejection;
    const wrongPin = said(staff, 'Exception: wrong PIN (80005).', 10);
    const asked = said(customer, 'Which PIN do they have?', 11);
    expect(reasonAfter(wrongPin, asked)).toMatchObject({ reason: 'pin_wrong_or_expired', code: '80005' });
    // What the same person says next counts, with a code or without; and where no entry has a code, the newest counts.
    expect(reasonAfter(wrongPin, asked, said(staff, 'Now the name is wrong.', 12))).toMatchObject({
      reason: 'other',
      message: 'Now the name is wrong.',
    });
    expect(reasonAfter(said(colleague, 'The name is wrong.', 10), asked)).toMatchObject({
      reason: 'other',
      message: 'Which PIN do they have?',
    });
  });

  it('without comments is one all the same', () => {
    expect(read(exception, [])[0]).toMatchObject({
      comments: [],
      items: [{ rejection: { reason: 'other' } }],
    });
    expect(read(exception)[0]).not.toHaveProperty('comments');
  });
});

describe('comments', () => {
  const about = (sub_request_id: string | null, id: string, created_at: string | null) =>
    commentJson({ id, sub_request_id, created_at });

  it('are those about the order and about the whole, the newest last', () => {
    const comments = commentListSchema.parse([
      about(SR, 'b', '2026-11-18T10:00:00Z'),
      about(null, 'a', '2026-11-17T10:00:00Z'),
      about(SR2, 'x', '2026-11-17T11:00:00Z'),
      about(SR, 'undated', null),
    ]);
    const loose = numberJson({ phone_number: OTHER, sub_request_id: null });
    const orders = read({ phone_numbers: [numberJson(), loose] }, comments);
    expect(orders.map((order) => order.comments?.map(({ id }) => id))).toEqual([['a', 'b'], ['a']]);
    expect(orders[0]?.comments?.[1]).toEqual({
      id: 'b',
      at: Date.parse('2026-11-18T10:00:00Z'),
      body: 'The PIN is wrong.',
      by: 'u7',
    });
  });

  it('are the newest twenty', () => {
    const comments = commentListSchema.parse(
      Array.from({ length: 30 }, (_, i) =>
        about(SR, String(i), new Date(Date.UTC(2026, 10, 1 + i)).toISOString()),
      ),
    );
    expect(read({}, comments)[0]?.comments?.map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 10),
    );
  });
});

it.each([
  [{ svtype: '1' }, 'mobile'],
  [{ svtype: 2 }, 'voip'],
  [{ svtype: '0', coverage_category: 'nanp_toll_free' }, 'toll_free'],
  [{ svtype: null }, undefined],
])('the type of %j is %s', (number, type) => {
  expect(item({}, number)?.type).toBe(type);
});

it.each([
  ['escalated', true],
  ['in-process', undefined],
  [null, undefined],
])('an unknown status of the order is recorded, whatever its numbers say: %s', (status, isStatusUnknown) => {
  const [order] = read(one({ status }, { sub_request_status: 'submitted' }));
  expect([order!.isStatusUnknown, order!.items[0]!.status]).toEqual([isStatusUnknown, 'submitted']);
});

it.each(['0001-01-01T00:00:00Z', '1970-01-01', '12/10/2026', '10:00'])(
  'a date that is none (%s) confirms nothing, and its words are kept',
  (foc_date) => {
    const found = item({ status: 'foc-date-confirmed', foc_date });
    expect(found).toMatchObject({ status: 'submitted', unreadableDate: foc_date });
  },
);

it('a comment that cannot be read hides no other', () => {
  const comments = commentListSchema.parse([commentJson(), { body: 'no id' }, 7, null]);
  expect(comments).toHaveLength(1);
});
