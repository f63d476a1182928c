import { isAtItsEnd } from '../facts/ending';
import { currentItems } from '../facts/items';
import type { OrderItem } from '../model/item';
import type { Port } from '../model/port';

/**
 * Forgets the PINs of numbers that have a date or are at their end: the losing carrier has accepted them, and nobody
 * needs them any more. Before that, a correction or a new order needs the PIN again, and the customer should not be
 * asked twice. The port remembers only that a PIN was given.
 */
export function withoutUsedPins(port: Port): Port {
  const { request } = port;
  if (request.numbers.every(({ pin }) => pin === undefined)) return port;
  const used = new Set(
    currentItems(port).flatMap((item) => (isPinUsed(port, item) ? [item.phoneNumber] : [])),
  );
  const pinsGiven: string[] = [];
  const numbers = request.numbers.map((number) => {
    const { pin, ...others } = number;
    if (pin === undefined || !used.has(number.phoneNumber)) return number;
    pinsGiven.push(number.phoneNumber);
    return others;
  });
  if (pinsGiven.length === 0) return port;
  return {
    ...port,
    request: { ...request, numbers },
    pinsGiven: [...new Set([...(port.pinsGiven ?? []), ...pinsGiven])],
  };
}

function isPinUsed(port: Port, item: OrderItem): boolean {
  return item.status === 'foc_confirmed' || isAtItsEnd(port, item);
}
