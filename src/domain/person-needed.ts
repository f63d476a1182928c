import { isBeingCanceled } from './cancel';
import { isFinal, isStranded } from './item-status';
import type { OrderItem, Port } from './port';
import { isBlocked } from './superseded';
import { contradictsVerdict } from './verdict';

/** Nothing moves this item but a person: it was refused, lacks something, or ended without anybody here asking. */
export function waitsForPerson(port: Port, item: OrderItem): boolean {
  if (item.settled !== undefined) return contradictsVerdict(item);
  if (item.givenUp !== undefined) return false;
  if (item.status === 'rejected' || item.status === 'not_portable') return !isBeingCanceled(item);
  if (isStranded(item.status)) return item.cancel === undefined || isBlocked(port, item);
  if (item.status === 'draft') return isBlocked(port, item);
  return item.missingFieldsSince !== undefined && !isFinal(item.status) && !isBeingCanceled(item);
}
