import type { AccountRef } from '../../src/contract/names';
import type { BufferedOrder } from '../../src/domain/account/model';
import type { DeliveryAnswer } from '../../src/domain/account/delivery';

/**
 * What an account's workflow asks of the outside. It runs on the queue of the workflows and talks to Temporal only,
 * so that hints find their ports while a provider is slow or its rate limit is used up.
 */
export interface AccountActivities {
  /** Looks for the ports of orders and gives them their hints. Safe to repeat: a hint is only a reason to read. */
  readonly deliverHints: (input: DeliverHintsInput) => Promise<readonly DeliveryAnswer[]>;
}

export interface DeliverHintsInput extends AccountRef {
  readonly orders: readonly OrderHints[];
}

/** The hints for one order as they are kept: written out one by one, those of an account may exceed what a call takes. */
export type OrderHints = Pick<BufferedOrder, 'orderRef' | 'receivedAt' | 'numbers'>;
