import { hintsOf, type HintTimes, HintTimesCollector } from '../facts/hint-times';
import type { Instant } from '../model/time';

/** The hints of signals about one order. */
export interface ArrivedHint {
  readonly orderRef: string;
  /** The newest update time of each number, by the provider's clock. */
  readonly numbers: HintTimes;
  /** When the newest webhook reached the receiver. */
  readonly receivedAt: Instant;
  /** A webhook with a valid signature named the order. */
  readonly verified: boolean;
  /** The request id of the port that held the order, if the sender found that port ended. */
  readonly endedPort?: string;
}

const MAX_REF_LENGTH = 255;

/**
 * The most orders that wait for the next step of an account. The account reads them within seconds and only counts
 * what it cannot buffer, so more orders are counted here too.
 */
const MAX_WAITING_ORDERS = 2_000;

/**
 * Collects hints between two steps of an account, folded by order. A signal cannot be refused, so its content is not
 * trusted: a hint without an order is ignored, and invalid fields are dropped.
 */
export class HintBuffer {
  #orders = new Map<string, Waiting>();
  #surplus = 0;

  get isEmpty(): boolean {
    return this.#orders.size === 0 && this.#surplus === 0;
  }

  /** Adds the hints of a signal. */
  add(notification: unknown, now: Instant): void {
    for (const hint of hintsOf(notification)) {
      const { orderRef, verified, endedPort, receivedAt } = hint;
      if (typeof orderRef !== 'string' || orderRef === '') continue;
      const order = this.#orderOf(orderRef.slice(0, MAX_REF_LENGTH), verified === true);
      if (order === undefined) continue;
      order.times.addHint(hint, now);
      order.receivedAt = Math.max(order.receivedAt, isInstant(receivedAt) ? receivedAt : now);
      if (typeof endedPort === 'string' && endedPort !== '')
        order.endedPort = endedPort.slice(0, MAX_REF_LENGTH);
    }
  }

  /** Returns and removes all collected hints, and the count of orders without room. */
  takeAll(): { readonly hints: readonly ArrivedHint[]; readonly surplus: number } {
    const hints = [...this.#orders].map(([orderRef, { times, receivedAt, verified, endedPort }]) => ({
      orderRef,
      numbers: times.times,
      receivedAt,
      verified,
      ...(endedPort !== undefined && { endedPort }),
    }));
    const surplus = this.#surplus;
    this.#orders = new Map();
    this.#surplus = 0;
    return { hints, surplus };
  }

  #orderOf(orderRef: string, verified: boolean): Waiting | undefined {
    const known = this.#orders.get(orderRef);
    if (known !== undefined) {
      known.verified ||= verified;
      return known;
    }
    // Verified orders have the same room again, which unverified ones cannot use.
    if (this.#orders.size >= (verified ? 2 : 1) * MAX_WAITING_ORDERS) {
      this.#surplus += 1;
      return undefined;
    }
    const order = { times: new HintTimesCollector(), receivedAt: 0, verified };
    this.#orders.set(orderRef, order);
    return order;
  }
}

interface Waiting {
  readonly times: HintTimesCollector;
  receivedAt: Instant;
  verified: boolean;
  endedPort?: string;
}

/** The range of `Date`. */
const LAST_INSTANT = 8.64e15;

function isInstant(value: unknown): value is Instant {
  return typeof value === 'number' && Math.abs(value) <= LAST_INSTANT;
}
