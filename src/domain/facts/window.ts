import type { Foc } from '../model/foc';
import type { OrderItem, WindowState } from '../model/item';
import type { Policy } from '../model/policy';
import type { Instant } from '../model/time';

/** Until when a cancel is safe: `from` minus the window (docs/lifecycle.md#dates). People are told and warned by it. */
export function cancelByOf(foc: Foc, policy: Policy): Instant {
  return foc.from - policy.cancellationWindow;
}

/** From when on a cancel is refused: later than `cancelBy` when the provider named a day only. */
export function refusesCancelFrom(foc: Foc, policy: Policy): Instant {
  return foc.until - policy.cancellationWindow;
}

/** When people are told that the window will close. */
export function noticeAt(foc: Foc, policy: Policy): Instant {
  return cancelByOf(foc, policy) - policy.notice;
}

/** The next instant at which an item's window speaks; undefined when it has nothing more to say. */
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
