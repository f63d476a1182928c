import type { RefusalCode } from '../domain/model/commands';
import type { CommandRefusal } from '../contract/messages';
import type { InvalidField } from '../contract/invalid-fields';
import type { ProviderProblem } from '../domain/model/snapshot';

/** Stable codes of `PortingError`; causes and remedies are in docs/errors.md. */
export type PortingErrorCode =
  | 'invalid_request'
  | 'request_conflict'
  | 'port_not_found'
  | 'port_failed'
  | 'port_erased'
  | 'port_stuck'
  | 'port_ended'
  | 'no_worker'
  | 'no_answer'
  | 'not_decided_yet'
  | 'encryption_key_missing'
  | 'payload_unreadable'
  | 'search_attributes_missing'
  | 'temporal_unreachable'
  | CommandRefusalCode
  | ProviderCallCode;

/**
 * Why a command was refused. Wrong fields of an amendment are refused like those of a request:
 * `invalid_request`.
 */
export type CommandRefusalCode = Exclude<RefusalCode, 'invalid_request'>;

/** Why an operation at a provider failed; it may have been carried out all the same. */
export type ProviderCallCode =
  | 'call_failed'
  | 'document_refused'
  | 'document_unavailable'
  | 'foreign_webhook_url'
  | 'internal_error'
  | 'no_worker_for_account'
  | 'order_of_port'
  | 'provider_answer_unreadable'
  | 'provider_not_found'
  | 'provider_rate_limited'
  | 'provider_refused'
  | 'provider_timeout'
  | 'provider_unauthorized'
  | 'provider_unavailable';

/** The error of `PortingClient` and its handles: a stable code, and a message that says what to do. */
export class PortingError extends Error {
  /** Always `PortingError`. */
  override readonly name = 'PortingError';
  /** A stable code; docs/errors.md has the cause and remedy of each. */
  readonly code: PortingErrorCode;
  /** For `invalid_request`: every wrong field. */
  readonly invalid: readonly InvalidField[];
  /** For a refused command: the reason for each number, and what is allowed now. */
  readonly refused: readonly CommandRefusal[];
  /** For an operation at a provider: HTTP status, the provider's code and request id, and the outcome. */
  readonly problem: ProviderProblem | undefined;

  constructor(
    code: PortingErrorCode,
    message: string,
    options: ErrorOptions & {
      readonly invalid?: readonly InvalidField[];
      readonly refused?: readonly CommandRefusal[];
      readonly problem?: ProviderProblem;
    } = {},
  ) {
    super(message, options);
    this.code = code;
    this.invalid = options.invalid ?? [];
    this.refused = options.refused ?? [];
    this.problem = options.problem;
  }
}
