import type { CanonicalReason } from '../../domain/model/reasons';
import type { ProviderProblem } from '../../domain/model/snapshot';
import { clipped, MAX_LENGTHS, withoutStop } from '../foreign-text';
import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { masked } from './masking';
import { retryAfter } from './retry-after';
import { type HttpRequest, type HttpResponse, TransportError, type TransportFailure } from './transport';

/** One request to a provider, for error messages. */
export interface Exchange {
  /** What was tried, completing "could not …": `create the port-in order`. Never contains a phone number. */
  readonly what: string;
  /** The HTTP method. */
  readonly method: HttpRequest['method'];
  /** The request changes nothing, whatever its method, so a lost answer has no effect. */
  readonly isHarmless?: true;
  /** Values of the request that no message may repeat. */
  readonly secrets?: readonly string[];
  /** What to do if the provider refuses; default: correct the request. */
  readonly ifRefused?: string;
}

/** The error format of a provider. */
export interface ErrorFormat {
  /** The provider's name as its people write it. */
  readonly name: string;
  /** The response header with the provider's request id, in lower case, if there is one. */
  readonly requestIdHeader?: string;
  /** Parses a refusal; undefined if the answer is not the provider's own (a proxy's page, an empty body). */
  refusal(response: HttpResponse): ProviderRefusal | undefined;
}

/** A refusal of the provider. */
export interface ProviderRefusal {
  /** The provider's code. */
  readonly code?: string | undefined;
  /** The provider's message. */
  readonly text?: string | undefined;
  /** The canonical reason for its code, if known. */
  readonly reason?: CanonicalReason | undefined;
  /**
   * The answer has a format that only this provider writes. Absent: it only has a message, which answers of
   * gateways in front of the provider can have too.
   */
  readonly isOwn?: boolean;
  /** For 403: the request is refused, not the credentials. */
  readonly isAboutRequest?: boolean;
}

interface ExchangeResult {
  readonly code: ProviderErrorCode;
  readonly outcome: ProviderProblem['outcome'];
  readonly remedy: string;
}

const CODES: Readonly<Record<TransportFailure, ProviderErrorCode>> = {
  connection: 'provider_unavailable',
  aborted: 'provider_unavailable',
  timeout: 'provider_timeout',
  too_large: 'provider_answer_unreadable',
  rate_limited: 'provider_rate_limited',
};

/** Creates the errors of one provider's exchanges. */
export class ExchangeErrors {
  readonly #errorFormat: ErrorFormat;

  constructor(errorFormat: ErrorFormat) {
    this.#errorFormat = errorFormat;
  }

  /** The error for an answer with a status outside 200 to 299. */
  fromResponse(exchange: Exchange, response: HttpResponse, now: number): ProviderError {
    const refusal = this.#errorFormat.refusal(response);
    const result = resultOf(exchange, response.status, refusal);
    const retryAfterMs =
      result.outcome === 'refused' ? undefined : retryAfter(response.headers['retry-after'], now);
    return this.#build(exchange, result, { response, refusal, retryAfterMs });
  }

  /** The error for a request that got no complete answer. */
  fromTransport(exchange: Exchange, error: unknown): ProviderError {
    const failure = error instanceof TransportError ? error.failure : 'connection';
    const mayHaveArrived = !(error instanceof TransportError) || error.outcome === 'unknown';
    const detail = error instanceof TransportError ? error.message : 'The request failed.';
    const outcome = mayHaveArrived ? outcomeWithoutAnswer(exchange) : 'unavailable';
    const retryAfterMs = error instanceof TransportError ? error.retryAfterMs : undefined;
    const result = { code: CODES[failure], outcome, remedy: remedyFor(outcome) };
    return this.#build(exchange, result, { detail, retryAfterMs, cause: error });
  }

  /** The error for an answer of 200 to 299 with unexpected content. */
  unreadable(exchange: Exchange, response: HttpResponse, detail: string): ProviderError {
    const outcome = outcomeWithoutAnswer(exchange);
    const result = { code: 'provider_answer_unreadable', outcome, remedy: remedyFor(outcome) } as const;
    return this.#build(exchange, result, { response, detail });
  }

  /** The error for a request that is not sent, because it would be invalid. */
  notSendable(exchange: Exchange, detail: string): ProviderError {
    const remedy = exchange.ifRefused ?? 'Nothing was sent. Correct the request.';
    return this.#build(exchange, { code: 'provider_refused', outcome: 'refused', remedy }, { detail });
  }

  #build(exchange: Exchange, result: ExchangeResult, seen: Circumstances): ProviderError {
    const { response, refusal, retryAfterMs, cause } = seen;
    const { name, requestIdHeader } = this.#errorFormat;
    const header = requestIdHeader && response?.headers[requestIdHeader];
    const requestId = header && clipped(header, MAX_LENGTHS.code);
    const code = refusal?.code === undefined ? undefined : clipped(refusal.code, MAX_LENGTHS.code);
    const detail = seen.detail ?? refusal?.text;
    const facts = [
      response && `HTTP ${response.status}`,
      code !== undefined && `${name} code ${code}`,
      requestId && `request ${requestId}`,
    ].filter((fact) => typeof fact === 'string' && fact !== '');
    const detailText = detail === undefined ? '' : `: ${messageOf(detail, exchange.secrets)}`;
    const where = facts.length > 0 ? ` (${facts.join(', ')})` : '';
    return new ProviderError(
      {
        code: result.code,
        outcome: result.outcome,
        message: `${name}: could not ${exchange.what}${where}${detailText}. ${result.remedy}`,
        ...(response && { status: response.status }),
        ...(code !== undefined && { providerCode: code }),
        ...(refusal?.reason && { reason: refusal.reason }),
        ...(requestId !== undefined && { requestId }),
      },
      { ...(retryAfterMs !== undefined && { retryAfterMs }), ...(cause !== undefined && { cause }) },
    );
  }
}

/** Characters read beyond the shown end, so that a secret across the end is masked as a whole. */
const MASKING_MARGIN = 300;

/**
 * The part of an answer that an error repeats. It is clipped first, so that a large answer costs no more than
 * a small one.
 */
function messageOf(detail: string, secrets: readonly string[] | undefined): string {
  const start = clipped(detail, MAX_LENGTHS.detail + MASKING_MARGIN);
  return withoutStop(clipped(masked(start, secrets), MAX_LENGTHS.detail));
}

interface Circumstances {
  readonly response?: HttpResponse;
  readonly refusal?: ProviderRefusal | undefined;
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * The outcome for an HTTP status. A refusal counts only in the provider's own format: a proxy, a gateway or a
 * wrong base URL also answers 4xx, and then nothing was refused and the request may be valid
 * (docs/decisions/0021).
 */
function resultOf(exchange: Exchange, status: number, refusal: ProviderRefusal | undefined): ExchangeResult {
  const isOwn = refusal?.isOwn === true;
  const ifRefused = exchange.ifRefused ?? 'Correct the request; the same one fails again.';
  if (status === 403 && isOwn && refusal.isAboutRequest === true) {
    return { code: 'provider_refused', outcome: 'refused', remedy: ifRefused };
  }
  if (status === 401 || status === 403) {
    const remedy = 'Check the credentials of this provider account and what they are allowed to do.';
    // Any sender of a 401 requires other credentials; a 403 can also come from a firewall.
    const outcome = status === 401 || isOwn ? 'refused' : 'unavailable';
    return { code: 'provider_unauthorized', outcome, remedy };
  }
  if (status === 404) {
    const remedy = isOwn
      ? 'Check that the order belongs to this provider account, and the base URL.'
      : 'The answer is not in the form of this provider. Nothing was done; check the base URL and any proxy in front of it.';
    return { code: 'provider_not_found', outcome: isOwn ? 'refused' : 'unavailable', remedy };
  }
  if (status === 429) {
    const remedy = 'Nothing was done. Wait and try again; lower the rate of requests if it stays.';
    return { code: 'provider_rate_limited', outcome: 'unavailable', remedy };
  }
  if (status >= 400 && status < 500 && status !== 408 && isOwn) {
    return { code: 'provider_refused', outcome: 'refused', remedy: ifRefused };
  }
  const outcome = outcomeWithoutAnswer(exchange);
  // After a redirect, or a refusal that the provider did not write, it is uncertain what the provider did.
  const code = status >= 500 || status === 408 ? 'provider_unavailable' : 'provider_answer_unreadable';
  return { code, outcome, remedy: remedyFor(outcome) };
}

/** A read-only request has no effect; any other may have been carried out. */
function outcomeWithoutAnswer(exchange: Exchange): 'unavailable' | 'unknown' {
  return exchange.method === 'GET' || exchange.isHarmless === true ? 'unavailable' : 'unknown';
}

function remedyFor(outcome: 'unavailable' | 'unknown'): string {
  return outcome === 'unavailable'
    ? 'Nothing was done. Try again.'
    : 'It may have been done: look at the provider before it is sent again.';
}
