import type { AccountRef } from '../../src/contract/names';
import type { BufferedOrder } from '../../src/domain/account/model';
import type { DeliveryAnswer } from '../../src/domain/account/delivery';

/**
 * The activities of an account's workflow. They run on the task queue of the workflows and call only Temporal, so
 * that hints reach their ports while a provider is slow or its rate limit is used up.
 */
export interface AccountActivities {
  /**
   * Searches for the ports of orders and signals them their hints. Safe to repeat: a hint is only a reason to read.
   */
  readonly deliverHints: (input: DeliverHintsInput) => Promise<readonly DeliveryAnswer[]>;
}

export interface DeliverHintsInput extends AccountRef {
  readonly orders: readonly OrderHints[];
}

/**
 * The hints of one order as they are buffered. Expanded, the hints of an account could exceed the size of an input.
 */
export type OrderHints = Pick<BufferedOrder, 'orderRef' | 'receivedAt' | 'numbers'>;
