/**
 * # Canceling: from the question whether it is still safe to the provider's confirmation
 *
 * - A cancel is accepted until the cancellation window of the number closes (`cancelRefusal`).
 * - An accepted cancel is sent until the provider answers (`cancelToSend`).
 * - A cancel that the provider accepted is polled until it takes effect. While the provider status shows no cancel, the
 *   cancel is sent again as long as the window allows (`allowedResendAt`), and an attention asks a person in time
 *   (`unconfirmedAt`).
 * - The window is computed from the date alone: it is open, closing or closed (`windowAt`).
 */

import type { Refusal } from '../model/commands';
import type { Foc } from '../model/foc';
import type { CancelRequest, OrderItem, WindowState } from '../model/item';
import type { NumberOutcome } from '../model/outcome';
import type { Policy } from '../model/policy';
import type { Port } from '../model/port';
import { type Instant, MINUTE, toRfc3339 } from '../model/time';
import type { EntryDates } from '../model/timeline';
import { contradictsSettlement, isFinal } from './items';
import { ordersByRef } from './lookup';

/** Why a number may not be canceled at an instant; undefined when it may. */
export function cancelRefusal(port: Port, item: OrderItem, at: Instant): Refusal | undefined {
  if (hasEnded(item)) {
    return {
      number: item.phoneNumber,
      code: 'number_ended',
      message: `${item.phoneNumber} is ${item.settled?.as ?? item.status} already.`,
      allowed: [],
    };
  }
  return isRefusedByWindow(port, item, at) ? windowClosed(port, item) : undefined;
}

/** Whether the provider would still accept a cancel of an item that it has or may have. */
export function mayStillBeCanceled(port: Port, item: OrderItem, at: Instant): boolean {
  return !isByTicket(port) && !hasEnded(item) && !isRefusedByWindow(port, item, at);
}

/** The number ended at the provider, or a person settled it and the provider does not contradict that. */
function hasEnded(item: OrderItem): boolean {
  return isFinal(item.status) || (item.settled !== undefined && !contradictsSettlement(item));
}

function isRefusedByWindow(port: Port, item: OrderItem, at: Instant): boolean {
  return port.policy.enforcement === 'hard' && isInsideWindow(port, item, at);
}

/** Only the provider's support can remove a number from an order. */
export function isByTicket({ capabilities }: Port): boolean {
  return capabilities.cancel === 'ticket';
}

/** The number can no longer be canceled in time. */
export function isInsideWindow(port: Port, { foc }: OrderItem, at: Instant): boolean {
  return foc !== undefined && at >= refusesCancelFrom(foc, port.policy);
}

/** The refusal of an action that would cancel a number inside its window. */
export function windowClosed(port: Port, { phoneNumber, foc, orderRef }: OrderItem): Refusal {
  const ticket = orderRef === undefined ? undefined : ordersByRef(port.orders).get(orderRef)?.supportTicket;
  const dates = foc && { cancelBy: toRfc3339(cancelByOf(foc, port.policy)), foc: toRfc3339(foc.from) };
  return {
    number: phoneNumber,
    code: 'cancellation_window_closed',
    message:
      `${phoneNumber} could be canceled until ${dates?.cancelBy ?? 'now'}; it moves at ${dates?.foc ?? 'any moment'}. ` +
      `Only the provider's support may still help${ticket === undefined ? '' : `: ticket ${ticket}`}.`,
    allowed: ['refresh'],
    ...dates,
  };
}

export function unknownNumber(number: string): Refusal {
  return { number, code: 'unknown_number', message: `${number} is not in this port.`, allowed: [] };
}

/** A date may have moved if it was read longer ago than this: one poll precedes a refusal. */
const DATE_IS_FRESH_FOR = 15 * MINUTE;

/** The newest poll is too old, or failed in part, so a date may have moved since. */
export function isOnOldDate({ reading }: Port, at: Instant): boolean {
  return (reading.readAt ?? 0) < at - DATE_IS_FRESH_FOR || reading.failures !== undefined;
}

/**
 * The cancel of an item as it is sent now; undefined when the provider is being asked, or was asked and is canceling.
 * A cancel that the provider refused, or accepted without effect, is sent again.
 */
export function renewedCancel({ cancel, status }: OrderItem, at: Instant): CancelRequest | undefined {
  if (cancel === undefined) return { askedAt: at, state: 'asked' };
  if (cancel.state === 'asked' || (cancel.state === 'sent' && status === 'canceling')) return undefined;
  const { failure: _, ...kept } = cancel;
  return { ...kept, askedAt: at, state: 'asked' };
}

/** The next cancel to send: the whole order if all its open numbers are canceled, otherwise number by number. */
export interface CancelToSend {
  readonly orderRef: string;
  readonly isWhole: boolean;
  readonly numbers: readonly { readonly phoneNumber: string; readonly ref?: string }[];
}

/** The next accepted cancel that the provider has not accepted yet. */
export function cancelToSend(port: Port, now: Instant): CancelToSend | undefined {
  const due = port.items.filter((item) => isToBeSent(item) && now >= (item.cancel?.failure?.retryAt ?? now));
  const orderRef = due[0]?.orderRef;
  if (orderRef === undefined) return undefined;
  const own = due.filter((item) => item.orderRef === orderRef);
  const open = port.items.filter((item) => item.orderRef === orderRef && isPerhapsOpen(item));
  const isOutside = (item: OrderItem) =>
    item.foc === undefined || now < refusesCancelFrom(item.foc, port.policy);
  return {
    orderRef,
    // If the provider cancels whole orders only, its support may still help inside a window.
    isWhole: own.length === open.length && (port.capabilities.cancel === 'order' || own.every(isOutside)),
    numbers: own.map(({ phoneNumber, ref }) => ({ phoneNumber, ...(ref !== undefined && { ref }) })),
  };
}

/** A number is canceled with its order also when it is final but the newest read contradicts that. */
function isPerhapsOpen(item: OrderItem): boolean {
  return !isFinal(item.status) || item.contradiction !== undefined;
}

/** When a failed cancel is sent again. */
export function cancelRetryAt(item: OrderItem): Instant | undefined {
  return isToBeSent(item) ? item.cancel?.failure?.retryAt : undefined;
}

/**
 * The cancel was accepted here, and the provider has not answered yet. A settlement as canceled does not withdraw the
 * cancel: the provider must still receive it.
 */
export function isToBeSent(item: OrderItem): boolean {
  return (
    item.cancel?.state === 'asked' &&
    item.orderRef !== undefined &&
    !hasMoved(item.settled?.as) &&
    !isFinal(item.status)
  );
}

/** A person settled the number as moved: there is nothing to cancel. */
function hasMoved(settledAs: NumberOutcome | undefined): boolean {
  return settledAs === 'ported' || settledAs === 'reversed';
}

/** A cancel was requested here or at the provider, and the provider has not refused it. */
export function isBeingCanceled(item: OrderItem): boolean {
  return item.status === 'canceling' || (item.cancel !== undefined && item.cancel.state !== 'refused');
}

/** The number ported, though a cancel of it was accepted here and the provider did not refuse it. */
export function isAgainstCancel(item: OrderItem): boolean {
  return item.status === 'ported' && isBeingCanceled(item);
}

/** The provider accepted the cancel, and the provider status does not show it. */
export function isIgnored({ cancel, status, settled }: OrderItem): boolean {
  return cancel?.state === 'sent' && status !== 'canceling' && !isFinal(status) && settled === undefined;
}

/**
 * A read of the item's own order shows that its cancel should be sent again. A failed read of another order does not
 * matter.
 */
export function isResendDue(port: Port, item: OrderItem): boolean {
  const { readAt, failures } = port.reading;
  const at = resendAt(port, item) ?? Infinity;
  return readAt !== undefined && readAt >= at && failures?.[item.orderRef ?? ''] === undefined;
}

/** When a cancel is sent again that the provider accepted but no read confirms. */
function resendAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel } = item;
  if (!isIgnored(item) || cancel?.taken === undefined) return undefined;
  const { at, times } = cancel.taken;
  return at + Math.min(2 ** (times - 1), MAX_WAITS) * port.policy.cancelConfirmation;
}

/** The longest wait before a resend, as a multiple of the first wait: one day with the default policy. */
const MAX_WAITS = 6;

/** When the cancel may be sent again; undefined once the window forbids it. */
export function allowedResendAt(port: Port, item: OrderItem): Instant | undefined {
  const at = resendAt(port, item);
  return at !== undefined && mayStillBeCanceled(port, item, Math.max(at, port.asOf)) ? at : undefined;
}

/**
 * When an attention asks a person about an accepted but unconfirmed cancel: `cancelConfirmation` after the provider
 * accepted it, if its status shows nothing; one notice before `cancelBy`, if its status is canceling; at `cancelBy`
 * in every case.
 */
export function unconfirmedAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel, status, foc, settled, givenUp } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(status) || settled !== undefined)
    return undefined;
  const { cancelConfirmation, notice } = port.policy;
  // A given-up number ends as left open soon, so only its deadline needs a notification.
  const isPatient = status === 'canceling' || cancel.takenAt === undefined || givenUp !== undefined;
  const ignoredAt = isPatient ? Infinity : cancel.takenAt + cancelConfirmation;
  if (foc === undefined) return ignoredAt === Infinity ? undefined : ignoredAt;
  const cancelBy = cancelByOf(foc, port.policy);
  const soon = cancel.askedAt + cancelConfirmation * PART_FOR_LATE_CANCELS;
  const atDeadline = cancel.askedAt < cancelBy ? cancelBy : soon;
  const beforeDeadline = cancel.askedAt < cancelBy - notice ? cancelBy - notice : soon;
  return status === 'canceling' ? Math.min(atDeadline, beforeDeadline) : Math.min(atDeadline, ignoredAt);
}

/** A late cancel gets this part of the usual time: 15 minutes of 4 hours. */
const PART_FOR_LATE_CANCELS = 1 / 16;

/**
 * When an unconfirmed cancel is too late; undefined when no notification is due. First `cancelBy`; for a cancel
 * accepted after `cancelBy`, the moment from which the provider refuses.
 */
export function cancelIsLateAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel, foc } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(item.status) || foc === undefined)
    return undefined;
  const cancelBy = cancelByOf(foc, port.policy);
  const last = refusesCancelFrom(foc, port.policy);
  if (cancel.lateNotifiedFor === last) return undefined;
  if (cancel.lateNotifiedFor === cancelBy) return cancel.askedAt < cancelBy ? undefined : last;
  return cancelBy;
}

/**
 * The end of the safe time for a cancel: `from` minus the window (docs/lifecycle.md#dates). Views and warnings use
 * it.
 */
export function cancelByOf(foc: Foc, policy: Policy): Instant {
  return foc.from - policy.cancellationWindow;
}

/** From when on a cancel is refused: later than `cancelBy` if the provider named only a day. */
export function refusesCancelFrom(foc: Foc, policy: Policy): Instant {
  return foc.until - policy.cancellationWindow;
}

/** When the warning before the window closes is due. */
export function noticeAt(foc: Foc, policy: Policy): Instant {
  return cancelByOf(foc, policy) - policy.notice;
}

/** When an item's window changes state next; undefined when it does not change any more. */
export function nextWindowTransition(item: OrderItem, policy: Policy): Instant | undefined {
  if (item.status !== 'foc_confirmed' || item.foc === undefined || item.settled !== undefined)
    return undefined;
  if (item.window === 'open') return noticeAt(item.foc, policy);
  if (item.window === 'closing') return cancelByOf(item.foc, policy);
  return undefined;
}

/** The dates of a window as timeline data. */
export function datesOf(foc: Foc, policy: Policy): EntryDates {
  return { foc: foc.from, cancelBy: cancelByOf(foc, policy) };
}

export function windowAt(foc: Foc, policy: Policy, at: Instant): WindowState {
  if (cancelByOf(foc, policy) <= at) return 'closed';
  return noticeAt(foc, policy) <= at ? 'closing' : 'open';
}
