import type { PreparedRequest } from '../src/domain/begin';
import type { PortRequest } from '../src/domain/request';
import type { MissingField, OrderSnapshot, Portability, ReadResult } from '../src/domain/snapshot';

/**
 * What a port's workflow asks of the outside. Only this type reaches the workflows; the code behind it never enters
 * their bundle.
 */
export interface PortActivities {
  /** Parses and completes a request, and fixes the policy. Fails with `invalid_request`, naming every field. */
  prepare(input: unknown): Promise<PreparedRequest>;
  /** Asks the provider whether the numbers can be moved, and what it would still need. */
  checkPortability(input: CheckInput): Promise<CheckResult>;
  /** Commits an order. Runs at most once for each attempt. */
  submitOrder(input: SubmitInput): Promise<OrderSnapshot>;
  /** Reads orders; `unchanged` when they are as the digest says. */
  readOrders(input: ReadInput): Promise<ReadResult>;
}

export interface AccountRef {
  readonly provider: string;
  readonly account: string;
}

export interface CheckInput extends AccountRef {
  readonly request: PortRequest;
  readonly numbers: readonly string[];
}

export interface CheckResult {
  readonly answers: readonly Portability[];
  readonly missing: readonly MissingField[];
}

export interface SubmitInput extends AccountRef {
  readonly request: PortRequest;
  readonly attemptKey: string;
  readonly numbers: readonly string[];
}

export interface ReadInput extends AccountRef {
  readonly orderRefs: readonly string[];
  /** What the port knows already: an equal answer is `unchanged`. */
  readonly digest?: string;
  /** IANA zone of the port's schedule, for dates without a time. */
  readonly timeZone?: string;
}
