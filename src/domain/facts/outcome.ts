import type { OrderItem } from '../model/item';
import type { FinalPhase, NumberEnd, NumberOutcome } from '../model/outcome';
import type { Port } from '../model/port';
import type { ItemStatus } from '../model/status';
import { isAgainstCancel } from './canceling';
import { currentItems, isFinal, mayBeAtProvider, openPredecessors, replacedItem } from './items';

/** The outcome of a number, for a port that has ended or would end now. */
export function outcomeOf(port: Port, item: OrderItem): NumberOutcome {
  if (item.settled !== undefined) return item.settled.as;
  if (item.status === 'ported' || item.status === 'reversed') return item.status;
  // The provider never closed an older order of the number and may still move it.
  if (openPredecessors(port, item).length > 0) return 'left_open';
  // A final status that the newest read contradicts is not final.
  const isOpen = !isFinal(item.status) || item.contradiction !== undefined;
  if (isOpen && mayBeAtProvider(port, item)) return 'left_open';
  // No worker with the account prepared the port, so nothing can be at the provider.
  if (port.unprepared !== undefined && item.orderRef === undefined) return 'never_submitted';
  if (item.givenUp?.outcome !== undefined) return item.givenUp.outcome;
  // If the replacement draft was not sent, the item that it replaces determines the outcome.
  const { status } = (item.status === 'draft' ? replacedItem(port, item) : undefined) ?? item;
  return OUTCOMES[status] ?? 'left_open';
}

/** The outcome of a number that is final, or that was never at the provider. */
const OUTCOMES: Readonly<Partial<Record<ItemStatus, NumberOutcome>>> = {
  canceled: 'canceled',
  expired: 'expired',
  not_portable: 'not_portable',
  rejected: 'rejected',
  reversed: 'reversed',
  draft: 'never_submitted',
};

/** The outcome of each number of the request, exactly once. */
export function outcomesOf(port: Port): NumberEnd[] {
  return currentItems(port).map((item) => {
    const outcome = outcomeOf(port, item);
    const isAgainst = outcome === 'ported' && isAgainstCancel(item);
    return { phoneNumber: item.phoneNumber, outcome, ...(isAgainst && { againstCancel: true }) };
  });
}

/** The final phase of a whole port: all, some or no numbers ported, and if none, why. */
export function finalPhaseOf(port: Port): FinalPhase {
  const items = currentItems(port);
  const outcomes = items.map((item) => outcomeOf(port, item));
  const wanted = items.filter((item) => !isTakenOut(port, item)).map((item) => outcomeOf(port, item));
  if (wanted.length > 0 && wanted.every((outcome) => outcome === 'ported')) return 'completed';
  const has = (...any: NumberOutcome[]) => outcomes.some((outcome) => any.includes(outcome));
  if (has('ported')) return 'partially_completed';
  if (has('left_open', 'canceled')) return 'canceled';
  if (has('rejected', 'not_portable', 'reversed')) return 'rejected';
  return 'expired';
}

/** A person canceled the number on purpose: it does not make the rest incomplete. */
function isTakenOut(port: Port, item: OrderItem): boolean {
  const { cancel, givenUp } = item;
  if (cancel === undefined || (givenUp !== undefined && givenUp.at <= cancel.askedAt)) return false;
  return outcomeOf(port, item) === 'canceled';
}
