import { cancelByOf, isIgnored, isResendDue, mayStillBeCanceled, renewedCancel } from '../facts/canceling';
import { identityOf, itemsByIdentity } from '../facts/lookup';
import { nextFailure } from '../facts/retry';
import type { Cause } from '../model/cause';
import type { CancelAnswer } from '../model/events';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';
import { type Instant, type Milliseconds, MINUTE, SECOND } from '../model/time';
import type { NewEntry } from '../model/timeline';
import { type Change, wantRead } from './change';

/**
 * The provider accepted a cancel, refused it, or could not answer. An accepted command's cancel is sent until the
 * provider answers; a number that the answer omits was not reached and is sent next. Each answer requests a read.
 */
export function cancelAnswered(
  port: Port,
  at: Instant,
  orderRef: string,
  results: readonly CancelAnswer[],
): Change {
  const byNumber = new Map(results.map((result) => [result.phoneNumber, result]));
  const entries: NewEntry[] = [];
  const items = port.items.map((item): OrderItem => {
    const isAwaited = item.orderRef === orderRef && item.cancel?.state === 'asked';
    const result = isAwaited ? byNumber.get(item.phoneNumber) : undefined;
    if (result === undefined || item.cancel === undefined) return item;
    const { problem } = result;
    if (problem === undefined) {
      const { failure: _, ...cancel } = item.cancel;
      const { takenAt = at, taken } = cancel;
      const times = (taken?.times ?? 0) + 1;
      return { ...item, cancel: { ...cancel, state: 'sent', takenAt, taken: { at, times } } };
    }
    const failed = nextFailure(item.cancel.failure, problem, at, port.policy.reread);
    const failure = { ...failed, retryAt: Math.min(failed.retryAt, at + maxWait(port, item, at)) };
    const isFinalAnswer = problem.outcome === 'refused' && problem.code !== 'provider_unauthorized';
    if (!isFinalAnswer) return { ...item, cancel: { ...item.cancel, failure } };
    entries.push({
      kind: 'cancel_refused',
      phoneNumber: item.phoneNumber,
      data: {
        message: problem.message,
        code: problem.code,
        ...(problem.providerCode !== undefined && { providerCode: problem.providerCode }),
      },
    });
    return { ...item, cancel: { ...item.cancel, state: 'refused', failure } };
  });
  return {
    port: { ...port, items, reading: wantRead(port.reading, 'cancel') },
    entries,
    cause: causeOfCancel(port, orderRef),
  };
}

/** The longest wait before a failed cancel is sent again. */
const MAX_CANCEL_WAIT = 5 * MINUTE;

/**
 * A deadline limits the provider's `Retry-After`: a cancel is sent again within minutes, and several times before the
 * deadline, however near it is.
 */
function maxWait(port: Port, { foc }: OrderItem, at: Instant): Milliseconds {
  const left = foc === undefined ? Infinity : cancelByOf(foc, port.policy) - at;
  if (left <= 0) return MAX_CANCEL_WAIT;
  return Math.min(MAX_CANCEL_WAIT, Math.max(SECOND, left / 4));
}

/**
 * Resends cancels after a read that shows them without effect. A cancel is resent at once if the provider had begun
 * or completed it and then reverted it; otherwise when its time to take effect is over.
 *
 * @param before - the items before the read
 */
export function followCancels(port: Port, before: readonly OrderItem[], at: Instant): Port {
  if (!port.items.some(isIgnored)) return port;
  const known = itemsByIdentity(before);
  const items = port.items.map((item): OrderItem => {
    if (!isIgnored(item)) return item;
    const was = known.get(identityOf(item))?.status;
    const isTakenBack = was === 'canceling' || was === 'canceled';
    const isDue = isTakenBack || isResendDue(port, item);
    const cancel = renewedCancel(item, at);
    if (!isDue || cancel === undefined || !mayStillBeCanceled(port, item, at)) return item;
    return { ...item, cancel: { ...cancel, askedAt: item.cancel?.askedAt ?? at } };
  });
  return { ...port, items };
}

/** The timeline entry of a number that ported against a cancel. */
export function portedAgainstCancel({ phoneNumber }: OrderItem): NewEntry {
  return { kind: 'ported_against_cancel', phoneNumber };
}

/** The cause of an order's cancel: not always the command `cancel`. */
function causeOfCancel(port: Port, orderRef: string): Cause {
  const item = port.items.find((each) => each.orderRef === orderRef && each.cancel?.state === 'asked');
  if (item?.superseded !== undefined) return { kind: 'command', command: 'resubmit' };
  if (item?.givenUp?.because === 'answer_by') return { kind: 'timer' };
  return item?.givenUp === undefined
    ? { kind: 'command', command: 'cancel' }
    : { kind: 'command', command: 'abandon', ...port.abandoned };
}
