import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { REFUSAL_CODES } from '../domain/model/commands';
import type { ExitCode } from './command';
import { missingPackages } from './missing-packages';

/** How a command that threw ends. */
export interface Failure {
  readonly exitCode: ExitCode;
  /** For standard error; undefined if it was printed already. */
  readonly message: string | undefined;
}

/** Codes that mean "refused": invalid input, or a negative answer. All other codes are failures. */
const REFUSALS: ReadonlySet<string> = new Set([
  ...REFUSAL_CODES,
  'document_refused',
  'foreign_webhook_url',
  'order_of_port',
  'port_ended',
  'provider_refused',
  'request_conflict',
]);

/** The class names of Portkeeper's errors: they carry a stable `code`, and a message that says what to do. */
const OWN_ERRORS: ReadonlySet<string> = new Set([
  'CliError',
  'ConfigurationError',
  'DeploymentError',
  'DescriptorError',
  'InstallationConflictError',
  'PortingError',
  'SearchAttributeConflictError',
  'ServerNotFoundError',
  'ChecksumError',
  'TemporalUnreachableError',
]);

/**
 * Turns any error into an exit code and one message. Errors are recognized by name, so that this module does
 * not import the modules that throw them.
 *
 * @param isDebugging - adds the stack
 */
export function failureOf(error: unknown, isDebugging = false): Failure {
  if (error instanceof CommanderError) {
    // Commander has already printed its message or the requested help.
    return { exitCode: error.exitCode === 0 ? 0 : 2, message: undefined };
  }
  const { code, message, exitCode = REFUSALS.has(code) ? 2 : 1 } = explain(error);
  const stack = isDebugging ? `\n${inspect(error)}` : '';
  return { exitCode, message: `portkeeper: ${code}: ${message}${stack}` };
}

interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly exitCode?: ExitCode;
}

function explain(error: unknown): Explanation {
  if (!(error instanceof Error)) return { code: 'unexpected', message: String(error) };
  const { code, exitCode } = error as { code?: unknown; exitCode?: ExitCode };
  if (OWN_ERRORS.has(error.name) && typeof code === 'string') {
    return { code, message: error.message, ...(exitCode !== undefined && { exitCode }) };
  }
  if (error.name === 'NamespaceNotFoundError') {
    return {
      code: 'namespace_not_found',
      message: `${error.message}; create it, or set TEMPORAL_NAMESPACE to one that exists`,
    };
  }
  const remedy = missingPackages(error);
  if (remedy !== undefined) return { code: 'package_missing', message: remedy };
  if (code === 'EADDRINUSE') {
    return {
      code: 'address_in_use',
      message: `${error.message}; stop what listens there, or choose another port (PORT for the receiver, --port for the sandbox, --health-port for the worker, PORTKEEPER_CODEC_SERVER_PORT for the codec server)`,
    };
  }
  return explainGrpc(error) ?? { code: 'unexpected', message: withCause(error) };
}

/** Explains a gRPC error of Temporal. The client wraps it, so the reason may be in `cause`. */
function explainGrpc(error: Error): Explanation | undefined {
  const { code, details } = [error, error.cause].find(isGrpcError) ?? {};
  switch (code) {
    case 3:
      if (details === undefined || !/search attribute/i.test(details)) return undefined;
      return {
        code: 'search_attributes_missing',
        message: `${details}; register the search attributes with \`portkeeper setup\``,
      };
    case 5:
      return details !== undefined && /namespace/i.test(details)
        ? { code: 'namespace_not_found', message: `${details} Set TEMPORAL_NAMESPACE to one that exists.` }
        : undefined;
    case 4:
    case 14:
      return {
        code: 'temporal_unreachable',
        message: `Temporal does not answer (${details ?? ''}); try again, or look at \`portkeeper doctor\``,
      };
    case 7:
    case 16:
      return {
        code: 'temporal_refused',
        message: `Temporal refuses these credentials (${details ?? ''}); check TEMPORAL_API_KEY, TEMPORAL_TLS… and TEMPORAL_NAMESPACE`,
      };
    case undefined:
    default:
      return undefined;
  }
}

function isGrpcError(error: unknown): error is { code: number; details: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'number' &&
    'details' in error &&
    typeof error.details === 'string'
  );
}

function withCause(error: Error): string {
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`.split('\n')[0] ?? '';
}

/** Stable codes of the errors that only the CLI detects; causes and remedies are in docs/errors.md. */
export type CliErrorCode =
  | 'input_unreadable'
  | 'invalid_command'
  | 'port_not_ended'
  | 'invalid_request'
  | 'request_too_large'
  | 'usage'
  | 'demo_failed';

/** A command cannot do what was requested. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly code: CliErrorCode;
  readonly exitCode: ExitCode;

  /** @param message - what is wrong and what to do */
  constructor(code: CliErrorCode, message: string, exitCode: ExitCode, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.exitCode = exitCode;
  }
}
