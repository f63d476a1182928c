import { attentionsOf } from '../../../src/domain/attentions/attentions';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { Port } from '../../../src/domain/model/port';
import { DAY, HOUR, MINUTE } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { read, readNothingNew } from './port-events';
import {
  after,
  atProvider,
  beingSent,
  entriesOf,
  itemOf,
  kindsRecorded,
  newlyRecorded,
} from './port-under-test';
import { A, B, dated, focAt, order, shown } from './snapshots';

/** What one read makes of the items. Dates lie far ahead unless a test is about the window. */

const FAR = day(30);

describe('what an order says of its numbers', () => {
  const two = atProvider({ numbers: [A, B] });

  test('a number that its order no longer lists is an attention, with its last known date', () => {
    const seen = after(two, read(day(1), [dated(A, focAt(day(20))), shown(B, 'submitted')]));
    const port = after(seen, read(day(2), [shown(B, 'submitted')], { isComplete: true }));
    expect(attentionsOf(port)).toMatchObject([
      {
        cause: 'number_missing_at_provider',
        numbers: [A],
        message: expect.stringContaining('2026-03-22T15:00:00') as string,
      },
    ]);
    const back = after(port, read(day(3), [shown(A, 'submitted'), shown(B, 'submitted')]));
    expect(attentionsOf(back)).toEqual([]);
  });

  test('a read that tells only what differs hides no number', () => {
    const port = after(two, read(day(1), [shown(B, 'submitted')]));
    expect(attentionsOf(port)).toEqual([]);
  });

  test('a read that does not list a number is no second look at what contradicts its end', () => {
    const doubted = after(
      two,
      read(day(1), [shown(A, 'canceled'), shown(B, 'submitted')]),
      read(day(2), [shown(A, 'submitted'), shown(B, 'submitted')]),
    );
    const port = after(doubted, read(day(3), [shown(B, 'submitted')], { isComplete: true }));
    expect(itemOf(port)).toMatchObject({ status: 'canceled', contradiction: { status: 'submitted' } });
  });

  test('an order of the last hour may not list its numbers yet', () => {
    const port = after(two, read(BEGIN + MINUTE, [], { isComplete: true }));
    expect(attentionsOf(port)).toEqual([]);
    expect(attentionsOf(after(port, readNothingNew(BEGIN + HOUR)))).toMatchObject([
      { cause: 'number_missing_at_provider', numbers: [A, B] },
    ]);
  });

  test('a word of the order that is not known is recorded once, though its numbers have words of their own', () => {
    const said = { providerStatus: 'Parked', isStatusUnknown: true } as const;
    const port = after(
      two,
      read(day(1), [shown(A, 'submitted'), shown(B, 'submitted')], said),
      read(day(2), [shown(A, 'in_review'), shown(B, 'submitted')], said),
    );
    expect(entriesOf(port, 'unknown_provider_status')).toMatchObject([
      { data: { providerStatus: 'Parked', orderRef: 'KW1' } },
    ]);
  });

  test('a date that cannot be read is told once and never believed', () => {
    const facts = { unreadableDate: '12/10/2026' };
    const port = after(
      two,
      read(day(1), [shown(A, 'submitted', facts)]),
      read(day(2), [shown(A, 'submitted', { ...facts, updatedAt: BEGIN })]),
    );
    expect(entriesOf(port, 'date_unreadable')).toMatchObject([
      { numbers: [A], data: { said: '12/10/2026' } },
    ]);
    expect(itemOf(port)).toMatchObject({ status: 'submitted', unreadableDate: '12/10/2026' });
    expect(itemOf(port).foc).toBeUndefined();
  });

  test('words that many numbers share are kept once, and told with the rejection', () => {
    const rejection = { ...rejectionFor('name_mismatch', '22153'), isTextOfOrder: true } as const;
    const port = after(
      two,
      read(day(1), [shown(A, 'rejected', { rejection }), shown(B, 'rejected', { rejection })], {
        rejectionText: 'The name differs.',
      }),
    );
    expect(attentionsOf(port)).toMatchObject([{ cause: 'rejected', message: 'The name differs.' }]);
    expect(entriesOf(port, 'status_changed')).toMatchObject([
      { numbers: [A, B], data: { message: 'The name differs.' } },
    ]);
    expect(JSON.stringify(port.items)).not.toContain('differs');
  });
});

describe('status', () => {
  test('a forward jump is normal: submitted, then ported', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'submitted')]));
    const later = after(port, read(day(2), [shown(A, 'ported')]));
    expect(itemOf(later).status).toBe('ported');
    expect(newlyRecorded(port, later)).toMatchObject([
      { kind: 'status_changed', numbers: [A], data: { from: 'submitted', to: 'ported' } },
    ]);
  });

  test('a backward move is applied, and told as such', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'submitted')]));
    const later = after(port, read(day(2), [shown(A, 'in_review')]));
    expect(itemOf(later).status).toBe('in_review');
    expect(kindsRecorded(port, later)).toEqual(['moved_back']);
  });

  test('the same status again is no news', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'submitted')]));
    const later = after(port, read(day(2), [shown(A, 'submitted')]));
    expect(newlyRecorded(port, later)).toEqual([]);
    expect(itemOf(later).changedAt).toBe(day(1));
  });

  test('a rejection is told with its reason, and forgotten when the number goes on', () => {
    const port = atProvider();
    const rejection = {
      reason: 'pin_wrong_or_expired',
      code: '22155',
      message: 'Wrong PIN',
      fixable: true,
      actor: 'customer',
    } as const;
    const rejected = after(port, read(day(1), [shown(A, 'rejected', { rejection })]));
    expect(newlyRecorded(port, rejected)[0]).toMatchObject({
      kind: 'status_changed',
      data: { to: 'rejected', reason: 'pin_wrong_or_expired', code: '22155', message: 'Wrong PIN' },
    });
    expect(itemOf(rejected).rejection).toEqual(rejection);
    expect(itemOf(after(rejected, read(day(2), [shown(A, 'submitted')]))).rejection).toBeUndefined();
  });

  test('a number that the read does not show stays as it is', () => {
    const port = atProvider({ numbers: [A, B] });
    const later = after(port, read(day(1), [shown(A, 'submitted')]));
    expect(itemOf(later, B)).toBe(itemOf(port, B));
  });

  test('a foreign number changes nothing', () => {
    const port = atProvider();
    expect(after(port, read(day(1), [shown(B, 'ported')])).items).toEqual(port.items);
  });
});

describe('dates', () => {
  const confirmed = after(atProvider(), read(day(1), [dated(A, focAt(FAR))]));

  test('the first date is told as a confirmation, not as a change of status too', () => {
    expect(kindsRecorded(atProvider(), confirmed)).toEqual(['foc_confirmed']);
  });

  test('a changed date is told with the old one, and with how it was learned', () => {
    const later = after(confirmed, {
      ...read(day(2), [dated(A, focAt(FAR + DAY))]),
      cause: { kind: 'hint' },
    } as never);
    expect(newlyRecorded(confirmed, later)).toMatchObject([
      {
        kind: 'foc_changed',
        cause: { kind: 'hint' },
        data: { previous: new Date(FAR).toISOString(), foc: new Date(FAR + DAY).toISOString() },
      },
    ]);
    expect(itemOf(later).foc).toEqual(focAt(FAR + DAY));
  });

  test('a withdrawn date is told and forgotten, with the window that hung on it', () => {
    const later = after(confirmed, read(day(2), [shown(A, 'submitted')]));
    expect(kindsRecorded(confirmed, later)).toEqual(['moved_back', 'foc_withdrawn']);
    expect(itemOf(later)).not.toHaveProperty('foc');
    expect(itemOf(later)).not.toHaveProperty('window');
  });

  test('the next date after a withdrawn one is a confirmation again', () => {
    const withdrawn = after(confirmed, read(day(2), [shown(A, 'submitted')]));
    const later = after(withdrawn, read(day(3), [dated(A, focAt(FAR))]));
    expect(kindsRecorded(withdrawn, later)).toEqual(['foc_confirmed']);
  });

  test('a confirmed date without a date is none: the number is still submitted', () => {
    const later = after(atProvider(), read(day(1), [shown(A, 'foc_confirmed')]));
    expect(itemOf(later).status).toBe('submitted');
  });

  test('a date beside another status is a plan and arms nothing', () => {
    const later = after(atProvider(), read(day(1), [shown(A, 'in_review', { foc: focAt(FAR) })]));
    expect(itemOf(later)).not.toHaveProperty('foc');
  });

  test('the date stays while a cancel is not confirmed: the number can still move', () => {
    const canceling = after(confirmed, read(day(2), [shown(A, 'canceling')]));
    expect(itemOf(canceling).foc).toEqual(focAt(FAR));
    expect(kindsRecorded(confirmed, canceling)).toEqual(['status_changed']);
  });

  test('a cancel that came to nothing is told, though the date is still the same', () => {
    const canceling = after(confirmed, read(day(2), [shown(A, 'canceling')]));
    const again = after(canceling, read(day(3), [dated(A, focAt(FAR))]));
    expect(newlyRecorded(canceling, again)).toMatchObject([
      { kind: 'status_changed', data: { from: 'canceling', to: 'foc_confirmed' } },
    ]);
  });

  test('a number that moved keeps its date; the last one that the provider named, if it names one', () => {
    const ported = after(confirmed, read(day(9), [shown(A, 'ported')]));
    expect(itemOf(ported).foc).toEqual(focAt(FAR));
    const earlier = after(confirmed, read(day(9), [shown(A, 'ported', { foc: focAt(day(8)) })]));
    expect(itemOf(earlier).foc).toEqual(focAt(day(8)));
  });

  test('reading a number that has moved does not renew the moment it changed', () => {
    const ported = after(confirmed, read(day(9), [shown(A, 'ported')]), read(day(10), [shown(A, 'ported')]));
    expect(itemOf(ported).changedAt).toBe(day(9));
  });
});

describe('unknown words', () => {
  test('the status stays, and the word is kept as received', () => {
    const later = after(
      atProvider(),
      read(day(1), [shown(A, undefined, { providerStatus: 'Losing Carrier Review' })]),
    );
    expect(itemOf(later)).toMatchObject({ status: 'in_review', providerStatus: 'Losing Carrier Review' });
  });

  test('a word is told once, with all the numbers that bear it, whatever is read later', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, undefined), shown(B, undefined)]),
      read(day(2), [shown(A, 'submitted'), shown(B, undefined)]),
      read(day(3), [shown(A, undefined), shown(B, undefined)]),
    );
    expect(entriesOf(port, 'unknown_provider_status')).toMatchObject([
      { numbers: [A, B], data: { providerStatus: 'Mystery' } },
    ]);
  });

  test('no word at all is not an unknown one', () => {
    const later = after(atProvider(), read(day(1), [shown(A, undefined, { providerStatus: '' })]));
    expect(entriesOf(later, 'unknown_provider_status')).toEqual([]);
    expect(itemOf(later).providerStatus).toBe('in_review');
  });

  test('a date that moves under an unknown word is believed', () => {
    const port = after(
      atProvider(),
      read(day(1), [dated(A, focAt(FAR))]),
      read(day(2), [shown(A, undefined, { foc: focAt(FAR - DAY) })]),
    );
    expect(itemOf(port)).toMatchObject({ status: 'foc_confirmed', foc: focAt(FAR - DAY) });
    expect(entriesOf(port, 'foc_changed')).toHaveLength(1);
  });

  test('an unknown word without a date leaves the date alone', () => {
    const port = after(
      atProvider(),
      read(day(1), [dated(A, focAt(FAR))]),
      read(day(2), [shown(A, undefined)]),
    );
    expect(itemOf(port).foc).toEqual(focAt(FAR));
    expect(entriesOf(port, 'foc_withdrawn')).toEqual([]);
  });

  test('a new word is news: the silence about the number begins anew', () => {
    const port = after(atProvider(), read(day(6), [shown(A, undefined)]), readNothingNew(day(8)));
    expect(entriesOf(port, 'attention_raised')).toEqual([]);
  });
});

describe('contradictions of a final status', () => {
  const ported = after(atProvider({ numbers: [A, B] }), read(day(1), [shown(A, 'ported')]));
  const doubted = after(ported, read(day(2), [shown(A, 'canceled')]));

  test('one read changes nothing and tells nothing', () => {
    expect(itemOf(doubted).status).toBe('ported');
    expect(newlyRecorded(ported, doubted)).toEqual([]);
  });

  test('a second read too early changes nothing', () => {
    const early = after(doubted, read(day(2) + 5 * MINUTE - 1, [shown(A, 'canceled')]));
    expect(itemOf(early).status).toBe('ported');
  });

  test('a second read after exactly five minutes makes a ported number reversed', () => {
    const later = after(doubted, read(day(2) + 5 * MINUTE, [shown(A, 'canceled')]));
    expect(itemOf(later).status).toBe('reversed');
    expect(itemOf(later)).not.toHaveProperty('contradiction');
    expect(newlyRecorded(doubted, later)).toMatchObject([
      { kind: 'reversed', numbers: [A], data: { from: 'ported', to: 'canceled' } },
    ]);
  });

  test('a read that finds nothing new can be the second one', () => {
    expect(itemOf(after(doubted, readNothingNew(day(2) + 5 * MINUTE))).status).toBe('reversed');
    expect(itemOf(after(doubted, readNothingNew(day(2) + MINUTE))).status).toBe('ported');
  });

  test('what was known is confirmed when the second read says so', () => {
    const later = after(doubted, read(day(2) + 5 * MINUTE, [shown(A, 'ported')]));
    expect(itemOf(later).status).toBe('ported');
    expect(itemOf(later)).not.toHaveProperty('contradiction');
  });

  test('another contradiction begins anew', () => {
    const other = after(doubted, read(day(2) + 5 * MINUTE, [shown(A, 'rejected')]));
    expect(itemOf(other)).toMatchObject({
      status: 'ported',
      contradiction: { status: 'rejected', at: day(2) + 5 * MINUTE },
    });
  });

  test('a canceled number that moved after all is an anomaly, and ported', () => {
    const canceled = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    const port = after(canceled, read(day(2), [shown(A, 'ported')]), readNothingNew(day(2) + HOUR));
    expect(itemOf(port).status).toBe('ported');
    expect(entriesOf(port, 'anomaly')).toMatchObject([{ data: { from: 'canceled', to: 'ported' } }]);
  });

  test('a canceled number that becomes open again with a date has its window', () => {
    const canceled = after(atProvider(), read(day(1), [shown(A, 'canceled')]));
    const port = after(canceled, read(day(2), [dated(A, focAt(FAR))]), readNothingNew(day(2) + HOUR));
    expect(itemOf(port)).toMatchObject({ status: 'foc_confirmed', foc: focAt(FAR), window: 'open' });
  });

  test('a reversed number stays reversed while the provider goes on calling it canceled', () => {
    const reversed = after(doubted, read(day(2) + HOUR, [shown(A, 'canceled')]));
    const later = after(
      reversed,
      read(day(3), [shown(A, 'canceled')]),
      read(day(4), [shown(A, 'canceled')]),
      readNothingNew(day(5)),
    );
    expect(itemOf(later).status).toBe('reversed');
    expect(newlyRecorded(reversed, later)).toEqual([]);
  });

  test('a reversed number that moves once more is an anomaly, on the second read', () => {
    const reversed = after(doubted, read(day(2) + HOUR, [shown(A, 'canceled')]));
    const once = after(reversed, read(day(3), [shown(A, 'ported')]));
    expect(itemOf(once).status).toBe('reversed');
    expect(itemOf(after(once, readNothingNew(day(4)))).status).toBe('ported');
  });
});

describe('orders', () => {
  test('what the provider says of an order replaces what it said before', () => {
    const port = after(
      atProvider(),
      read(day(1), [], { providerStatus: 'Action Required', supportTicket: 'T1' }),
      read(day(2), [], { providerStatus: 'In Progress', signatureUrl: 'https://sign.example/1' }),
    );
    expect(port.orders).toEqual([
      {
        ref: 'KW1',
        providerStatus: 'In Progress',
        actionRequired: false,
        signatureUrl: 'https://sign.example/1',
      },
    ]);
  });

  test('a provider that asks for a person has asked since the first time that it did', () => {
    const asking = after(
      atProvider(),
      read(day(1), [], { actionRequired: true }),
      read(day(2), [], { actionRequired: true, supportTicket: 'T1' }),
    );
    expect(asking.orders[0]?.actionRequiredSince).toBe(day(1));
    const again = after(asking, read(day(3), []), read(day(4), [], { actionRequired: true }));
    expect(again.orders[0]?.actionRequiredSince).toBe(day(4));
  });
});

describe('a provider that puts numbers into other orders', () => {
  const asTwo = () =>
    after(beingSent({ numbers: [A, B] }), {
      kind: 'submitted',
      at: BEGIN,
      orders: [order([shown(A, 'in_review')]), order([shown(B, 'in_review')], { ref: 'KW2' })],
    });
  const refs = (port: Port) => port.items.map(({ phoneNumber, orderRef }) => [phoneNumber, orderRef]);

  test('one submission can become several orders, each with its own numbers', () => {
    const port = asTwo();
    expect(refs(port)).toEqual([
      [A, 'KW1'],
      [B, 'KW2'],
    ]);
    expect(port.attempts).toMatchObject([{ state: 'sent', orderRefs: ['KW1', 'KW2'] }]);
    expect(entriesOf(port, 'submitted')).toMatchObject([
      { numbers: [A], data: { attempt: 1, orderRef: 'KW1' } },
      { numbers: [B], data: { attempt: 1, orderRef: 'KW2' } },
    ]);
  });

  test('a number that no order lists is not lost sight of', () => {
    const port = after(beingSent({ numbers: [A, B] }), {
      kind: 'submitted',
      at: BEGIN,
      orders: [order([shown(A, 'in_review')])],
    });
    expect(refs(port)).toEqual([
      [A, 'KW1'],
      [B, 'KW1'],
    ]);
  });

  test('an order that appears later takes its numbers, and that is told', () => {
    const port = atProvider({ numbers: [A, B] });
    const split = after(port, read(day(1), [shown(B, 'submitted')], { ref: 'KW9' }));
    expect(refs(split)).toEqual([
      [A, 'KW1'],
      [B, 'KW9'],
    ]);
    expect(itemOf(split, B).status).toBe('submitted');
    expect(entriesOf(split, 'order_split')).toMatchObject([
      { numbers: [B], data: { from: 'KW1', to: 'KW9' } },
    ]);
    expect(split.orders.map(({ ref }) => ref)).toEqual(['KW1', 'KW9']);
  });

  test('a number that has moved stays where it moved', () => {
    const port = after(atProvider(), read(day(1), [shown(A, 'ported')]));
    expect(refs(after(port, read(day(2), [shown(A, 'canceled')], { ref: 'KW9' })))).toEqual([[A, 'KW1']]);
  });

  test('a number goes into another of the orders that are known', () => {
    const port = after(asTwo(), read(day(1), [shown(A, 'submitted')], { ref: 'KW2' }));
    expect(refs(port)).toEqual([
      [A, 'KW2'],
      [B, 'KW2'],
    ]);
  });
});
