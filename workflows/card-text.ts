import type { Instant } from '../src/domain/time';

/** The most characters of a provider's or a customer's own words. */
const LONGEST_WORDS = 40;

/** An instant on a card: to the minute, in UTC. */
export function minute(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** Words of a provider or a customer, which may be of any length. */
export function clipped(words: string): string {
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
}
