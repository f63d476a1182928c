import { portView } from '../../../src/contract/view';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { Port } from '../../../src/domain/model/port';
import { BEGIN, day } from './instants';
import { read } from './port-events';
import { after, afterCommand, atProvider } from './port-under-test';
import { A, B, dated, focAt, shown } from './snapshots';

/** A port of two numbers, each with a PIN, whose order is at the provider. */
const pinned = atProvider({
  numbers: [A, B],
  request: { numbers: [A, B].map((phoneNumber) => ({ phoneNumber, pin: '4242', accountNumber: 'A-1' })) },
});

const pinsOf = ({ request }: Port) => request.numbers.map(({ pin }) => pin);

test('a PIN is kept while its number is on its way', () => {
  expect(pinsOf(after(pinned, read(day(1), [shown(A, 'submitted'), shown(B, 'in_review')])))).toEqual([
    '4242',
    '4242',
  ]);
});

test('a rejected number keeps its PIN: a correction does not ask the customer again', () => {
  const rejection = rejectionFor('name_mismatch', '22153', 'no');
  const rejected = after(pinned, read(day(1), [shown(A, 'rejected', { rejection }), shown(B, 'submitted')]));
  expect(pinsOf(rejected)).toEqual(['4242', '4242']);
  expect(pinsOf(afterCommand(rejected, day(2), { name: 'resubmit', numbers: [A] }))).toEqual([
    '4242',
    '4242',
  ]);
});

test('with its FOC a number loses its PIN, and the port knows only that one was given', () => {
  const confirmed = after(pinned, read(day(1), [dated(A, focAt(day(20))), shown(B, 'submitted')]));
  expect(confirmed.request.numbers).toEqual([
    { phoneNumber: A, accountNumber: 'A-1' },
    { phoneNumber: B, pin: '4242', accountNumber: 'A-1' },
  ]);
  expect(confirmed.pinsGiven).toEqual([A]);
  expect(portView(confirmed).numbers.map(({ pinGiven }) => pinGiven)).toEqual([true, true]);
});

test('a number that is at its end loses its PIN', () => {
  const moved = after(pinned, read(day(1), [shown(A, 'ported'), shown(B, 'submitted')]));
  expect(pinsOf(moved)).toEqual([undefined, '4242']);
  const settled = afterCommand(moved, BEGIN + 2 * (day(1) - BEGIN), {
    name: 'settle',
    numbers: [B],
    as: 'canceled',
    evidence: 'the carrier said so',
  });
  expect(pinsOf(settled)).toEqual([undefined, undefined]);
});

test('no PIN was given: nothing is recorded', () => {
  const port = after(atProvider({ numbers: [A] }), read(day(1), [dated(A, focAt(day(20)))]));
  expect(port.pinsGiven).toBeUndefined();
  expect(portView(port).numbers[0]?.pinGiven).toBeUndefined();
});
