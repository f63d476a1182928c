import type { AccountRef } from '../../src/contract/names';
import type { DateFit } from '../../src/domain/model/date-fits';
import { mapConcurrently } from '../../src/providers/concurrently';
import type { CallContext } from '../../src/providers/call-context';
import type { PortingProvider } from '../../src/providers/provider';
import { earliestWanted, zoneOfSchedule } from '../../src/providers/wanted-date';
import type { FitInput } from './port-activities';

/** How many orders are checked concurrently. */
const ORDER_CONCURRENCY = 4;

/** Whether orders could move on a wanted date. If a provider names no dates, the losing carrier decides. */
export async function fitDates(
  provider: PortingProvider,
  { orderRefs, schedule, country }: Omit<FitInput, keyof AccountRef>,
  call: CallContext,
): Promise<DateFit[]> {
  const context = { now: call.now, zone: zoneOfSchedule(schedule, provider.timeZone, country) };
  return mapConcurrently(orderRefs, ORDER_CONCURRENCY, async (orderRef) => {
    const allowed = await provider.allowedDates?.(orderRef, call);
    if (allowed === undefined) return { orderRef, isPossible: true, allowed: [] };
    return { orderRef, isPossible: earliestWanted(schedule, allowed, context) !== undefined, allowed };
  });
}
