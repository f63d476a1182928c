import type { Capabilities } from './capabilities';
import type { Cause } from './cause';
import type { AskedCommand, Revision } from './commands';
import type { DateFits } from './date-fits';
import type { Ending } from './outcome';
import type { Policy } from './policy';
import type {
  MissingField,
  OrderSnapshot,
  Portability,
  ProviderProblem,
  ReadResult,
  StoredDocument,
} from './snapshot';
import type { Instant } from './time';

/** What can happen to a port. `evolve` applies it; nothing else changes a port. */
export type PortEvent = { readonly at: Instant } & (
  | {
      readonly kind: 'hinted';
      /** The update time of each number, by the provider's clock, if the hints name it. */
      readonly numbers?: Readonly<Record<string, Instant>>;
    }
  | { readonly kind: 'commanded'; readonly asked: AskedCommand }
  /**
   * Whether this run may repeat a submission that it does not know of: a reset created it, and no search was made
   * since.
   */
  | { readonly kind: 'reset_checked'; readonly mayHaveSubmitted: boolean }
  /** The result of the oldest pending amendment. */
  | { readonly kind: 'revised'; readonly revision: Revision }
  /** The oldest command is decided with what is known now. */
  | { readonly kind: 'command_decided' }
  | { readonly kind: 'reviewed'; readonly missing: readonly MissingField[] }
  /** A worker with the account prepared a port that had begun on a worker without it. */
  | { readonly kind: 'account_prepared'; readonly terms: AccountTerms }
  | {
      readonly kind: 'checked';
      /** The numbers are claimed for this port. */
      readonly isClaimed?: true;
      readonly answers: readonly Portability[];
      readonly missing: readonly MissingField[];
      /** Documents that the check uploaded. */
      readonly documents?: readonly StoredDocument[];
    }
  /** A call about the draft failed in all its attempts. */
  | {
      readonly kind: 'call_failed';
      /** When the call began. */
      readonly startedAt: Instant;
      readonly call: 'prepare' | 'review' | 'check';
      readonly problem: ProviderProblem;
    }
  | { readonly kind: 'attempt_began' }
  | { readonly kind: 'submitted'; readonly orders: readonly OrderSnapshot[] }
  | { readonly kind: 'submission_failed'; readonly problem: ProviderProblem }
  /** A search for a possibly submitted order ended. */
  | {
      readonly kind: 'searched';
      readonly found: SearchResult;
      /** The run that searched. That run may submit even if a reset created it. */
      readonly runId?: string;
      /** The restore of Temporal's database that the search came after. */
      readonly restoredAt?: Instant;
    }
  /** A search failed in all its attempts. */
  | { readonly kind: 'search_failed'; readonly startedAt: Instant; readonly problem: ProviderProblem }
  | {
      readonly kind: 'cancel_answered';
      readonly orderRef: string;
      readonly results: readonly CancelAnswer[];
    }
  /** The provider's answer about the date that the oldest command asks for. */
  | { readonly kind: 'dates_fitted'; readonly dates: DateFits }
  /** The provider accepted an order action; with a problem, it refused or gave no answer. */
  | { readonly kind: 'order_action_answered'; readonly id: string; readonly problem?: ProviderProblem }
  | {
      readonly kind: 'read';
      /** When the read began: it covers every hint before that. */
      readonly startedAt: Instant;
      /** The orders that were requested. */
      readonly orderRefs: readonly string[];
      readonly result: ReadResult;
      readonly cause: Cause;
    }
  /** None of the orders could be read. */
  | {
      readonly kind: 'read_failed';
      readonly startedAt: Instant;
      readonly orderRefs: readonly string[];
      readonly problem: ProviderProblem;
    }
  /** A clock fell due that needs no poll, or had one. */
  | { readonly kind: 'timer_fired' }
  /** The size of the handover to a next run was measured, in bytes of JSON. */
  | { readonly kind: 'measured'; readonly bytes: number }
  | { readonly kind: 'ended'; readonly ending: Omit<Ending, 'at'>; readonly cause: Cause }
);

/**
 * The result of a search. `ambiguous`: several orders match, and only a person can choose. `unlisted`: an order of
 * that time does not show its numbers, so it may be the one.
 */
export type SearchResult =
  | { readonly kind: 'found'; readonly orders: readonly OrderSnapshot[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous'; readonly orderRefs: readonly string[] }
  | { readonly kind: 'unlisted'; readonly orderRefs: readonly string[] };

/** The provider's answer to the cancel of one number; without a problem, it accepted the cancel. */
export interface CancelAnswer {
  readonly phoneNumber: string;
  readonly problem?: ProviderProblem;
}

/** The terms that only a worker with the account can report: policy, capabilities, missing fields. */
export interface AccountTerms {
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly missing: readonly MissingField[];
}
