import { hasAnyOrder } from './lookup';
import type { Port } from './port';
import type { Instant } from './time';

/** Until when the provider has time to confirm that something is out. */
export function confirmedBy(port: Port, askedAt: Instant): Instant {
  return askedAt + port.policy.confirmWithin;
}

/** That time is over, and the provider was looked at since, where there is something to look at. */
export function hasWaitedFor(port: Port, askedAt: Instant): boolean {
  const until = confirmedBy(port, askedAt);
  return (hasAnyOrder(port.items) ? (port.reading.lookedAt ?? Number.NEGATIVE_INFINITY) : port.asOf) >= until;
}
