import type { ItemStatus } from '../domain/model/status';
import type { Answer, ProviderRequest } from './http';

/** One order as `GET /_control/orders` shows it, in the provider's own words. Instants are RFC 3339. */
export interface ControlOrder {
  /** Whose order it is. */
  readonly provider: string;
  /** The provider's reference of the order. */
  readonly ref: string;
  /** In the provider's words. */
  readonly status: string;
  /** When it was made. */
  readonly createdAt: string;
  /** Its numbers, each in E.164 with its own reference and status; `focAt` is when it moves. */
  readonly numbers: readonly {
    readonly phoneNumber: string;
    readonly ref: string;
    readonly status: string;
    readonly focAt?: string;
  }[];
}

/** A push by hand: where an order, or some of its numbers, is to stand now. */
export interface Push {
  readonly to: ItemStatus;
  /** Epoch milliseconds; with `foc_confirmed` only. */
  readonly focAt?: number;
  /** The provider's reason code; with `rejected` and `not_portable` only. */
  readonly code?: number;
  /** E.164; all numbers of the order when absent. */
  readonly numbers?: readonly string[];
}

/** A provider that the sandbox simulates. To add one, implement this and add it to the list in `sandbox.ts`. */
export interface SimulatedProvider {
  /** Also the prefix of its base URL. */
  readonly name: string;
  handle(request: ProviderRequest): Answer;
  /** An error answer in the provider's own form, for injected faults. */
  refuse(status: number, message: string): Answer;
  orders(): ControlOrder[];
  /** @throws ControlRefusal when the push makes no sense */
  advance(ref: string, push: Push): ControlOrder;
  reset(): void;
}

/** A control call that cannot be done, with what to do instead. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';

  constructor(
    message: string,
    readonly status: 400 | 404 | 405 = 400,
  ) {
    super(message);
  }
}
