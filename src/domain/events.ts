import type { Ending } from './outcome';
import type { MissingField, OrderSnapshot, Portability, ProviderProblem, ReadResult } from './snapshot';
import type { Instant } from './time';

/** What made something happen. */
export type Cause =
  | { readonly kind: 'start' }
  | { readonly kind: 'hint' }
  | { readonly kind: 'watch' }
  | { readonly kind: 'sweep' }
  | { readonly kind: 'timer' }
  | CommandCause;

/** A person or a service said so. */
export interface CommandCause {
  readonly kind: 'command';
  readonly command: string;
  readonly by?: string;
}

/** What can happen to a port. `evolve` applies it; nothing else changes a port. */
export type PortEvent = { readonly at: Instant } & (
  | { readonly kind: 'hinted' }
  | { readonly kind: 'read_asked'; readonly cause: CommandCause }
  | {
      readonly kind: 'checked';
      readonly answers: readonly Portability[];
      readonly missing: readonly MissingField[];
    }
  | { readonly kind: 'attempt_began' }
  | { readonly kind: 'submitted'; readonly order: OrderSnapshot }
  | { readonly kind: 'submission_failed'; readonly problem: ProviderProblem }
  | {
      readonly kind: 'read';
      /** When the read began: it satisfies what came before that. */
      readonly startedAt: Instant;
      readonly result: ReadResult;
      readonly cause: Cause;
    }
  | {
      readonly kind: 'call_failed';
      /** When the call began. */
      readonly startedAt: Instant;
      readonly call: 'check' | 'read';
      readonly problem: ProviderProblem;
    }
  /** A clock fell due that needs no look at the provider, or had one. */
  | { readonly kind: 'clock_struck' }
  | { readonly kind: 'ended'; readonly ending: Omit<Ending, 'at'>; readonly cause: Cause }
);
