import type { Foc } from '../model/foc';
import type { OrderItem, WindowState } from '../model/item';
import type { Policy } from '../model/policy';
import type { Instant } from '../model/time';

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

export function windowAt(foc: Foc, policy: Policy, at: Instant): WindowState {
  if (cancelByOf(foc, policy) <= at) return 'closed';
  return noticeAt(foc, policy) <= at ? 'closing' : 'open';
}
