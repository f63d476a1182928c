import { foldHints, hintBytes, MAX_SIGNAL_BYTES, signalsOf } from '../../../src/contract/fold-hints';
import type { Hint } from '../../../src/contract/messages';

const ONE = '+12125550101';
const TWO = '+12125550102';
const NOW = 1_800_000_000_000;

test('each order has one hint, with the newest time for each number', () => {
  expect(
    foldHints([
      { orderRef: 'KW1', phoneNumber: ONE, updatedAt: 10, receivedAt: 1 },
      { orderRef: 'KW2', phoneNumber: ONE, updatedAt: 7, receivedAt: 1 },
      { orderRef: 'KW1', phoneNumber: TWO, updatedAt: 5, receivedAt: 3 },
      { orderRef: 'KW1', numbers: { [ONE]: 20, [TWO]: 4 }, receivedAt: 2 },
      { orderRef: 'KW3', phoneNumber: ONE, receivedAt: 4 },
      { orderRef: 'KW3', receivedAt: 2 },
    ]),
  ).toEqual([
    { orderRef: 'KW1', numbers: { [ONE]: 20, [TWO]: 5 }, receivedAt: 3 },
    { orderRef: 'KW2', phoneNumber: ONE, updatedAt: 7, receivedAt: 1 },
    { orderRef: 'KW3', receivedAt: 4 },
  ]);
});

test('an order is verified when one of its hints is, and ended when one says so', () => {
  const hints: Hint[] = [
    { orderRef: 'KW1', receivedAt: 1, verified: true },
    { orderRef: 'KW1', receivedAt: 2, endedPort: 'acme-42' },
  ];
  expect(foldHints(hints)).toEqual([
    { orderRef: 'KW1', receivedAt: 2, verified: true, endedPort: 'acme-42' },
  ]);
});

test('no order names more numbers than a port has, and its hint fits into one signal', () => {
  const long = 'x'.repeat(255);
  const hints = Array.from({ length: 5_000 }, (_, at) => ({
    orderRef: long,
    phoneNumber: `+${String(100_000_000_000_000 + at)}`,
    updatedAt: NOW,
    receivedAt: NOW,
    endedPort: long,
    verified: true as const,
  }));
  const [folded] = foldHints(hints);
  expect(Object.keys(folded!.numbers!)).toHaveLength(1_000);
  expect(hintBytes(folded!)).toBeLessThanOrEqual(MAX_SIGNAL_BYTES);
  expect(foldHints([...hints.slice(0, 10), ...hints])).toHaveLength(1);
});

test('what does not fit into one signal goes in several, an order in one of them', () => {
  const hints = Array.from({ length: 5_000 }, (_, at) => ({ orderRef: `KW${String(at)}`, receivedAt: NOW }));
  const signals = signalsOf(hints);
  expect(signals.flat()).toEqual(hints);
  for (const signal of signals)
    expect(Buffer.byteLength(JSON.stringify(signal))).toBeLessThanOrEqual(MAX_SIGNAL_BYTES + 2);
  expect(signals.length).toBeLessThan(10);
});
