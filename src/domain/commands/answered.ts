import { isCurrent } from '../facts/items';
import type { AskedCommand } from '../model/commands';
import type { Port } from '../model/port';

/**
 * A person works on these numbers: they have the whole time again, to answer and before a draft expires. Every accepted
 * command counts. It is better to ask once more than to end a number on which a person is at work.
 */
export function answered(port: Port, { at }: AskedCommand, accepted: readonly string[]): Port {
  const chosen = new Set(accepted);
  const items = port.items.map((item) =>
    chosen.has(item.phoneNumber) && isCurrent(item) ? { ...item, answeredAt: at } : item,
  );
  return { ...port, items, actedAt: at };
}
