import { HintTimesCollector, type HintTimes } from '../domain/facts/hint-times';
import type { Hint } from './messages';

/**
 * The most bytes of hints in one signal, as JSON. A hint for one order has 36 KB at its most: 1,000 numbers with their
 * times, a reference and a request id of 255 characters each.
 */
export const MAX_SIGNAL_BYTES = 36 * 1024;

/**
 * Folds hints by order: each order has one hint, with the newest time for each number. Whatever came how often, this is
 * all that a port or an account makes of it.
 */
export function foldHints(hints: readonly Hint[]): Hint[] {
  const byOrder = new Map<string, [Hint, ...Hint[]]>();
  for (const hint of hints) {
    if (!byOrder.get(hint.orderRef)?.push(hint)) byOrder.set(hint.orderRef, [hint]);
  }
  return [...byOrder.values()].map(foldOrder);
}

/** Splits hints, one for each order, into signals that keep within `MAX_SIGNAL_BYTES`. */
export function signalsOf(hints: readonly Hint[]): Hint[][] {
  const signals: Hint[][] = [];
  let room = 0;
  for (const hint of hints) {
    const bytes = hintBytes(hint);
    if (bytes > room) {
      signals.push([]);
      room = MAX_SIGNAL_BYTES;
    }
    room -= bytes;
    signals.at(-1)?.push(hint);
  }
  return signals;
}

/** What a hint takes in a signal, in bytes of JSON. */
export function hintBytes(hint: Hint): number {
  return new TextEncoder().encode(JSON.stringify(hint)).length + 1;
}

/** All hints are for the same order. */
function foldOrder(hints: readonly [Hint, ...Hint[]]): Hint {
  const [{ orderRef }] = hints;
  const collector = new HintTimesCollector();
  let receivedAt = 0;
  let endedPort: string | undefined;
  let verified: true | undefined;
  for (const hint of hints) {
    receivedAt = Math.max(receivedAt, hint.receivedAt);
    endedPort = hint.endedPort ?? endedPort;
    verified = hint.verified ?? verified;
    // A number without a time says no more than that there is something to see.
    if (hint.phoneNumber !== undefined && hint.updatedAt !== undefined)
      collector.note(hint.phoneNumber, hint.updatedAt);
    for (const [number, at] of Object.entries(hint.numbers ?? {})) collector.note(number, at);
  }
  return {
    orderRef,
    ...numbersOf(collector.times),
    receivedAt,
    ...(verified && { verified }),
    ...(endedPort !== undefined && { endedPort }),
  };
}

/** One number is written as a hint always was, so that workers of an older release read it too. */
function numbersOf(times: HintTimes): Pick<Hint, 'phoneNumber' | 'updatedAt' | 'numbers'> {
  const [first] = times;
  if (first === undefined) return {};
  const [phoneNumber, updatedAt] = first;
  return times.size === 1 ? { phoneNumber, updatedAt } : { numbers: Object.fromEntries(times) };
}
