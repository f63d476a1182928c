import { cancelByOf, windowAt, nextWindowTransition } from '../facts/canceling';
import type { Foc } from '../model/foc';
import type { OrderItem, WindowState } from '../model/item';
import type { Policy } from '../model/policy';
import type { Port } from '../model/port';
import { type Instant, toRfc3339 } from '../model/time';
import type { NewEntry } from '../model/timeline';

/**
 * The window of an item for a new or changed date. If the notice or the deadline of the date has already passed, it
 * is recorded at once.
 */
export function openWindow(
  item: OrderItem,
  foc: Foc,
  policy: Policy,
  at: Instant,
): { window: WindowState; entries: NewEntry[] } {
  const window = windowAt(foc, policy, at);
  const entryOf = (kind: NewEntry['kind']): NewEntry => ({
    kind,
    phoneNumber: item.phoneNumber,
    data: datesOf(foc, policy),
  });
  if (window === 'closed') {
    return { window, entries: item.window === 'closed' ? [] : [entryOf('window_closed_on_arrival')] };
  }
  const entries: NewEntry[] = [];
  if (item.window === 'closed') entries.push(entryOf('cancellation_window_reopened'));
  if (window === 'closing') entries.push(entryOf('cancellation_window_closing'));
  return { window, entries };
}

/** Moves every window whose next transition is due. */
export function moveWindows(port: Port, at: Instant): { items: OrderItem[]; entries: NewEntry[] } {
  const entries: NewEntry[] = [];
  const items = port.items.map((item) => {
    const transitionAt = nextWindowTransition(item, port.policy);
    if (transitionAt === undefined || transitionAt > at || item.foc === undefined) return item;
    const window = windowAt(item.foc, port.policy, at);
    entries.push({
      kind: window === 'closed' ? 'cancellation_window_closed' : 'cancellation_window_closing',
      phoneNumber: item.phoneNumber,
      data: datesOf(item.foc, port.policy),
    });
    return { ...item, window };
  });
  return { items, entries };
}

function datesOf(foc: Foc, policy: Policy): Record<string, string> {
  return { foc: toRfc3339(foc.from), cancelBy: toRfc3339(cancelByOf(foc, policy)) };
}
