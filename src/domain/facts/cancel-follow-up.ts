import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import type { Instant } from '../model/time';
import { isBeingCanceled, mayStillBeCanceled } from './canceling';
import { isFinal } from './item-status';
import { cancelByOf } from './window';

/**
 * A cancel that the provider accepted is polled until it takes effect. While the provider status shows no cancel, the
 * cancel is sent again as long as the window allows, and an attention asks a person in time.
 */

/** The longest wait before a resend, as a multiple of the first wait: one day with the default policy. */
const MAX_WAITS = 6;

/** When a cancel is sent again that the provider accepted but no read confirms. */
export function resendAt(port: Port, item: OrderItem): Instant | undefined {
  const { cancel } = item;
  if (!isIgnored(item) || cancel?.taken === undefined) return undefined;
  const { at, times } = cancel.taken;
  return at + Math.min(2 ** (times - 1), MAX_WAITS) * port.policy.cancelConfirmation;
}

/** When the cancel may be sent again; undefined once the window forbids it. */
export function allowedResendAt(port: Port, item: OrderItem): Instant | undefined {
  const at = resendAt(port, item);
  return at !== undefined && mayStillBeCanceled(port, item, Math.max(at, port.asOf)) ? at : undefined;
}

/** The provider accepted the cancel, and the provider status does not show it. */
export function isIgnored({ cancel, status, settled }: OrderItem): boolean {
  return cancel?.state === 'sent' && status !== 'canceling' && !isFinal(status) && settled === undefined;
}

/** A late cancel gets this part of the usual time: 15 minutes of 4 hours. */
const PART_FOR_LATE_CANCELS = 1 / 16;

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

/** The number ported, though a cancel of it was accepted here and the provider did not refuse it. */
export function isAgainstCancel(item: OrderItem): boolean {
  return item.status === 'ported' && isBeingCanceled(item);
}
