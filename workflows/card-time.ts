import type { Instant } from '../src/domain/time';

/** An instant on a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
