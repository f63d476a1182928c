import type { CanonicalReason } from '../../domain/model/reasons';
import { withoutStop } from '../foreign-text';
import { ExchangeErrors, type ErrorFormat } from '../http/exchange';
import type { HttpResponse } from '../http/transport';
import { type ErrorBody, errorBodySchema } from './schemas';

/**
 * The published error codes that say something of a port; the list is cut off (docs/reference/fone-dynamics.md#errors).
 */
const REASONS: ReadonlyMap<string, CanonicalReason> = new Map([
  ['PARAMETER_REQUIRED', 'missing_fields'],
  ['COUNTRY_UNAVAILABLE', 'unsupported'],
  ['NUMBER_BELONGS_TO_DIFFERENT_PROPERTY', 'already_ours'],
]);

/** Codes about the credentials. Every other 403 is about the request (docs/reference/fone-dynamics.md#errors). */
const NOT_ALLOWED: ReadonlySet<string> = new Set(['FORBIDDEN', 'UNAUTHORIZED', 'ACCOUNT_NOT_FOUND']);

/** How Fone Dynamics says no. It names no id of a request. */
export const FONE_DYNAMICS_VOICE: ErrorFormat = {
  name: 'Fone Dynamics',
  refusal: (response) => {
    const body = errorBodyOf(response);
    if (body === undefined) return undefined;
    const { code = '' } = body;
    const isAboutRequest = code !== '' && !NOT_ALLOWED.has(code.toUpperCase());
    // The form of the body is ServiceStack's: nobody else writes it.
    return { code: body.code, text: textOf(body), reason: REASONS.get(code), isOwn: true, isAboutRequest };
  },
};

/** For what is refused before a client is asked. */
export const foneDynamicsErrors = new ExchangeErrors(FONE_DYNAMICS_VOICE);

/** Its own words in a refusal; absent when the answer is not its own (a proxy's page, an empty body). */
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
