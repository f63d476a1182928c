import { type Change, withdrawAttempt } from '../changes/change';
import {
  cancelByOf,
  cancelRefusal,
  isBeingCanceled,
  isInsideWindow,
  isOnOldDate,
  mayStillBeCanceled,
  refusesCancelFrom,
  renewedCancel,
  unknownNumber,
} from '../facts/canceling';
import {
  currentItems,
  isCurrent,
  isFinal,
  mayBeAtProvider,
  openAttempt,
  openPredecessors,
} from '../facts/items';
import { itemsByNumber, itemsByOrder, setOf } from '../facts/lookup';
import type { AskedCommand, Decision, Prerequisite, Refusal } from '../model/commands';
import type { Foc } from '../model/foc';
import type { CancelRequest, OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import type { NewEntry } from '../model/timeline';
import type { CommandRule } from './rule';

export const CANCEL: CommandRule<'cancel'> = {
  prerequisite,
  decide: decideCancel,
  apply: withCancel,
};

/** A refusal needs a recently read date, and "never sent" needs a reset check. */
function prerequisite(port: Port, asked: AskedCommand<'cancel'>): Prerequisite | undefined {
  const { at, command, isPolled, isResetChecked } = asked;
  const isLate = decideCancel(port, asked).refused.some(({ code }) => code === 'cancellation_window_closed');
  if (!isPolled && isLate && isOnOldDate(port, at)) return { kind: 'poll' };
  if (isResetChecked === true || openAttempt(port)?.state === 'unknown') return undefined;
  const takesDraft = currentItems(port).some(
    ({ status, phoneNumber }) =>
      status === 'draft' && (command.numbers === undefined || setOf(command.numbers).has(phoneNumber)),
  );
  return takesDraft ? { kind: 'check_reset' } : undefined;
}

/**
 * Decides a cancel number by number, for the instant of the command: accepted before the deadline, and always without
 * a date. The provider decides the outcome.
 */
function decideCancel(port: Port, { at, command }: AskedCommand<'cancel'>): Decision {
  const open = currentItems(port).filter((item) => !isFinal(item.status) || isHeldByOldOrder(port, item, at));
  const wanted = command.numbers ?? open.map((item) => item.phoneNumber);
  return wanted.length === 0 ? { accepted: [], refused: [nothingOpen()] } : decideNumbers(port, wanted, at);
}

/** Which of some numbers can be canceled together at an instant, and why the others cannot. */
export function decideNumbers(port: Port, wanted: readonly string[], at: Instant): Decision {
  const byNumber = itemsByNumber(currentItems(port));
  const accepted: string[] = [];
  const refused: Refusal[] = [];
  for (const number of new Set(wanted)) {
    const item = byNumber.get(number)?.[0];
    const refusal = item === undefined ? unknownNumber(number) : cancelRefusal(port, item, at);
    const isAccepted = refusal === undefined || (item !== undefined && isHeldByOldOrder(port, item, at));
    if (isAccepted) accepted.push(number);
    else refused.push(refusal);
  }
  const parts = partsOfOrders(port, accepted);
  return {
    accepted: accepted.filter((number) => !parts.has(number)),
    refused: [...refused, ...[...parts].map(([number, siblings]) => onlyAsAWhole(port, number, siblings))],
  };
}

/** The number has ended, but an older order of it is open and can be canceled. */
function isHeldByOldOrder(port: Port, item: OrderItem, at: Instant): boolean {
  if (!isFinal(item.status) || item.settled !== undefined) return false;
  return openPredecessors(port, item).some((old) => isToBeRenewed(port, old, at));
}

/** A cancel of this item is not pending, and the provider would still accept it. */
function isToBeRenewed(port: Port, item: OrderItem, at: Instant): boolean {
  return renewedCancel(item, at) !== undefined && mayStillBeCanceled(port, item, at);
}

/** Numbers that cannot leave their orders alone, each with the siblings that would be canceled too. */
function partsOfOrders(port: Port, numbers: readonly string[]): ReadonlyMap<string, readonly string[]> {
  if (port.capabilities.cancel !== 'order') return new Map();
  const chosen = new Set(numbers);
  const current = currentItems(port);
  const byNumber = itemsByNumber(current);
  // The siblings are the same for all numbers of an order, so they are computed once.
  const siblingsIn = new Map<string, readonly string[]>();
  const siblingsOf = (orderRef: string) => {
    const known = siblingsIn.get(orderRef) ?? siblingsLeft(current, orderRef, chosen);
    siblingsIn.set(orderRef, known);
    return known;
  };
  return new Map(
    numbers.flatMap((number) => {
      const item = byNumber.get(number)?.[0];
      if (item?.orderRef === undefined || isFinal(item.status)) return [];
      const siblings = siblingsOf(item.orderRef);
      return siblings.length > 0 ? [[number, siblings] as const] : [];
    }),
  );
}

/** The open numbers of an order that are neither chosen nor being canceled. */
function siblingsLeft(
  current: readonly OrderItem[],
  orderRef: string,
  chosen: ReadonlySet<string>,
): readonly string[] {
  return (itemsByOrder(current).get(orderRef) ?? []).flatMap((other) =>
    isFinal(other.status) || chosen.has(other.phoneNumber) || isBeingCanceled(other)
      ? []
      : [other.phoneNumber],
  );
}

/** How many siblings a refusal lists. */
const MAX_SIBLINGS = 10;

function onlyAsAWhole(port: Port, number: string, siblings: readonly string[]): Refusal {
  const named = siblings.slice(0, MAX_SIBLINGS).join(', ');
  const more = siblings.length > MAX_SIBLINGS ? ` and ${String(siblings.length - MAX_SIBLINGS)} more` : '';
  const message =
    `${port.request.provider} cancels an order only as a whole, and ${number} shares one with ${named}${more}. ` +
    'Cancel these too, or ask its support.';
  return { number, code: 'not_supported', message, allowed: ['cancel', 'refresh'] };
}

/** Marks the accepted numbers and their old orders; a number that is not at the provider is canceled at once. */
function withCancel(
  port: Port,
  { at, command }: AskedCommand<'cancel'>,
  accepted: readonly string[],
): Change {
  const chosen = new Set(accepted);
  const items = port.items.map((item): OrderItem => {
    if (!chosen.has(item.phoneNumber) || isFinal(item.status)) return item;
    if (!isCurrent(item)) return withOldCancel(port, item, at);
    const renewed = renewedCancel(item, at);
    // Already pending: skip.
    if (renewed === undefined) return item;
    const cancel = withLateness(port, item, renewed, at);
    const { settled: _, ...unsettled } = item;
    // A possibly submitted number is canceled at the provider once its order is found.
    return mayBeAtProvider(port, item)
      ? { ...unsettled, cancel }
      : { ...unsettled, cancel, status: 'canceled', changedAt: at };
  });
  const byNumber = new Map(currentItems({ ...port, items }).map((item) => [item.phoneNumber, item] as const));
  const entries = accepted.map((phoneNumber): NewEntry => ({
    kind: 'cancel_requested',
    phoneNumber,
    data: {
      ...(command.reason !== undefined && { reason: command.reason }),
      ...lateness(port, byNumber.get(phoneNumber), at),
    },
  }));
  return { port: withdrawAttempt({ ...port, items }, accepted), entries };
}

/** A replaced order that the provider may still act on is canceled with its number. */
function withOldCancel(port: Port, item: OrderItem, at: Instant): OrderItem {
  const cancel = renewedCancel(item, at);
  const isWanted = item.orderRef !== undefined && mayStillBeCanceled(port, item, at);
  return cancel === undefined || !isWanted ? item : { ...item, cancel };
}

/** A cancel after its deadline is not flagged as late for that deadline. */
function withLateness(port: Port, { foc }: OrderItem, cancel: CancelRequest, at: Instant): CancelRequest {
  const deadline = foc && lastDeadline(port, foc, at);
  return deadline === undefined ? cancel : { ...cancel, lateNotifiedFor: deadline };
}

/** The latest deadline of a date that has passed. */
function lastDeadline(port: Port, foc: Foc, at: Instant): Instant | undefined {
  return [refusesCancelFrom(foc, port.policy), cancelByOf(foc, port.policy)].find(
    (deadline) => deadline <= at,
  );
}

/** Timeline data of a cancel that is accepted after the safe time. */
function lateness(port: Port, item: OrderItem | undefined, at: Instant): Record<string, true> {
  if (item?.foc === undefined || item.cancel === undefined || at < cancelByOf(item.foc, port.policy))
    return {};
  return isInsideWindow(port, item, at) ? { inside_window: true } : { deadline_uncertain: true };
}

function nothingOpen(): Refusal {
  return { code: 'number_ended', message: 'Every number of this port has ended already.', allowed: [] };
}
