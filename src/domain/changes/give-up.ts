import { mayStillBeCanceled, renewedCancel } from '../facts/canceling';
import { answerByOf } from '../facts/ending';
import { isFinal, isStranded, contradictsSettlement, currentItems, isCurrent, replacedItem } from '../facts/items';
import { mayBeAtProvider } from '../facts/submission';
import { isKnownSince } from '../facts/superseding';
import type { GivenUp, OrderItem } from '../model/item';
import type { NumberOutcome } from '../model/outcome';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { withdrawAttempt } from './cancel';
import { type Change, withoutEntries } from './change';

/**
 * Gives up the numbers whose answer-by has passed, and only those. Their orders are read first: a number that is
 * active again is not given up.
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
 * Gives numbers up. Their open orders are canceled at the provider where possible, because a rejected number can
 * become active again. The outcome follows the provider's final status.
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
    // A settlement that the provider contradicts no longer counts.
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

/** The outcome of a number before it was given up; undefined while only the provider can determine it. */
function outcomeWhenGivenUp(port: Port, item: OrderItem): NumberOutcome | undefined {
  if (item.status !== 'draft') return isStranded(item.status) ? item.status : undefined;
  // A draft of a resubmission: the status of the superseded item is the outcome.
  const was = replacedItem(port, item)?.superseded?.status;
  return was !== undefined && isStranded(was) ? was : undefined;
}
