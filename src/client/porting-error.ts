import type { InvalidField } from '../contract/port-request-schema';

/** Stable codes of `PortingError`; causes and remedies are in docs/errors.md. */
export type PortingErrorCode =
  | 'invalid_request'
  | 'request_conflict'
  | 'port_not_found'
  | 'port_failed'
  | 'port_ended'
  | 'no_worker'
  | 'temporal_unreachable';

/** What `PortingClient` throws: a stable code, and a message that says what to do. */
export class PortingError extends Error {
  override readonly name = 'PortingError';
  readonly code: PortingErrorCode;
  /** With `invalid_request`: every wrong field. */
  readonly invalid: readonly InvalidField[];

  constructor(
    code: PortingErrorCode,
    message: string,
    options: ErrorOptions & { readonly invalid?: readonly InvalidField[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.invalid = options.invalid ?? [];
  }
}
