import type { ProviderProblem } from '../domain/model/snapshot';
import { boundedWait } from './http/retry-after';

/** Stable codes of provider errors; causes and remedies are in docs/errors.md. */
export type ProviderErrorCode =
  | 'provider_refused'
  | 'provider_unauthorized'
  | 'provider_not_found'
  | 'provider_rate_limited'
  | 'provider_unavailable'
  | 'provider_timeout'
  | 'provider_answer_unreadable'
  | 'document_refused'
  | 'document_unavailable'
  | 'foreign_webhook_url'
  | 'order_of_port'
  | 'workflow_was_reset'
  | 'database_was_restored';

/** The error class of provider clients: what happened, and what is certain about it. */
export class ProviderError extends Error {
  /** Always `ProviderError`. */
  override readonly name = 'ProviderError';
  /** The part that passes through Temporal and is shown to people. */
  readonly problem: ProviderProblem;
  /** The wait that the provider requested, in milliseconds; at most an hour. */
  readonly retryAfterMs: number | undefined;

  /** By shape, not by class: a provider module may have loaded its own copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const { name, problem } = (value ?? {}) as { readonly name?: unknown; readonly problem?: unknown };
    return name === 'ProviderError' && typeof problem === 'object' && problem !== null;
  }

  constructor(
    problem: ProviderProblem & { readonly code: ProviderErrorCode },
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(problem.message, options);
    const retryAfterMs = options.retryAfterMs === undefined ? undefined : boundedWait(options.retryAfterMs);
    this.problem = { ...problem, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    this.retryAfterMs = retryAfterMs;
  }

  /** A retry may succeed without any change. */
  get isTransient(): boolean {
    return this.problem.outcome !== 'refused' || this.problem.code === 'provider_rate_limited';
  }
}
