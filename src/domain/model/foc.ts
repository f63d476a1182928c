import type { Instant } from './time';

/**
 * The firm order commitment: the confirmed date of the cutover.
 *
 * With precision `instant`, `from` and `until` are the same moment. With precision `date` the provider named only a
 * day: `from` is the earliest possible moment of the cutover, `until` the latest, in the zones that apply.
 */
export interface Foc {
  /** The earliest moment of the cutover. */
  readonly from: Instant;
  /** The latest moment of the cutover. */
  readonly until: Instant;
  /** Whether the provider named a moment or a day. */
  readonly precision: 'instant' | 'date';
}

/** Two dates are the same if they bound the same time. */
export function isSameFoc(a: Foc | undefined, b: Foc | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && a.from === b.from && a.until === b.until);
}
