import { portInSchema } from '../../../../src/providers/twilio/schemas';
import { orderSnapshot, unlistedItem } from '../../../../src/providers/twilio/snapshot';
import { statusLookup } from '../../../../src/providers/twilio/statuses';
import type { StatusMap } from '../../../../src/providers/account';
import { KW, NOW, NUMBER, numberJson, portInJson, PU } from './examples';

function snapshot(order: Record<string, unknown>, number: Record<string, unknown> = {}, map: StatusMap = {}) {
  const parsed = portInSchema.parse(portInJson({ phone_numbers: [numberJson(number)], ...order }));
  return orderSnapshot(parsed, { statusMap: statusLookup(map), zones: ['America/New_York'], now: NOW });
}

const item = (...args: Parameters<typeof snapshot>) => snapshot(...args).items[0]!;
const word = (text: string | null) => ({ port_in_phone_number_status: text });
const order = (text: string | null) => ({ port_in_request_status: text });
const date = { port_date: '2026-12-10T15:00:00Z' };

describe('the precedence for an item', () => {
  it.each([
    // 1. a final number word
    ['completed beats an expired order', 'expired', { ...word('completed') }, 'ported'],
    ['canceled beats everything', 'in_progress', { ...word('Cancelled'), portable: false }, 'canceled'],
    ['expired is final', 'waiting_for_signature', { ...word('expired') }, 'expired'],
    // 2. a final order word closes what is not final
    ['an expired order', 'Expired', word('waiting_for_signature'), 'expired'],
    ['a canceled order', 'canceled', { ...word('port_pending'), ...date }, 'canceled'],
    ['a canceled order over a rejected number', 'canceled', word('port_rejected'), 'canceled'],
    ['a canceled order over an unknown word', 'canceled', word('thinking'), 'canceled'],
    ['a canceled order over not portable', 'canceled', { portable: false }, 'canceled'],
    // ... while completed closes nothing
    [
      'a completed order leaves a pending number',
      'Completed',
      { ...word('port_pending'), ...date },
      'foc_confirmed',
    ],
    ['a completed order leaves a number without a word', 'Completed', word(null), undefined],
    // 3. portable === false
    [
      'not portable beats the number word',
      'in_progress',
      { ...word('port_submitted'), portable: 'false' },
      'not_portable',
    ],
    [
      'not portable beats missing fields',
      'in_review',
      { portable: false, missing_required_fields: true },
      'not_portable',
    ],
    [
      'a check that failed says nothing',
      'in_review',
      { portable: false, not_portability_reason_code: 22135 },
      'in_review',
    ],
    ['portable null says nothing', 'in_review', { portable: null }, 'in_review'],
    // 5. the number word
    ['in review', 'in_progress', word('In Review'), 'in_review'],
    ['waiting', 'in_review', word('Waiting for Signature'), 'awaiting_signature'],
    ['submitted', 'in_progress', word('port_submitted'), 'submitted'],
    ['pending with a date', 'in_progress', { ...word('port_pending'), ...date }, 'foc_confirmed'],
    ['pending without a date', 'in_progress', word('Port Pending'), 'submitted'],
    [
      'pending with a date that is none',
      'in_progress',
      { ...word('pending'), port_date: 'soon' },
      'submitted',
    ],
    ['rejected', 'action_required', word('port_rejected'), 'rejected'],
    ['canceling', 'in_progress', word('canceling'), 'canceling'],
    ['an unknown word keeps the status, whatever the order says', 'in_progress', word('thinking'), undefined],
    // 6. the order word
    ['without a number word, the order', 'In progress', word(null), 'submitted'],
    ['pending as an order is in review', 'pending', word(''), 'in_review'],
    ['an unknown order word', 'thinking', word(null), undefined],
    ['no word at all', null, word(null), undefined],
  ])('%s', (_, orderStatus, number, status) => {
    expect(item(order(orderStatus), number).status).toBe(status);
  });

  it('tells of missing fields beside the status', () => {
    expect(item(order('in_review'), { missing_required_fields: 'true' })).toMatchObject({
      status: 'in_review',
      missingFields: true,
    });
    expect(item(order('expired'), { missing_required_fields: true })).not.toHaveProperty('missingFields');
    expect(item(order('in_review'), { missing_required_fields: false })).not.toHaveProperty('missingFields');
  });
});

describe('an item', () => {
  it('keeps the word as received', () => {
    expect(item(order('in_progress'), word('Port Pending')).providerStatus).toBe('Port Pending');
    expect(item(order('in_progress'), word('thinking')).providerStatus).toBe('thinking');
    expect(item(order('In Progress'), word(null)).providerStatus).toBe('In Progress');
    expect(item(order('thinking'), word(null)).providerStatus).toBe('thinking');
  });

  it('has no word when the order word is known and says nothing of it', () => {
    expect(item(order('Action Required'), word(null))).toMatchObject({ providerStatus: '' });
  });

  it('carries reference, type, country and date', () => {
    expect(item({}, { ...word('port_pending'), ...date, number_type: 'TOLL-FREE' })).toEqual({
      phoneNumber: NUMBER,
      ref: PU,
      status: 'foc_confirmed',
      providerStatus: 'port_pending',
      foc: { from: Date.parse(date.port_date), until: Date.parse(date.port_date), precision: 'instant' },
      type: 'toll_free',
      country: 'US',
    });
  });

  it('takes a midnight for a day in the zone of the context', () => {
    const { foc } = item({}, { ...word('port_pending'), port_date: '2026-12-10T00:00:00Z' });
    expect(foc).toEqual({
      from: Date.parse('2026-12-10T00:00:00Z'),
      until: Date.parse('2026-12-11T04:59:59.999Z'),
      precision: 'date',
    });
  });

  it('carries why the losing carrier refused', () => {
    const number = {
      ...word('port_rejected'),
      rejection_reason_code: '22155',
      rejection_reason: 'INVALID_PIN',
    };
    expect(item(order('action_required'), number).rejection).toMatchObject({
      reason: 'pin_wrong_or_expired',
      code: '22155',
      message: 'INVALID_PIN',
      fixable: true,
      field: 'numbers.pin',
    });
  });

  it('carries why Twilio does not take it', () => {
    const number = { portable: false, not_portability_reason_code: 22132, not_portability_reason: 'OWNED' };
    expect(item(order('in_review'), number).rejection).toMatchObject({
      reason: 'other_owner',
      code: '22132',
    });
  });

  it('follows the words of the account', () => {
    expect(item(order('in_progress'), word('On Hold'), { on_hold: 'submitted' }).status).toBe('submitted');
    expect(item(order('in_progress'), word('Agreed'), { agreed: 'foc_confirmed' }).status).toBe('submitted');
    expect(
      item(order('in_progress'), { ...word('Agreed'), ...date }, { agreed: 'foc_confirmed' }).status,
    ).toBe('foc_confirmed');
    expect(item(order('in_progress'), word('No'), { no: 'not_portable' }).rejection?.reason).toBe('other');
  });

  it('is left out when its number cannot be read, and found in other spellings', () => {
    const read = (phone_number: unknown) => snapshot({}, { phone_number }).items.map((i) => i.phoneNumber);
    expect(read(null)).toEqual([]);
    expect(read('anonymous')).toEqual([]);
    expect(read('12125550100')).toEqual([NUMBER]);
    expect(read('+1 (212) 555-0100')).toEqual([NUMBER]);
  });

  it.each([
    [{ address: { country: 'JPN' } }, NUMBER, 'JP'],
    [null, NUMBER, 'US'],
    ['text', '+81312345678', 'JP'],
    [{ address: { country: 'United States' } }, NUMBER, 'US'],
    [null, '+442071234567', undefined],
  ])('finds the country of %j, %s', (losing_carrier_information, phone_number, country) => {
    expect(item({ losing_carrier_information }, { phone_number }).country).toBe(country);
  });

  it('stands where the order stands when the answer did not list it', () => {
    const parsed = portInSchema.parse(portInJson({ phone_numbers: null }));
    expect(unlistedItem(NUMBER, parsed, { statusMap: statusLookup(), now: NOW })).toEqual({
      phoneNumber: NUMBER,
      status: 'in_review',
      providerStatus: 'In review',
      country: 'US',
    });
  });
});

describe('an order', () => {
  it('carries what people need', () => {
    const read = snapshot({
      port_in_request_status: 'Action Required',
      support_ticket_id: 4711,
      signature_request_url: 'https://sign.example/1',
      order_cancellation_reason: 'customer asked',
    });
    expect(read).toMatchObject({
      ref: KW,
      providerStatus: 'Action Required',
      actionRequired: true,
      supportTicket: '4711',
      signatureUrl: 'https://sign.example/1',
      cancellationReason: 'customer asked',
    });
  });

  it('says nothing that Twilio did not say', () => {
    expect(Object.keys(snapshot({})).sort()).toEqual([
      'actionRequired',
      'isComplete',
      'items',
      'providerStatus',
      'ref',
    ]);
  });
});

describe('an unknown status of the order', () => {
  it('is told though the numbers have words of their own', () => {
    const read = snapshot(
      { port_in_request_status: 'Escheated' },
      { port_in_phone_number_status: 'in_review' },
    );
    expect([read.isStatusUnknown, read.items[0]!.status]).toEqual([true, 'in_review']);
  });

  it.each(['In review', 'Completed', 'Action Required', null])('is not %s', (port_in_request_status) => {
    expect(snapshot({ port_in_request_status })).not.toHaveProperty('isStatusUnknown');
  });

  it('nor one that the account knows', () => {
    expect(snapshot({ port_in_request_status: 'On Hold' }, {}, { on_hold: 'submitted' })).not.toHaveProperty(
      'isStatusUnknown',
    );
  });
});

it.each(['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '12/10/2026', 1_796_914_800, '10:00'])(
  'a date that is none (%s) confirms nothing, and its words are kept',
  (port_date) => {
    const read = item({}, { ...word('port_pending'), port_date });
    expect(read).toMatchObject({ status: 'submitted', unreadableDate: String(port_date) });
    expect(read).not.toHaveProperty('foc');
  },
);

it.each(['0001-01-01T00:00:00Z', '9999-12-31T00:00:00Z', 'today', '10:00'])(
  'a number has not changed at %s',
  (at) => {
    expect(item({}, { status_last_time_updated_timestamp: at })).not.toHaveProperty('updatedAt');
  },
);

it.each(['2125550100', '(212) 555-0100', '1-212-555-0100', '+2125550100'])(
  'a number written as %s is one of the country of its order',
  (phone_number) => {
    expect(item({}, { phone_number }).phoneNumber).toBe('+12125550100');
  },
);

it('a number of Japan is read as Japan writes it', () => {
  const order = { losing_carrier_information: { address: { country: 'JP' } } };
  expect(item(order, { phone_number: '03-1234-5678' }).phoneNumber).toBe('+81312345678');
});
