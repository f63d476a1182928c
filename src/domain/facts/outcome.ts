import type { OrderItem } from '../model/item';
import type { FinalPhase, NumberEnd, NumberOutcome } from '../model/outcome';
import type { Port } from '../model/port';
import type { ItemStatus } from '../model/status';
import { isAgainstCancel } from './cancel-follow-up';
import { isFinal } from './item-status';
import { currentItems, isCurrent, mayBeAtProvider } from './items';
import { itemsByNumber } from './lookup';
import { openPredecessors } from './predecessors';

/** What became of a number: for a port that has ended, or that would end as it stands. */
export function outcomeOf(port: Port, item: OrderItem): NumberOutcome {
  if (item.settled !== undefined) return item.settled.as;
  if (item.status === 'ported' || item.status === 'reversed') return item.status;
  // An order that the number was in before, and that the provider never closed, may still move it.
  if (openPredecessors(port, item).length > 0) return 'left_open';
  // A final status that the newest look contradicts is none yet.
  const isOpen = !isFinal(item.status) || item.contradiction !== undefined;
  if (isOpen && mayBeAtProvider(port, item)) return 'left_open';
  // No worker that has the account ever saw it, so nothing of it can have been at the provider.
  if (port.unprepared !== undefined && item.orderRef === undefined) return 'never_submitted';
  if (item.givenUp?.outcome !== undefined) return item.givenUp.outcome;
  return OUTCOMES[item.status === 'draft' ? statusBefore(port, item) : item.status] ?? 'left_open';
}

/** A draft that was to take the place of an older item came to nothing: that one tells what became of the number. */
function statusBefore(port: Port, { phoneNumber, attempt }: OrderItem): ItemStatus {
  if (attempt === 1) return 'draft';
  const before = itemsByNumber(port.items)
    .get(phoneNumber)
    ?.findLast((item) => !isCurrent(item));
  return before?.status ?? 'draft';
}

/** The outcome of a number that has ended, or that was never at the provider. */
const OUTCOMES: Readonly<Partial<Record<ItemStatus, NumberOutcome>>> = {
  canceled: 'canceled',
  expired: 'expired',
  not_portable: 'not_portable',
  rejected: 'rejected',
  reversed: 'reversed',
  draft: 'never_submitted',
};

/** Every number of the request with its outcome, exactly once. */
export function outcomesOf(port: Port): NumberEnd[] {
  return currentItems(port).map((item) => {
    const outcome = outcomeOf(port, item);
    const isAgainst = outcome === 'ported' && isAgainstCancel(item);
    return { phoneNumber: item.phoneNumber, outcome, ...(isAgainst && { againstCancel: true }) };
  });
}

/** The one word for a whole port: all, some or none ported, and if none, why. */
export function finalPhaseOf(port: Port): FinalPhase {
  const items = currentItems(port);
  const outcomes = items.map((item) => outcomeOf(port, item));
  const wanted = items.filter((item) => !isTakenOut(port, item)).map((item) => outcomeOf(port, item));
  if (wanted.length > 0 && wanted.every((outcome) => outcome === 'ported')) return 'completed';
  const has = (...words: NumberOutcome[]) => outcomes.some((outcome) => words.includes(outcome));
  if (has('ported')) return 'partially_completed';
  if (has('left_open', 'canceled')) return 'canceled';
  if (has('rejected', 'not_portable', 'reversed')) return 'rejected';
  return 'expired';
}

/** Somebody here took the number out on purpose: it does not make the rest incomplete. */
function isTakenOut(port: Port, item: OrderItem): boolean {
  const { cancel, givenUp } = item;
  if (cancel === undefined || (givenUp !== undefined && givenUp.at <= cancel.askedAt)) return false;
  return outcomeOf(port, item) === 'canceled';
}
