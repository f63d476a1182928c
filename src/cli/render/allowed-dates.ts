import type { AllowedDates } from '../../contract/order-operations';
import { columns } from './columns';
import { second } from './instants';

/** When an order could move, as a table for people. */
export function allowedDateLines(dates: readonly AllowedDates[]): string[] {
  if (dates.length === 0) return ['The provider names no date.'];
  return columns([['FROM', 'UNTIL'], ...dates.map(({ from, until }) => [second(from), second(until)])]);
}
