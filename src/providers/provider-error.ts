import type { ProviderProblem } from '../domain/model/snapshot';
import { boundedWish } from './http/retry-after';

/** Stable codes of provider errors; the causes and remedies are in docs/errors.md. */
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
  | 'workflow_was_reset';

/** The one error class of provider clients: what happened, and what is certain about it. */
export class ProviderError extends Error {
  /** Always `ProviderError`. */
  override readonly name = 'ProviderError';
  /** What goes through Temporal and is shown to people. */
  readonly problem: ProviderProblem;
  /** How long the provider asked us to wait, in milliseconds; at most an hour. */
  readonly retryAfterMs: number | undefined;

  /** By form, not by class: a module that brings a provider may have loaded a copy of this package of its own. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    const { name, problem } = (value ?? {}) as { readonly name?: unknown; readonly problem?: unknown };
    return name === 'ProviderError' && typeof problem === 'object' && problem !== null;
  }

  constructor(
    problem: ProviderProblem & { readonly code: ProviderErrorCode },
    options: ErrorOptions & { readonly retryAfterMs?: number } = {},
  ) {
    super(problem.message, options);
    const retryAfterMs = options.retryAfterMs === undefined ? undefined : boundedWish(options.retryAfterMs);
    this.problem = { ...problem, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    this.retryAfterMs = retryAfterMs;
  }

  /** Another attempt may succeed without anybody changing anything. */
  get isTransient(): boolean {
    return this.problem.outcome !== 'refused' || this.problem.code === 'provider_rate_limited';
  }
}
