import type { OrderItem } from './port';

/** What the provider says now is neither what a person said of the number nor what it said then. */
export function contradictsVerdict({ settled, status }: OrderItem): boolean {
  return settled !== undefined && status !== settled.status && status !== settled.as;
}
