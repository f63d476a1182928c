import { isFinal } from './item-status';
import type { OrderItem } from './port';

/** The item is at the provider, and the provider may still do something with it. */
export function isOpenAtProvider(item: OrderItem): boolean {
  return item.orderRef !== undefined && !isFinal(item.status);
}

/** The provider may say something new about it, though nobody tells us to look. */
export function isWorthReading(item: OrderItem): boolean {
  return isOpenAtProvider(item) || item.contradiction !== undefined;
}
