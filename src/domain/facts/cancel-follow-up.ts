import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { isBeingCanceled, mayStillBeCanceled } from './canceling';
import { isFinal } from './item-status';
import { cancelByOf } from './window';

/**
 * A cancel that the provider took is watched until it is carried out. While the number reads as if nothing had been
 * asked, the cancel is sent again, as long as the window allows, and a person is asked in time.
 */

/** The longest wait before it is sent again, in times of the first: a day, with the policy's default. */
const MAX_WAITS = 6;

/** When a cancel that the provider took, and that no read has shown to be carried out, is sent again. */
export function resendAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel } = item;
  if (!isIgnored(item) || cancel?.taken === undefined) return undefined;
  const { at, times } = cancel.taken;
  return at + Math.min(2 ** (times - 1), MAX_WAITS) * port.policy.cancelConfirmation;
}

/** When the cancel may be sent again; undefined when the window does not allow it any more. */
export function allowedResendAt(port: Port, item: OrderItem): Instant | undefined {
  const at = resendAt(port, item);
  return at !== undefined && mayStillBeCanceled(port, item, Math.max(at, port.asOf)) ? at : undefined;
}

/** The provider took the cancel, and the number reads as if it had not. */
export function isIgnored({ cancel, status, settled }: OrderItem): boolean {
  return cancel?.state === 'sent' && status !== 'canceling' && !isFinal(status) && settled === undefined;
}

/** A cancel that is asked for late has this part of the time that others have: 15 minutes of 4 hours. */
const PART_FOR_LATE_CANCELS = 1 / 16;

/**
 * When a person is asked about a cancel that was accepted and is not confirmed: some hours after the provider took it
 * and shows nothing of it; a notice before `cancelBy` when it says that it is canceling; always at `cancelBy`.
 */
export function unconfirmedAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel, status, foc, settled, givenUp } = item;
  if (cancel === undefined || cancel.state === 'refused' || isFinal(status) || settled !== undefined)
    return undefined;
  const { cancelConfirmation, notice } = port.policy;
  // A number that was given up is left open soon; only its deadline is worth a word.
  const isPatient = status === 'canceling' || cancel.takenAt === undefined || givenUp !== undefined;
  const ignoredAt = isPatient ? Infinity : cancel.takenAt + cancelConfirmation;
  if (foc === undefined) return ignoredAt === Infinity ? undefined : ignoredAt;
  const cancelBy = cancelByOf(foc, port.policy);
  const soon = cancel.askedAt + cancelConfirmation * PART_FOR_LATE_CANCELS;
  const atDeadline = cancel.askedAt < cancelBy ? cancelBy : soon;
  const beforeDeadline = cancel.askedAt < cancelBy - notice ? cancelBy - notice : soon;
  return status === 'canceling' ? Math.min(atDeadline, beforeDeadline) : Math.min(atDeadline, ignoredAt);
}

/** The number moved, though a cancel of it was accepted here and not refused by the provider. */
export function isAgainstCancel(item: OrderItem): boolean {
  return item.status === 'ported' && isBeingCanceled(item);
}
