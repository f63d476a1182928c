import { answerByOf } from '../facts/answer-by';
import { mayStillBeCanceled, renewedCancel } from '../facts/canceling';
import { isKnownSince } from '../facts/confirmation';
import { isFinal, isStranded } from '../facts/item-status';
import { contradictsSettlement, currentItems, isCurrent, mayBeAtProvider } from '../facts/items';
import { itemsByNumber } from '../facts/lookup';
import type { GivenUp, OrderItem } from '../model/item';
import type { NumberOutcome } from '../model/outcome';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { withdrawAttempt } from './cancel';
import { type Change, withoutEntries } from './change';

/**
 * Ends the numbers for which nothing was answered in time, and only those. What the provider says of them is read first:
 * a number that has come to life again is not given up.
 */
export function giveUpUnanswered(port: Port, at: Instant): Change {
  const unanswered = currentItems(port).filter((item) => {
    const answerBy = answerByOf(port, item);
    return answerBy !== undefined && answerBy <= at && isKnownSince(port, item, answerBy);
  });
  if (unanswered.length === 0) return withoutEntries(port);
  return giveUp(
    port,
    unanswered.map((item) => item.phoneNumber),
    at,
    'answer_by',
  );
}

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
    if (!chosen.has(item.phoneNumber) || !isCurrent(item)) return item;
    const outcome = outcomeWhenGivenUp(port, item);
    const { settled: _, ...unsettled } = item;
    // What a person said is no help any more when the provider says otherwise.
    const open: OrderItem = contradictsSettlement(item) ? unsettled : item;
    const givenUp = { at, because, ...(outcome !== undefined && { outcome }) };
    const cancel = renewedCancel(item, at);
    const wantsCancel = cancel !== undefined && !isFinal(item.status) && mayBeAtProvider(port, item);
    return wantsCancel && mayStillBeCanceled(port, open, at)
      ? { ...open, givenUp, cancel }
      : { ...open, givenUp };
  });
  const entry: NewEntry = {
    kind: 'given_up',
    numbers,
    data: { because, ...(reason !== undefined && { reason }) },
  };
  return { port: withdrawAttempt({ ...port, items }, numbers), entries: [entry] };
}

/** What became of a number before anybody gave it up; undefined while only the provider can say. */
function outcomeWhenGivenUp(port: Port, item: OrderItem): NumberOutcome | undefined {
  if (item.status !== 'draft') return isStranded(item.status) ? item.status : undefined;
  // A draft of a resubmission: what was wrong with the item before it is what became of the number.
  const before = itemsByNumber(port.items)
    .get(item.phoneNumber)
    ?.findLast((other) => !isCurrent(other));
  const was = before?.superseded?.status;
  return was !== undefined && isStranded(was) ? was : undefined;
}
