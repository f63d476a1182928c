import type { Foc } from './foc';
import type { OrderItem, Port, WindowState } from './port';
import type { Policy } from './policy';
import type { Note } from './timeline';
import { toRfc3339, type Instant } from './time';

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
export function windowSpeaksAt(item: OrderItem, policy: Policy): Instant | undefined {
  if (item.status !== 'foc_confirmed' || item.foc === undefined || item.settled !== undefined)
    return undefined;
  if (item.window === 'open') return noticeAt(item.foc, policy);
  if (item.window === 'closing') return cancelByOf(item.foc, policy);
  return undefined;
}

/**
 * Gives an item its window for a date that has just become known, or has changed. A date that arrives with its
 * notice or its deadline past speaks at once: no silence.
 */
export function openWindow(
  item: OrderItem,
  foc: Foc,
  policy: Policy,
  at: Instant,
): { window: WindowState; notes: Note[] } {
  const window = windowAt(foc, policy, at);
  const tell = (kind: Note['kind']): Note => ({
    kind,
    phoneNumber: item.phoneNumber,
    data: datesOf(foc, policy),
  });
  if (window === 'closed') {
    return { window, notes: item.window === 'closed' ? [] : [tell('window_closed_on_arrival')] };
  }
  const notes: Note[] = [];
  if (item.window === 'closed') notes.push(tell('cancellation_window_reopened'));
  if (window === 'closing') notes.push(tell('cancellation_window_closing'));
  return { window, notes };
}

/** Lets every window speak whose time has come. */
export function speakWindows(port: Port, at: Instant): { items: OrderItem[]; notes: Note[] } {
  const notes: Note[] = [];
  const items = port.items.map((item) => {
    const speaksAt = windowSpeaksAt(item, port.policy);
    if (speaksAt === undefined || speaksAt > at || item.foc === undefined) return item;
    const window = windowAt(item.foc, port.policy, at);
    notes.push({
      kind: window === 'closed' ? 'cancellation_window_closed' : 'cancellation_window_closing',
      phoneNumber: item.phoneNumber,
      data: datesOf(item.foc, port.policy),
    });
    return { ...item, window };
  });
  return { items, notes };
}

function windowAt(foc: Foc, policy: Policy, at: Instant): WindowState {
  if (cancelByOf(foc, policy) <= at) return 'closed';
  return noticeAt(foc, policy) <= at ? 'closing' : 'open';
}

function datesOf(foc: Foc, policy: Policy): Record<string, string> {
  return { foc: toRfc3339(foc.from), cancelBy: toRfc3339(cancelByOf(foc, policy)) };
}
