import type { Schedule } from './request';
import type { Failure, Portability } from './snapshot';
import type { Instant } from './time';

/** One submission: what was sent, when, and with which result. */
export interface Attempt {
  readonly number: number;
  /** `<requestId>/<number>`: computed, so that a crash or a reset does not change it. */
  readonly key: string;
  readonly numbers: readonly string[];
  /** The references of the documents in the submission. */
  readonly documents: readonly string[];
  /** SHA-256 in hex of the documents that were uploaded for this port. */
  readonly documentDigests: readonly string[];
  /** The wanted date. */
  readonly schedule: Schedule;
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly sentAt?: Instant;
  readonly orderRefs: readonly string[];
  readonly failure?: Failure;
  /** The state of the search for the order, while the outcome is unknown. */
  readonly search?: Search;
}

/**
 * `ready`: to be sent now. `delayed`: certainly not sent, to be retried later. `unknown`: possibly sent, so the
 * provider is searched first. The other states are final: `sent`; `refused` by the provider; `lost`, two searches or
 * a person found no order; `withdrawn` by a command or a newer check before it was sent; `settled`, a person recorded
 * the outcome of its numbers.
 */
export type AttemptState =
  'ready' | 'delayed' | 'unknown' | 'sent' | 'refused' | 'lost' | 'withdrawn' | 'settled';

/** The search for a possibly submitted order. */
export interface Search {
  /** How many searches found nothing. */
  readonly done: number;
  /** When the next search is due; absent when only a person can continue. */
  readonly nextAt?: Instant;
  /** The failure of the newest searches. */
  readonly failure?: Failure;
  /** The provider has an order of that time that does not show its numbers: it may be this one. */
  readonly isUnlisted?: true;
  /** Several orders matched once: from then on, only a person may decide that there is none. */
  readonly isAmbiguous?: true;
  /** Numbers that the check found already in this account: not portable if the search finds no order. */
  readonly suspects?: readonly Portability[];
}
