import { rejectionFor } from '../../../src/domain/model/reasons';
import type { Port } from '../../../src/domain/model/port';
import { statusCard } from '../../../workflows/port/status-card';
import { day } from '../domain/instants';
import { failedRead, read } from '../domain/port-events';
import { aDraft, after, atProvider } from '../domain/port-under-test';
import { A, B, dated, focAt, numberList, shown } from '../domain/snapshots';

/** What the Web UI puts into a URL: bytes before they are escaped. */
const bytes = (port: Port) => Buffer.byteLength(statusCard(port));

test('a port that goes well needs no person, and says what comes next', () => {
  const card = statusCard(after(atProvider(), read(day(1), [dated(A, focAt(day(30)))])));
  expect(card).toContain('### ⏳ Date confirmed, can still be canceled');
  expect(card).toContain('**No action is needed.**');
  expect(card).toContain(`**FOC** ${new Date(day(30)).toISOString().slice(0, 10)}`);
});

test('an attention is the first thing to read', () => {
  const rejection = rejectionFor('name_mismatch', '22153');
  const card = statusCard(after(atProvider(), read(day(1), [shown(A, 'rejected', { rejection })])));
  const [title, callOut] = card.split('\n');
  expect(title).toBe('### ⚠️ Waiting for a person');
  expect(callOut).toMatch(/^> \*\*Rejected.*subscriber\.name.*1 number/);
});

test('a number shows its last four digits only', () => {
  const card = statusCard(atProvider({ numbers: [A, B] }));
  expect(card).toContain(`…${A.slice(-4)}`);
  expect(card).not.toMatch(/\d{5,}/);
});

describe('a thousand numbers', () => {
  const numbers = numberList(1_000);
  const rejection = rejectionFor('authorized_person_mismatch', '22150', 'x'.repeat(200));
  const mixed = after(
    atProvider({
      numbers,
      request: { account: 'a'.repeat(40), reference: 'r'.repeat(100), tenant: 't'.repeat(100) },
    }),
    read(
      day(1),
      numbers.map((number, index) =>
        index % 5 < 2
          ? shown(number, 'rejected', { rejection })
          : shown(number, (['expired', 'canceled', 'not_portable'] as const)[index % 3]),
      ),
      { actionRequired: true, providerStatus: 'Action Required' },
    ),
    failedRead(day(9)),
  );

  test('with everything wrong at once the card is under 2 KB', () => {
    expect(bytes(mixed)).toBeLessThan(2_048);
    expect(statusCard(mixed)).toContain('and 992 more');
  });

  test.each([
    ['a draft that lacks something for each number', aDraft({ numbers, missing: manyMissing(numbers) })],
    [
      'dates everywhere',
      after(
        atProvider({ numbers }),
        read(
          day(1),
          numbers.map((n) => dated(n, focAt(day(30)))),
        ),
      ),
    ],
  ])('%s: still under 2 KB', (_, port) => {
    expect(bytes(port)).toBeLessThan(2_048);
  });

  test('nothing on it has more than four digits of a number', () => {
    for (const number of numbers.slice(0, 20)) expect(statusCard(mixed)).not.toContain(number.slice(-5));
  });
});

// Fails: an order's word and a rejection's code go onto the card at whatever length they have.
test('words of the provider without end do not make it longer than 2 KB', () => {
  const long = 'losing carrier review '.repeat(200);
  const port = after(
    atProvider(),
    read(day(1), [shown(A, 'rejected', { rejection: rejectionFor('other', long, long) })], {
      providerStatus: long,
    }),
  );
  expect(bytes(port)).toBeLessThan(2_048);
});

function manyMissing(numbers: readonly string[]) {
  return numbers.map((number, index) => ({
    field: `numbers[${String(index)}].pin`,
    message: 'The PIN.',
    numbers: [number],
  }));
}
