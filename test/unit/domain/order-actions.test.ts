import { attentionsOf } from '../../../src/domain/attentions/attentions';
import type { Command } from '../../../src/domain/model/port-commands';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, SECOND, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { commandDecided, commanded, read } from './port-events';
import { after, afterCommand, atProvider, beingSent, decisionOf, entriesOf } from './port-under-test';
import { A, aProblem, B, order, shown } from './snapshots';

/** What a provider can be told about the orders that it has. */

const actedOn = (port: Port, at: Instant, command: Command) =>
  afterCommand(port, at, command, { id: command.name });
const answered = (at: Instant, id: string, problem?: ReturnType<typeof aProblem>): PortEvent => ({
  kind: 'order_action_answered',
  at,
  id,
  ...(problem && { problem }),
});
const refused = aProblem({ outcome: 'refused', code: 'provider_refused', message: 'Not now.' });

/** A and B in an order each; A was rejected, B does well. */
const twoOrders = (capabilities = { edits: true, comments: true, ratings: true }) =>
  after(
    beingSent({ numbers: [A, B], capabilities }),
    {
      kind: 'submitted',
      at: BEGIN,
      orders: [order([shown(A, 'in_review')]), order([shown(B, 'in_review')], { ref: 'KW2' })],
    },
    read(day(1), [shown(A, 'rejected')]),
    read(day(1), [shown(B, 'submitted')], { ref: 'KW2' }),
  );

/** The request is mended, all of it. */
const amend = (port: Port, at: Instant, numbers: readonly string[] = [], id = 'amend') =>
  after(
    port,
    commanded(at, { name: 'amend', patch: {} }, { id }),
    {
      kind: 'revised',
      at,
      revision: {
        ok: true,
        request: { ...port.request, reference: 'mended' },
        fields: numbers.length > 0 ? ['numbers.pin'] : ['subscriber.name'],
        numbers,
      },
    },
    commandDecided(at),
  );

describe('an amendment where the provider can change its orders', () => {
  test('goes to the order in which something is wrong, and leaves its sibling alone', () => {
    const port = amend(twoOrders(), day(2));
    expect(port.orderActions).toEqual([
      {
        id: 'amend/KW1',
        orderRef: 'KW1',
        askedAt: day(2),
        cause: { kind: 'command', command: 'amend', by: 'ada' },
        task: { kind: 'edit' },
      },
    ]);
    expect(decide(port, day(2))).toMatchObject({ kind: 'order_action', action: { orderRef: 'KW1' } });
  });

  test('goes to the order of the numbers whose own data it mends', () => {
    const port = amend(twoOrders(), day(2), [B]);
    expect(port.orderActions?.map(({ orderRef }) => orderRef)).toEqual(['KW2']);
  });

  test('the provider takes it: that is told, and the order is read', () => {
    const port = after(amend(twoOrders(), day(2)), answered(day(2), 'amend/KW1'));
    expect(port).not.toHaveProperty('orderActions');
    expect(entriesOf(port, 'edited')).toMatchObject([
      { numbers: [A], cause: { kind: 'command', command: 'amend' }, data: { orderRef: 'KW1' } },
    ]);
    expect(decide(port, day(2))).toMatchObject({ kind: 'read', cause: { kind: 'command', command: 'edit' } });
  });

  test('the provider refuses it: a person is asked, until it is mended anew or the number has ended', () => {
    const port = after(amend(twoOrders(), day(2)), answered(day(2), 'amend/KW1', refused));
    expect(attentionsOf(port)).toMatchObject([
      { cause: 'rejected', numbers: [A] },
      { cause: 'edit_refused', numbers: [A], message: 'Not now.' },
    ]);
    expect(attentionsOf(amend(port, day(3), [], 'anew')).map(({ cause }) => cause)).toEqual(['rejected']);
    expect(attentionsOf(after(port, read(day(3), [shown(A, 'ported')])))).toEqual([]);
  });

  test('a provider that cannot say now is told again, on the steps of the policy', () => {
    const port = after(amend(twoOrders(), day(2)), answered(day(2), 'amend/KW1', aProblem()));
    expect(
      decide({ ...port, reading: { ...port.reading, lastPolledAt: day(2) } }, day(2) + SECOND),
    ).toMatchObject({
      kind: 'wait',
      until: day(2) + 15 * SECOND,
    });
    expect(decide(port, day(2) + 15 * SECOND).kind).toBe('order_action');
    const again = after(port, answered(day(2) + MINUTE, 'amend/KW1', aProblem()));
    expect(again.orderActions?.[0]?.failure?.count).toBe(2);
  });

  test('what was asked first is not sent when something newer was asked', () => {
    const once = amend(twoOrders(), day(2));
    const twice = afterCommand(once, day(3), { name: 'resubmit', numbers: [A] }, { id: 'again' });
    expect(twice.orderActions?.map(({ id }) => id)).toEqual(['again/KW1']);
  });

  test('an order that is over needs no new data', () => {
    const port = after(amend(twoOrders(), day(2)), read(day(2), [shown(A, 'canceled')]));
    expect(decide(port, day(2) + HOUR).kind).not.toBe('order_action');
  });

  test('what an order has not heard follows its numbers into another', () => {
    const waiting = after(amend(twoOrders(), day(2)), answered(day(2), 'amend/KW1', aProblem()));
    const port = after(waiting, read(day(3), [shown(A, 'rejected')], { ref: 'KW9' }));
    expect(decide(port, day(3))).toMatchObject({ kind: 'order_action', action: { orderRef: 'KW9' } });
    const told = after(port, answered(day(3), 'amend/KW1>KW9'));
    expect(decide(told, day(3)).kind).toBe('read');
  });

  test('where it cannot, nothing is told to it', () => {
    const port = amend(twoOrders({ edits: false, comments: false, ratings: false }), day(2));
    expect(port).not.toHaveProperty('orderActions');
  });
});

describe('resubmit where the provider can change its orders', () => {
  test('sends the data to the order that is there, cancels nothing, and makes no new one', () => {
    const port = actedOn(twoOrders(), day(2), { name: 'resubmit' });
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
    expect(port.orderActions?.map(({ orderRef }) => orderRef)).toEqual(['KW1']);
    expect(port.items).toHaveLength(2);
    expect(port.items[0]).not.toHaveProperty('cancel');
    expect(entriesOf(port, 'resubmitted')).toMatchObject([{ numbers: [A] }]);
  });

  test('what the provider has ended goes out as a new order all the same', () => {
    const port = actedOn(after(twoOrders(), read(day(2), [shown(A, 'expired')])), day(3), {
      name: 'resubmit',
      numbers: [A],
    });
    expect(port).not.toHaveProperty('orderActions');
    expect(port.items.map(({ status, attempt }) => [status, attempt])).toEqual([
      ['expired', 1],
      ['draft', 2],
      ['submitted', 1],
    ]);
  });
});

describe('another date where the provider can change its orders', () => {
  const command = { name: 'changeDate', schedule: { date: '2026-05-01' } } as const;
  const windows = [{ from: day(8), until: day(8) + 6 * HOUR }];
  const wished = (fits: readonly { orderRef: string; isPossible: boolean }[]) =>
    after(
      twoOrders(),
      commanded(day(2), command, { id: 'date' }),
      {
        kind: 'dates_fitted',
        at: day(2),
        dates: { ok: true, fits: fits.map((fit) => ({ ...fit, allowed: windows })) },
      },
      commandDecided(day(2)),
    );

  test('the provider is asked first which dates it offers', () => {
    const port = after(twoOrders(), commanded(day(2), command));
    expect(decide(port, day(2))).toEqual({
      kind: 'fit_dates',
      orderRefs: ['KW1', 'KW2'],
      schedule: command.schedule,
    });
  });

  test('a possible one is wished for', () => {
    const port = wished([
      { orderRef: 'KW1', isPossible: true },
      { orderRef: 'KW2', isPossible: true },
    ]);
    expect(decisionOf(port)).toMatchObject({ accepted: [A, B], refused: [] });
    expect(port.request.schedule.date).toBe('2026-05-01');
    expect(port.orderActions?.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW2']);
  });

  test('an impossible one is refused at once, with those that are', () => {
    const port = wished([
      { orderRef: 'KW1', isPossible: false },
      { orderRef: 'KW2', isPossible: true },
    ]);
    expect(decisionOf(port)).toMatchObject({
      accepted: [B],
      refused: [{ number: A, code: 'date_not_possible', message: expect.stringContaining('2026-03-10') }],
    });
    expect(port.orderActions?.map(({ orderRef }) => orderRef)).toEqual(['KW2']);
  });

  test('without an answer of the provider nothing is changed', () => {
    const port = after(
      twoOrders(),
      commanded(day(2), command, { id: 'date' }),
      { kind: 'dates_fitted', at: day(2), dates: { ok: false, problem: aProblem() } },
      commandDecided(day(2)),
    );
    expect(decisionOf(port)).toMatchObject({ accepted: [], refused: [{ code: 'dates_unknown' }] });
    expect(port.request.schedule.date).not.toBe('2026-05-01');
  });
});

describe('comments', () => {
  test('go to the orders that wait for a person', () => {
    const port = actedOn(twoOrders(), day(2), { name: 'addComment', body: 'The PIN is right.' });
    expect(decisionOf(port).accepted).toEqual([A]);
    expect(decide(port, day(2))).toMatchObject({
      kind: 'order_action',
      action: { orderRef: 'KW1', task: { kind: 'comment', body: 'The PIN is right.' } },
    });
    const written = after(port, answered(day(2), 'addComment/KW1'));
    expect(entriesOf(written, 'commented')).toMatchObject([{ numbers: [A] }]);
  });

  test('a refusal is recorded, and asks for no person', () => {
    const port = actedOn(atProvider({ capabilities: { comments: true } }), day(2), {
      name: 'addComment',
      body: 'Hello.',
    });
    const after2 = after(port, answered(day(2), 'addComment/KW1', refused));
    expect(entriesOf(after2, 'comment_refused')).toMatchObject([{ data: { message: 'Not now.' } }]);
    expect(after2).not.toHaveProperty('orderActions');
    expect(attentionsOf(after2)).toEqual([]);
  });

  test('a number that is not here is refused, and a draft has no order to write about', () => {
    const unknown = actedOn(twoOrders(), day(2), {
      name: 'addComment',
      body: 'x',
      numbers: ['+12125559999'],
    });
    expect(decisionOf(unknown)).toMatchObject({ accepted: [], refused: [{ code: 'unknown_number' }] });
    const draft = actedOn(beingSent({ capabilities: { comments: true } }), BEGIN, {
      name: 'addComment',
      body: 'x',
    });
    expect(decisionOf(draft)).toMatchObject({ accepted: [], refused: [{ code: 'not_submitted_yet' }] });
  });
});

describe('ratings', () => {
  test('are for orders that have moved a number', () => {
    const early = actedOn(twoOrders(), day(2), { name: 'rate', stars: 5 });
    expect(decisionOf(early)).toMatchObject({ accepted: [], refused: [{ code: 'not_moved_yet' }] });
    const moved = after(twoOrders(), read(day(3), [shown(B, 'ported')], { ref: 'KW2' }));
    const rated = actedOn(moved, day(4), { name: 'rate', stars: 5 });
    expect(decisionOf(rated).accepted).toEqual([B]);
    expect(decide(rated, day(4))).toMatchObject({
      kind: 'order_action',
      action: { orderRef: 'KW2', task: { kind: 'rate', stars: 5 } },
    });
  });
});
