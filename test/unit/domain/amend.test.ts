import type { Revision } from '../../../src/domain/model/commands';
import { decide } from '../../../src/domain/lifecycle/decide';
import { sentSchedule } from '../../../src/domain/facts/submission';
import type { Port } from '../../../src/domain/model/port';
import type { PortRequest } from '../../../src/domain/model/request';
import { MINUTE, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, commandDecided, commanded, read, reviewed, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  atProvider,
  beingSent,
  decisionOf,
  entriesOf,
  withRejection,
  withUnknownOutcome,
} from './port-under-test';
import { A, B, dated, focAt, shown } from './snapshots';

const asked = (at: Instant) => commanded(at, { name: 'amend', patch: { any: 'patch' } });
const amended = (port: Port, at: Instant, revision: Revision) =>
  after(port, asked(at), { kind: 'revised', at, revision }, commandDecided(at));
/** The name of the subscriber, which all numbers share. */
const named = (port: Port, name = 'Acme Ltd'): Revision => ({
  ok: true,
  request: { ...port.request, subscriber: { name } },
  fields: ['subscriber.name'],
  numbers: [],
});
/** A PIN of these numbers. */
const pinned = (port: Port, numbers: readonly string[]): Revision => {
  const withPin = (number: PortRequest['numbers'][number]) =>
    numbers.includes(number.phoneNumber) ? { ...number, pin: '4242' } : number;
  return {
    ok: true,
    request: { ...port.request, numbers: port.request.numbers.map(withPin) },
    fields: ['numbers.pin'],
    numbers,
  };
};

test('the patch is parsed first, and then it is decided', () => {
  const port = after(aDraft(), asked(BEGIN));
  expect(decide(port, BEGIN)).toEqual({ kind: 'revise', patch: { any: 'patch' } });
  expect(decide(after(port, { kind: 'revised', at: BEGIN, revision: named(port) }), BEGIN).kind).toBe(
    'decide_command',
  );
});

test('a patch that is wrong changes nothing, and every fault is named', () => {
  const port = amended(aDraft(), BEGIN, {
    ok: false,
    invalid: [
      { field: 'provider', message: 'cannot be amended' },
      { field: 'numbers[0].pin', message: 'must be a string' },
    ],
  });
  expect(decisionOf(port)).toMatchObject({
    accepted: [],
    refused: [
      { code: 'invalid_request', message: 'provider cannot be amended.' },
      { code: 'invalid_request', message: 'numbers[0].pin must be a string.' },
    ],
  });
  expect(port.request).toEqual(aDraft().request);
  expect(entriesOf(port, 'amended')).toEqual([]);
});

describe('a draft', () => {
  test('is reviewed and checked again', () => {
    const draft = after(aDraft(), checked(BEGIN, [A]));
    const port = amended(draft, BEGIN, named(draft));
    expect(port.request.subscriber?.name).toBe('Acme Ltd');
    expect(decide(port, BEGIN).kind).toBe('review');
    expect(decide(after(port, reviewed(BEGIN)), BEGIN)).toEqual({
      kind: 'check',
      numbers: [A],
    });
  });

  test('goes out when what it lacked is there', () => {
    const draft = aDraft({ missing: [{ field: 'subscriber.name', message: 'The name.' }] });
    const port = after(amended(draft, day(1), named(draft)), reviewed(day(1)));
    expect(decide(port, day(1)).kind).toBe('check');
  });

  test('the timeline has the fields and no values', () => {
    const draft = aDraft({ numbers: [A, B] });
    const port = amended(draft, BEGIN, pinned(draft, [B]));
    expect(entriesOf(port, 'amended')).toMatchObject([{ numbers: [B], data: { fields: ['numbers.pin'] } }]);
    expect(JSON.stringify(port.timeline)).not.toContain('4242');
  });

  test('that waits to be sent again goes out with the new data, as a new attempt', () => {
    const delayed = after(beingSent(), submissionFailed(BEGIN));
    const port = amended(delayed, BEGIN + 1, named(delayed));
    expect(port.attempts).toMatchObject([{ number: 1, state: 'withdrawn' }]);
    expect(decide(port, BEGIN + 1).kind).toBe('review');
  });

  test('that may be at the provider cannot change until that is known', () => {
    const unknown = withUnknownOutcome({ numbers: [A, B] });
    const port = amended(unknown, BEGIN + MINUTE, pinned(unknown, [A]));
    expect(decisionOf(port)).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'submission_in_flight' }],
    });
    expect(port.request).toEqual(unknown.request);
  });
});

describe('a number at the provider', () => {
  test('that was rejected is mended, and stays rejected until it is resubmitted', () => {
    const rejected = withRejection({ numbers: [A, B] });
    const port = amended(rejected, day(1) + MINUTE, pinned(rejected, [A]));
    expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
    expect(port.items).toMatchObject([
      { status: 'rejected', answeredAt: day(1) + MINUTE },
      { status: 'submitted' },
    ]);
    expect(decide(port, day(1) + MINUTE).kind).toBe('wait');
  });

  test('inside its window is refused, and nothing of the patch is applied', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(8), [dated(A, focAt(day(10))), shown(B, 'rejected')]),
    );
    const after2 = amended(port, day(8), pinned(port, [A, B]));
    expect(decisionOf(after2)).toMatchObject({
      accepted: [],
      refused: [{ number: A, code: 'cancellation_window_closed' }],
    });
    expect(after2.request).toEqual(port.request);
  });

  test('what all share can change when one of them can be sent again', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(8), [dated(A, focAt(day(10))), shown(B, 'rejected')]),
    );
    expect(decisionOf(amended(port, day(8), named(port))).accepted).toEqual([B]);
  });

  test('where none can, it is refused with the way round', () => {
    const port = after(atProvider(), read(day(8), [dated(A, focAt(day(10)))]));
    expect(decisionOf(amended(port, day(8), named(port)))).toMatchObject({
      accepted: [],
      refused: [{ code: 'not_supported', allowed: ['refresh', 'cancel'] }],
    });
  });

  test.each(['expired', 'canceled'] as const)('that reads %s is mended before it is sent again', (status) => {
    const port = after(atProvider(), read(day(1), [shown(A, status)]));
    expect(decisionOf(amended(port, day(1), pinned(port, [A]))).accepted).toEqual([A]);
  });

  test('that the carrier canceled near its date is mended, too', () => {
    const port = after(
      atProvider(),
      read(day(1), [dated(A, focAt(day(10)))]),
      read(day(9), [shown(A, 'canceled')]),
    );
    expect(decisionOf(amended(port, day(9), pinned(port, [A]))).accepted).toEqual([A]);
  });

  test('that has ported is refused', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      read(day(1), [shown(A, 'ported'), shown(B, 'submitted')]),
    );
    expect(decisionOf(amended(port, day(1), pinned(port, [A])))).toMatchObject({
      refused: [{ number: A, code: 'number_ended' }],
    });
  });
});

test('the policy toward numbers that cannot be moved can change: the held ones go', () => {
  const held = after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B]));
  const port = amended(held, BEGIN, {
    ok: true,
    request: { ...held.request, onNotPortable: 'continue_without' },
    fields: ['onNotPortable'],
    numbers: [],
  });
  expect(decide(after(port, reviewed(BEGIN)), BEGIN)).toEqual({
    kind: 'check',
    numbers: [A],
  });
});

test('a wish for another zone does not move the zone in which the dates of a sent order are read', () => {
  const port = atProvider({ request: { schedule: { date: '2026-04-01', timeZone: 'America/New_York' } } });
  const wished = {
    ...port,
    request: { ...port.request, schedule: { date: 'asap', timeZone: 'Asia/Tokyo' } },
  };
  expect(sentSchedule(wished).timeZone).toBe('America/New_York');
  const draft = aDraft({ request: { schedule: { date: 'asap', timeZone: 'Asia/Tokyo' } } });
  expect(sentSchedule(draft).timeZone).toBe('Asia/Tokyo');
});
