import { HintTimesCollector, type HintTimes } from '../domain/facts/hint-times';
import type { Hint } from './messages';

/**
 * The maximum size of the hints of one signal, as JSON. A hint for one order has at most 36 KB: 1,000 numbers with
 * their times, a reference and a request id of 255 characters each.
 */
export const MAX_SIGNAL_BYTES = 36 * 1024;

/**
 * Folds hints by order: each order gets one hint, with the newest time of each number. A port or an account uses no
 * more than that.
 */
export function foldHints(hints: readonly Hint[]): Hint[] {
  const byOrder = new Map<string, [Hint, ...Hint[]]>();
  for (const hint of hints) {
    if (!byOrder.get(hint.orderRef)?.push(hint)) byOrder.set(hint.orderRef, [hint]);
  }
  return [...byOrder.values()].map(foldOrder);
}

/** Splits hints, one for each order, into signals of at most `MAX_SIGNAL_BYTES`. */
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

/** The size of a hint in a signal, in bytes of JSON. */
export function hintBytes(hint: Hint): number {
  return new TextEncoder().encode(JSON.stringify(hint)).length + 1;
}

/** Folds hints of one order. */
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
    // A number without a time adds nothing to the hint.
    if (hint.phoneNumber !== undefined && hint.updatedAt !== undefined)
      collector.add(hint.phoneNumber, hint.updatedAt);
    for (const [number, at] of Object.entries(hint.numbers ?? {})) collector.add(number, at);
  }
  return {
    orderRef,
    ...numbersOf(collector.times),
    receivedAt,
    ...(verified && { verified }),
    ...(endedPort !== undefined && { endedPort }),
  };
}

/** One number is written in the older form, so that workers of an older release can read it. */
function numbersOf(times: HintTimes): Pick<Hint, 'phoneNumber' | 'updatedAt' | 'numbers'> {
  const [first] = times;
  if (first === undefined) return {};
  const [phoneNumber, updatedAt] = first;
  return times.size === 1 ? { phoneNumber, updatedAt } : { numbers: Object.fromEntries(times) };
}
