import type { Schedule } from './request';
import type { Failure, Portability } from './snapshot';
import type { Instant } from './time';

/** One submission: what was sent, when, and what came of it. */
export interface Attempt {
  readonly number: number;
  /** `<requestId>/<number>`: computed, so that a crash or a reset does not change it. */
  readonly key: string;
  readonly numbers: readonly string[];
  /** The references of the documents that went with it. */
  readonly documents: readonly string[];
  /** What was in those that were uploaded for this port: SHA-256 in hex. */
  readonly documentDigests: readonly string[];
  /** The date that was wished for. */
  readonly schedule: Schedule;
  readonly state: AttemptState;
  readonly startedAt: Instant;
  readonly sentAt?: Instant;
  readonly orderRefs: readonly string[];
  readonly failure?: Failure;
  /** While the outcome is unknown: how the provider is searched for the order. */
  readonly search?: Search;
}

/**
 * `ready`: to be sent now. `delayed`: it certainly was not sent, and is tried again later. `unknown`: it may have
 * been sent, so the provider is searched before anything else. The others are over: `sent` and `refused` by the
 * provider, `lost` when two searches, or a person, found nothing, `withdrawn` by a command or a newer check before it
 * was sent, `settled` when a person said what became of its numbers.
 */
export type AttemptState =
  'ready' | 'delayed' | 'unknown' | 'sent' | 'refused' | 'lost' | 'withdrawn' | 'settled';

/** The search for an order that may have been made. */
export interface Search {
  /** Searches that found nothing. */
  readonly done: number;
  /** When the next one is due; absent when only a person can go on. */
  readonly nextAt?: Instant;
  /** Searches that keep failing. */
  readonly failure?: Failure;
  /** The provider has an order of that time whose numbers cannot be seen: it may be the one. */
  readonly isUnlisted?: true;
  /** Several orders fitted once: however often nothing is found then, only a person may say that there is none. */
  readonly isAmbiguous?: true;
  /** Numbers that the check called ours already: when no order is found, they are not portable. */
  readonly suspects?: readonly Portability[];
}
