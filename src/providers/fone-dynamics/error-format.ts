import type { CanonicalReason } from '../../domain/model/reasons';
import { withoutStop } from '../foreign-text';
import { ExchangeErrors, type ErrorFormat } from '../http/exchange';
import type { HttpResponse } from '../http/transport';
import { type ErrorBody, errorBodySchema } from './schemas';

/**
 * The published error codes that give a reason for a port; the published list is incomplete
 * (docs/reference/fone-dynamics.md#errors).
 */
const REASONS: ReadonlyMap<string, CanonicalReason> = new Map([
  ['PARAMETER_REQUIRED', 'missing_fields'],
  ['COUNTRY_UNAVAILABLE', 'unsupported'],
  ['NUMBER_BELONGS_TO_DIFFERENT_PROPERTY', 'already_ours'],
]);

/** Codes about credentials. Any other 403 is about the request (docs/reference/fone-dynamics.md#errors). */
const CREDENTIAL_CODES: ReadonlySet<string> = new Set(['FORBIDDEN', 'UNAUTHORIZED', 'ACCOUNT_NOT_FOUND']);

/** The error format of Fone Dynamics. It has no request id. */
export const FONE_DYNAMICS_ERROR_FORMAT: ErrorFormat = {
  name: 'Fone Dynamics',
  refusal: (response) => {
    const body = errorBodyOf(response);
    if (body === undefined) return undefined;
    const { code = '' } = body;
    const isAboutRequest = code !== '' && !CREDENTIAL_CODES.has(code.toUpperCase());
    // The format of the body is ServiceStack's, which no gateway writes.
    return { code: body.code, text: textOf(body), reason: REASONS.get(code), isOwn: true, isAboutRequest };
  },
};

/** Errors of requests that are refused before they are sent. */
export const foneDynamicsErrors = new ExchangeErrors(FONE_DYNAMICS_ERROR_FORMAT);

/** The error of the provider; undefined if the answer is not its own (a proxy's page, an empty body). */
function errorBodyOf(response: HttpResponse): ErrorBody | undefined {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function textOf({ text, fields }: ErrorBody): string | undefined {
  if (fields.length === 0) return text;
  const named = `(fields: ${[...new Set(fields)].join(', ')})`;
  return text === undefined ? named : `${withoutStop(text)} ${named}`;
}
