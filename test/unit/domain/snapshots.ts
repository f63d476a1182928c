import type { Foc } from '../../../src/domain/model/foc';
import type { ItemSnapshot, OrderSnapshot, ProviderProblem } from '../../../src/domain/model/snapshot';
import { HOUR, type Instant } from '../../../src/domain/model/time';

export const [A, B, C] = ['+12125550101', '+12125550102', '+12125550103'] as const;

export function numberList(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+1212${String(5_550_000 + index)}`);
}

export const ORDER_REF = 'KW1';

/** A number as a read shows it; without a status, its provider status is unknown. */
export function shown(
  phoneNumber: string,
  status: ItemSnapshot['status'],
  facts: Partial<ItemSnapshot> = {},
): ItemSnapshot {
  return {
    phoneNumber,
    providerStatus: status ?? 'Mystery',
    ...(status !== undefined && { status }),
    ...facts,
  };
}

export function dated(phoneNumber: string, foc: Foc, facts: Partial<ItemSnapshot> = {}): ItemSnapshot {
  return shown(phoneNumber, 'foc_confirmed', { foc, ...facts });
}

export function order(items: readonly ItemSnapshot[], facts: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return { ref: ORDER_REF, providerStatus: 'In Progress', actionRequired: false, items, ...facts };
}

/** An exact cutover. */
export function focAt(instant: Instant): Foc {
  return { from: instant, until: instant, precision: 'instant' };
}

/** A cutover on a day only, as wide as that is in the United States. */
export function focOn(from: Instant): Foc {
  return { from, until: from + 29 * HOUR, precision: 'date' };
}

export function aProblem(overrides: Partial<ProviderProblem> = {}): ProviderProblem {
  return { code: 'provider_unavailable', message: 'It said 500.', outcome: 'unavailable', ...overrides };
}
