import { isCurrent } from '../facts/items';
import type { AskedCommand } from '../model/commands';
import type { Port } from '../model/port';

/**
 * A person works on these numbers: their answer-by and the draft expiry restart. Every accepted command counts. An
 * extra reminder is better than the end of a number that a person works on.
 */
export function answered(port: Port, { at }: AskedCommand, accepted: readonly string[]): Port {
  const chosen = new Set(accepted);
  const items = port.items.map((item) =>
    chosen.has(item.phoneNumber) && isCurrent(item) ? { ...item, answeredAt: at } : item,
  );
  return { ...port, items, actedAt: at };
}
