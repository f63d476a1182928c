import { ProviderError, type ProviderErrorCode } from '../provider-error';
import type { ProviderProblem } from '../../domain/snapshot';
import { TransportError, type HttpResponse } from '../http-transport';
import { masked } from './masking';
import { reasonOfError } from './reasons';
import { errorBodySchema, type TwilioErrorBody } from './schemas';

/** One request to Twilio, as errors speak of it. */
export interface Exchange {
  /** What was tried, as it completes "could not …": `create the port-in order`. Never with a number in it. */
  readonly what: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** What the request says and no message may repeat. */
  readonly secrets?: readonly string[];
  /** What to do when Twilio refuses it; default: correct the request. */
  readonly ifRefused?: string;
}

interface Verdict {
  readonly code: ProviderErrorCode;
  readonly outcome: ProviderProblem['outcome'];
  readonly remedy: string;
}

/** The error for an answer with a status outside 200 to 299. */
export function errorFromResponse(exchange: Exchange, response: HttpResponse, now: number): ProviderError {
  const body = errorBodyOf(response);
  const verdict = verdictOn(exchange, response.status, body !== undefined);
  const retryAfterMs =
    verdict.outcome === 'refused' ? undefined : retryAfter(response.headers['retry-after'], now);
  return buildError(exchange, verdict, { response, body, retryAfterMs });
}

/** The error for a request that got no complete answer. */
export function errorFromTransport(exchange: Exchange, error: unknown): ProviderError {
  const failure = error instanceof TransportError ? error.failure : 'connection';
  const mayHaveArrived = !(error instanceof TransportError) || error.outcome === 'unknown';
  const detail = error instanceof TransportError ? error.message : 'The request failed.';
  const outcome = mayHaveArrived ? ifNotRead(exchange) : 'unavailable';
  const code =
    failure === 'timeout'
      ? 'provider_timeout'
      : failure === 'too_large'
        ? 'provider_answer_unreadable'
        : 'provider_unavailable';
  return buildError(exchange, { code, outcome, remedy: remedyFor(outcome) }, { detail, cause: error });
}

/** The error for an answer of 200 to 299 that does not say what it should. */
export function unreadableAnswer(exchange: Exchange, response: HttpResponse, detail: string): ProviderError {
  const outcome = ifNotRead(exchange);
  const verdict = { code: 'provider_answer_unreadable', outcome, remedy: remedyFor(outcome) } as const;
  return buildError(exchange, verdict, { response, detail });
}

/** The error for a request that we do not send, because it could only be wrong. */
export function notSendable(exchange: Exchange, detail: string): ProviderError {
  const remedy = 'Nothing was sent. Correct the request.';
  return buildError(exchange, { code: 'provider_refused', outcome: 'refused', remedy }, { detail });
}

/** Twilio's own words in a refusal; absent when the answer is not Twilio's (a proxy's page, an empty body). */
export function errorBodyOf(response: HttpResponse): TwilioErrorBody | undefined {
  try {
    const parsed = errorBodySchema.safeParse(JSON.parse(response.body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function verdictOn(exchange: Exchange, status: number, isTwilios: boolean): Verdict {
  if (status === 401 || status === 403) {
    const remedy = 'Check the credentials of this provider account and what they are allowed to do.';
    return { code: 'provider_unauthorized', outcome: 'refused', remedy };
  }
  if (status === 404) {
    const remedy = 'Check that the order belongs to this provider account, and the base URL.';
    return { code: 'provider_not_found', outcome: 'refused', remedy };
  }
  if (status === 429) {
    const remedy = 'Nothing was done. Wait and try again; lower the rate of requests if it stays.';
    return { code: 'provider_rate_limited', outcome: 'unavailable', remedy };
  }
  if (status >= 400 && status < 500 && status !== 408 && isTwilios) {
    const remedy = exchange.ifRefused ?? 'Correct the request; the same one fails again.';
    return { code: 'provider_refused', outcome: 'refused', remedy };
  }
  const outcome = ifNotRead(exchange);
  // A redirect, or a refusal that Twilio did not write, says nothing certain about what Twilio did.
  const code = status >= 500 || status === 408 ? 'provider_unavailable' : 'provider_answer_unreadable';
  return { code, outcome, remedy: remedyFor(outcome) };
}

/** A GET changes nothing, so nothing can be half done; anything else may be done. */
function ifNotRead(exchange: Exchange): 'unavailable' | 'unknown' {
  return exchange.method === 'GET' ? 'unavailable' : 'unknown';
}

function remedyFor(outcome: 'unavailable' | 'unknown'): string {
  return outcome === 'unavailable'
    ? 'Nothing was done. Try again.'
    : 'It may have been done: look at the provider before it is sent again.';
}

interface Circumstances {
  readonly response?: HttpResponse;
  readonly body?: TwilioErrorBody | undefined;
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

function buildError(exchange: Exchange, verdict: Verdict, seen: Circumstances): ProviderError {
  const { response, body, retryAfterMs, cause } = seen;
  const requestId = response?.headers['twilio-request-id'];
  const detail = seen.detail ?? body?.text;
  const facts = [
    response && `HTTP ${response.status}`,
    body?.code !== undefined && `Twilio code ${body.code}`,
    requestId && `request ${requestId}`,
  ].filter((fact) => typeof fact === 'string' && fact !== '');
  const reason = reasonOfError(body?.code);
  const said = detail === undefined ? '' : `: ${masked(detail, exchange.secrets).replace(/[\s.]+$/, '')}`;
  const where = facts.length > 0 ? ` (${facts.join(', ')})` : '';
  return new ProviderError(
    {
      code: verdict.code,
      outcome: verdict.outcome,
      message: `Twilio: could not ${exchange.what}${where}${said}. ${verdict.remedy}`,
      ...(response && { status: response.status }),
      ...(body?.code !== undefined && { providerCode: body.code }),
      ...(reason && { reason }),
      ...(requestId !== undefined && { requestId }),
    },
    { ...(retryAfterMs !== undefined && { retryAfterMs }), ...(cause !== undefined && { cause }) },
  );
}

/** `Retry-After` in milliseconds from `now`: seconds, or an HTTP date (RFC 9110). */
function retryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*(\d+(?:\.\d+)?)\s*$/.exec(header)?.[1];
  if (seconds !== undefined) return Math.ceil(Number(seconds) * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
