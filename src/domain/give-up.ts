import { mayStillBeCanceled, renewedCancel, takeBack } from './cancel';
import type { Change } from './change';
import { isFinal, isStranded } from './item-status';
import type { NumberOutcome } from './outcome';
import { mayBeAtProvider, type GivenUp, type OrderItem, type Port } from './port';
import type { Instant } from './time';
import type { Note } from './timeline';
import { contradictsVerdict } from './verdict';

/**
 * Nobody goes on with these numbers. What the provider still has of them is canceled there where that is possible,
 * because a rejected number can come back to life; the outcome follows what the provider says then.
 */
export function giveUp(
  port: Port,
  numbers: readonly string[],
  at: Instant,
  because: GivenUp['because'],
  reason?: string,
): Change {
  const chosen = new Set(numbers);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber) || item.superseded !== undefined) return item;
    const verdict = verdictOn(port, item);
    const { settled: _, ...unsettled } = item;
    // What a person said is no help any more when the provider says otherwise.
    const open: OrderItem = contradictsVerdict(item) ? unsettled : item;
    const givenUp = { at, because, ...(verdict !== undefined && { verdict }) };
    const cancel = renewedCancel(item, at);
    const wantsCancel = cancel !== undefined && !isFinal(item.status) && mayBeAtProvider(port, item);
    return wantsCancel && mayStillBeCanceled(port, open, at)
      ? { ...open, givenUp, cancel }
      : { ...open, givenUp };
  });
  const told: Note = {
    kind: 'given_up',
    numbers,
    data: { because, ...(reason !== undefined && { reason }) },
  };
  return { port: takeBack({ ...port, items }, numbers), notes: [told] };
}

/** What became of a number before anybody gave it up; undefined while only the provider can say. */
function verdictOn(port: Port, item: OrderItem): NumberOutcome | undefined {
  if (item.status !== 'draft') return isStranded(item.status) ? item.status : undefined;
  // A draft of a resubmission: what was wrong with the item before it is what became of the number.
  const before = port.items.findLast(
    (other) => other.phoneNumber === item.phoneNumber && other.superseded !== undefined,
  );
  const was = before?.superseded?.status;
  return was !== undefined && isStranded(was) ? was : undefined;
}
