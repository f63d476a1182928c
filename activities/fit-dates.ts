import type { DateFit } from '../src/domain/model/date-fits';
import type { Schedule } from '../src/domain/model/request';
import { mapConcurrently } from '../src/providers/concurrently';
import type { CallContext, PortingProvider } from '../src/providers/provider';
import { wishedMoment } from '../src/providers/wished-date';

/** Orders that are asked about at once. */
const ORDERS_AT_ONCE = 4;

/** Whether orders could move on a wanted date. A provider that names no dates leaves it to the losing carrier. */
export async function fitDates(
  provider: PortingProvider,
  orderRefs: readonly string[],
  schedule: Schedule,
  call: CallContext,
): Promise<DateFit[]> {
  return mapConcurrently(orderRefs, ORDERS_AT_ONCE, async (orderRef) => {
    const allowed = await provider.allowedDates?.(orderRef, call);
    if (allowed === undefined) return { orderRef, isPossible: true, allowed: [] };
    const isPossible = wishedMoment(schedule, allowed, provider.timeZone ?? 'UTC') !== undefined;
    return { orderRef, isPossible, allowed };
  });
}
