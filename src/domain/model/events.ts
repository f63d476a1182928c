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
      /** When something happened to which number, by the provider's clock, where the hints say so. */
      readonly numbers?: Readonly<Record<string, Instant>>;
    }
  | { readonly kind: 'commanded'; readonly asked: AskedCommand }
  /** Whether this run may have sent what it does not know of: a reset made it, and nobody has searched since. */
  | { readonly kind: 'reset_checked'; readonly mayHaveSubmitted: boolean }
  /** What the amendment that waits longest makes of the request. */
  | { readonly kind: 'revised'; readonly revision: Revision }
  /** The oldest command is decided on what is known now. */
  | { readonly kind: 'command_decided' }
  | { readonly kind: 'reviewed'; readonly missing: readonly MissingField[] }
  /** A worker that has the account took the port, which had begun on one that lacks it. */
  | { readonly kind: 'account_prepared'; readonly terms: AccountTerms }
  | {
      readonly kind: 'checked';
      readonly answers: readonly Portability[];
      readonly missing: readonly MissingField[];
      /** Documents that were uploaded on the way. */
      readonly documents?: readonly StoredDocument[];
    }
  | { readonly kind: 'attempt_began' }
  | { readonly kind: 'submitted'; readonly orders: readonly OrderSnapshot[] }
  | { readonly kind: 'submission_failed'; readonly problem: ProviderProblem }
  /** A search for an order that may have been made is over. */
  | {
      readonly kind: 'searched';
      readonly found: SearchResult;
      /** The run that searched: sending is safe there even when a reset made that run. */
      readonly runId?: string;
    }
  | {
      readonly kind: 'cancel_answered';
      readonly orderRef: string;
      readonly results: readonly CancelAnswer[];
    }
  /** What the provider says about the date that the oldest command wishes for. */
  | { readonly kind: 'dates_fitted'; readonly dates: DateFits }
  /** The provider took an action; with a problem, it did not, or could not say. */
  | { readonly kind: 'order_action_answered'; readonly id: string; readonly problem?: ProviderProblem }
  | {
      readonly kind: 'read';
      /** When the read began: it satisfies what came before that. */
      readonly startedAt: Instant;
      /** The orders that were asked for. */
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
  | {
      readonly kind: 'call_failed';
      /** When the call began. */
      readonly startedAt: Instant;
      readonly call: 'prepare' | 'review' | 'check' | 'search';
      readonly problem: ProviderProblem;
    }
  /** A clock fell due that needs no look at the provider, or had one. */
  | { readonly kind: 'timer_fired' }
  /** What the port would hand to a next run was measured, in bytes of JSON. */
  | { readonly kind: 'measured'; readonly bytes: number }
  | { readonly kind: 'ended'; readonly ending: Omit<Ending, 'at'>; readonly cause: Cause }
);

/**
 * What a search found. `ambiguous`: several orders fit, and only a person can tell which. `unlisted`: there is an order
 * of that time whose numbers cannot be seen, so it may be the one.
 */
export type SearchResult =
  | { readonly kind: 'found'; readonly orders: readonly OrderSnapshot[] }
  | { readonly kind: 'absent' }
  | { readonly kind: 'ambiguous'; readonly orderRefs: readonly string[] }
  | { readonly kind: 'unlisted'; readonly orderRefs: readonly string[] };

/** What the provider answered to the cancel of one number; without a problem it took the cancel. */
export interface CancelAnswer {
  readonly phoneNumber: string;
  readonly problem?: ProviderProblem;
}

/** What only a worker that has the port's account can say: how long to wait, what the provider can do, what is missing. */
export interface AccountTerms {
  readonly policy: Policy;
  readonly capabilities: Capabilities;
  readonly missing: readonly MissingField[];
}
