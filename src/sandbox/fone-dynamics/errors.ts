import type { Answer } from '../http';

/**
 * The error code for a status. Only FORBIDDEN is published (docs/reference/fone-dynamics.md#errors); the
 * others are simulated.
 */
const CODES: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  429: 'TOO_MANY_REQUESTS',
  500: 'INTERNAL_ERROR',
  503: 'SERVICE_UNAVAILABLE',
};

/** An error body in Fone Dynamics' format: ServiceStack's ResponseStatus. */
export function foneDynamicsError(
  status: number,
  message: string,
  { code = CODES[status] ?? 'ERROR', fields = [] }: { code?: string; fields?: readonly string[] } = {},
): Answer {
  return {
    status,
    json: {
      ResponseStatus: {
        ErrorCode: code,
        Message: message,
        ...(fields.length > 0 && { Errors: fields.map((FieldName) => ({ FieldName })) }),
      },
    },
  };
}
