import type { Behavior } from '../model/behavior';
import type { Instant, Milliseconds } from '../model/time';

/** What is remembered about one provider account, beside its ports: hints that no port has taken yet, and reports. */
export interface ProviderAccount {
  /** Which shape this has, for the run that takes it over. */
  readonly stateVersion: 1;
  /** By which rules it behaves. */
  readonly behavior: Behavior;
  readonly provider: string;
  readonly account: string;
  /** Orders that no port holds yet, the longest kept first. */
  readonly buffered: readonly BufferedOrder[];
  /** Hints that came after the end of their port, the newest last. */
  readonly afterClose: readonly HintAfterClose[];
  /** The newest of the orders that no port claimed, the newest last. */
  readonly orphans: readonly Orphan[];
  /** How many there have been in all, those that are not listed any more included; absent: none since this is counted. */
  readonly orphanCounts?: OrphanCounts;
  /** Orders of which only unverified webhooks told, counted by the minute in which they were first heard of. */
  readonly unverified?: { readonly since: Instant; readonly orders: number };
  /** Absent while nobody wants the account swept. */
  readonly sweep?: Sweep;
}

/** The hints for one order, as far as they say different things. */
export interface BufferedOrder {
  readonly orderRef: string;
  /** When the first hint came here. */
  readonly since: Instant;
  /** When the newest webhook reached the receiver. */
  readonly receivedAt: Instant;
  /** When something last happened to which number, by the provider's clock, where the hints say so. */
  readonly numbers: Readonly<Record<string, Instant>>;
  /** How often a port was looked for. */
  readonly tries: number;
  readonly tryAt: Instant;
  /** A webhook whose signature is right has told of it; absent: only such as anybody with the URL could send. */
  readonly verified?: true;
}

/** A hint for a port that had ended. */
export interface HintAfterClose {
  readonly orderRef: string;
  readonly requestId: string;
  readonly at: Instant;
}

/** An order at the provider that no port holds; or, for want of room, one that nobody looked for any longer. */
export interface Orphan {
  readonly orderRef: string;
  readonly why: 'unclaimed' | 'no_room';
  /** When its first hint came. */
  readonly since: Instant;
  readonly reportedAt: Instant;
}

/** How many orders were given up, by the reason. */
export type OrphanCounts = Readonly<Record<Orphan['why'], number>>;

/** How an account treats the hints that it keeps. Data, so that tests can shrink it. */
export interface AccountPolicy {
  /** From the first hint to the first look for a port; it doubles with each look, up to `longestWait`. */
  readonly firstWait: Milliseconds;
  readonly longestWait: Milliseconds;
  /** How long a hint waits for a port before its order is reported. */
  readonly orphanAfter: Milliseconds;
  readonly maxBuffered: number;
  /** How many orders that only unverified webhooks name are taken in within a minute; more are counted and not kept. */
  readonly unverifiedPerMinute: number;
  /** How many late hints, and how many orphans, are remembered. */
  readonly mostReported: number;
  /** Of all kept orders together, so that the state fits into one payload. */
  readonly mostNumbers: number;
}

/** How an account goes through all orders of its provider, to find what no webhook told. */
export interface Sweep {
  /** From the beginning of one pass to the beginning of the next. */
  readonly every: Milliseconds;
  readonly nextAt: Instant;
  /** What the pass before has seen of the orders of open ports, packed by the activity that makes them. */
  readonly seen?: string;
  /** Open orders that no port held at the pass before, where the list of the provider shows changes only. */
  readonly unclaimed?: readonly string[];
  /** The newest pass that came to its end. */
  readonly last?: SweepReport;
  /** Passes that keep failing: since when, and why. */
  readonly failure?: SweepFailure;
}

export interface SweepFailure {
  readonly since: Instant;
  readonly message: string;
  /** How many passes in a row found no worker of the account. */
  readonly unserved?: number;
}

/** What one pass found. */
export interface SweepFindings {
  /** Calls to the provider. */
  readonly pages: number;
  readonly orders: number;
  /** Orders of open ports that differ from what the pass before saw, and new ones; what is read together counts once. */
  readonly changed: number;
  /** Ports that were told to look. */
  readonly signaled: number;
  /** Orders that live at the provider and that no open port held for two passes; of very many, the first. */
  readonly orphans: readonly string[];
  /** How many these are in all, where more are than are named. */
  readonly orphanCount?: number;
  /** Orders of open ports that the provider does not list any more; of very many, the first. */
  readonly missingOrders: readonly MissingOrder[];
  /** The same for these. */
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
