import type { ItemStatus } from '../domain/model/status';
import type { Answer, ProviderRequest } from './http';

/** One order as `GET /_control/orders` shows it, with provider statuses. Instants are RFC 3339. */
export interface ControlOrder {
  /** The provider of the order. */
  readonly provider: string;
  /** The provider's reference of the order. */
  readonly ref: string;
  /** The provider status. */
  readonly status: string;
  /** When it was created. */
  readonly createdAt: string;
  /** Its numbers, each in E.164 with its own reference and status; `focAt` is when it moves. */
  readonly numbers: readonly {
    readonly phoneNumber: string;
    readonly ref: string;
    readonly status: string;
    readonly focAt?: string;
  }[];
}

/** A manual push: the new status of an order, or of some of its numbers. */
export interface Push {
  readonly to: ItemStatus;
  /** Epoch milliseconds; only with `foc_confirmed`. */
  readonly focAt?: number;
  /** The provider's reason code; only with `rejected` and `not_portable`. */
  readonly code?: number;
  /** E.164; default: all numbers of the order. */
  readonly numbers?: readonly string[];
}

/** A simulated provider. To add one, implement this interface and add it to the list in `sandbox.ts`. */
export interface SimulatedProvider {
  /** The name, which is also the prefix of its base URL. */
  readonly name: string;
  handle(request: ProviderRequest): Answer;
  /** An error answer in the provider's format, for injected faults. */
  refuse(status: number, message: string): Answer;
  orders(): ControlOrder[];
  /** @throws ControlRefusal if the push is invalid */
  advance(ref: string, push: Push): ControlOrder;
  reset(): void;
}

/** A control call that is invalid, with what to do instead. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal';

  constructor(
    message: string,
    readonly status: 400 | 404 | 405 = 400,
  ) {
    super(message);
  }
}
