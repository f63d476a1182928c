import type { Behavior } from '../model/behavior';
import type { Instant, Milliseconds } from '../model/time';

/** The state of one provider account, beside its ports: buffered hints and reports. */
export interface ProviderAccount {
  /** The version of this shape, for the next run. */
  readonly stateVersion: 1;
  /** The version of the rules that apply. */
  readonly behavior: Behavior;
  readonly provider: string;
  readonly account: string;
  /** Orders that no port holds yet, oldest first. */
  readonly buffered: readonly BufferedOrder[];
  /** Hints after the end of their port, newest last. */
  readonly afterClose: readonly HintAfterClose[];
  /** The newest orders that no port claimed, newest last. */
  readonly orphans: readonly Orphan[];
  /** The number of all orphans, including those that are no longer listed; absent: none since counting began. */
  readonly orphanCounts?: OrphanCounts;
  /** Orders that only unverified webhooks name, counted in the minute of their first hint. */
  readonly unverified?: { readonly since: Instant; readonly orders: number };
  /** Absent while the account has no sweeps. */
  readonly sweep?: Sweep;
}

/** The hints for one order, merged. */
export interface BufferedOrder {
  readonly orderRef: string;
  /** When the first hint came here. */
  readonly since: Instant;
  /** When the newest webhook reached the receiver. */
  readonly receivedAt: Instant;
  /** The newest update time of each number, by the provider's clock, if the hints name it. */
  readonly numbers: Readonly<Record<string, Instant>>;
  /** How many searches for a port were made. */
  readonly tries: number;
  readonly tryAt: Instant;
  /** A webhook with a valid signature named it; absent: only webhooks that anyone with the URL could send. */
  readonly verified?: true;
}

/** A hint for a port that had ended. */
export interface HintAfterClose {
  readonly orderRef: string;
  readonly requestId: string;
  readonly at: Instant;
}

/** An order at the provider that no port holds, or that was dropped from the buffer for lack of room. */
export interface Orphan {
  readonly orderRef: string;
  readonly why: 'unclaimed' | 'no_room';
  /** When its first hint came. */
  readonly since: Instant;
  readonly reportedAt: Instant;
}

/** The number of orphans, by reason. */
export type OrphanCounts = Readonly<Record<Orphan['why'], number>>;

/** The limits of an account's buffer. Data, so that tests can reduce them. */
export interface AccountPolicy {
  /** From the first hint to the first search for a port; doubles with each search, up to `longestWait`. */
  readonly firstWait: Milliseconds;
  readonly longestWait: Milliseconds;
  /** How long a hint waits for a port before its order is reported. */
  readonly orphanAfter: Milliseconds;
  readonly maxBuffered: number;
  /** How many orders that only unverified webhooks name are buffered within a minute; more are only counted. */
  readonly unverifiedPerMinute: number;
  /** How many hints after close, and how many orphans, are listed. */
  readonly mostReported: number;
  /** The most numbers of all buffered orders together, so that the state fits into one payload. */
  readonly mostNumbers: number;
}

/** The sweeps of an account: passes over all orders at the provider, which find what no webhook reported. */
export interface Sweep {
  /** The interval between the starts of two passes. */
  readonly every: Milliseconds;
  readonly nextAt: Instant;
  /** The orders of open ports in the previous pass, packed by the activity. */
  readonly seen?: string;
  /**
   * Open orders that no port held in the previous pass, if the provider lists only changes. A text is an entry of an
   * older release.
   */
  readonly unclaimed?: readonly (UnclaimedOrder | string)[];
  /** The newest completed pass. */
  readonly last?: SweepReport;
  /** Since when passes fail, and why. */
  readonly failure?: SweepFailure;
}

/** An open order that no port holds, until a port has had the time to find it. */
export interface UnclaimedOrder {
  readonly orderRef: string;
  /** When the pass began that saw it first. */
  readonly firstSeenAt: Instant;
}

export interface SweepFailure {
  readonly since: Instant;
  readonly message: string;
  /** How many consecutive passes found no worker of the account. */
  readonly unserved?: number;
}

/** The result of one pass. */
export interface SweepFindings {
  /** Calls to the provider. */
  readonly pages: number;
  readonly orders: number;
  /** Orders of open ports that are new or differ from the previous pass; orders that are read together count once. */
  readonly changed: number;
  /** Ports that received a hint. */
  readonly signaled: number;
  /**
   * Open orders at the provider that no open port holds, and that a pass saw longer ago than a port needs to find its
   * order; of very many, the first.
   */
  readonly orphans: readonly string[];
  /** The number of orphans, if not all are listed. */
  readonly orphanCount?: number;
  /** Orders of open ports that the provider no longer lists; of very many, the first. */
  readonly missingOrders: readonly MissingOrder[];
  /** The number of missing orders, if not all are listed. */
  readonly missingOrderCount?: number;
}

export interface MissingOrder {
  readonly orderRef: string;
  readonly requestId: string;
}

export interface SweepReport extends SweepFindings {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}
