import type { CanonicalReason } from '../../domain/model/reasons';
import type { ProviderProblem } from '../../domain/model/snapshot';
import { clipped, MAX_LENGTHS, withoutStop } from '../foreign-text';
import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { masked } from './masking';
import { retryAfter } from './retry-after';
import { type HttpRequest, type HttpResponse, TransportError, type TransportFailure } from './transport';

/** One request to a provider, as errors speak of it. */
export interface Exchange {
  /** What was tried, as it completes "could not …": `create the port-in order`. Never with a number in it. */
  readonly what: string;
  /** The HTTP method. */
  readonly method: HttpRequest['method'];
  /** It changes nothing, whatever its method: an answer that does not come leaves nothing half done. */
  readonly isHarmless?: true;
  /** What the request says and no message may repeat. */
  readonly secrets?: readonly string[];
  /** What to do when the provider refuses it; default: correct the request. */
  readonly ifRefused?: string;
}

/** How one provider says no. */
export interface ErrorFormat {
  /** The provider's name as its people write it. */
  readonly name: string;
  /** The header that holds the provider's id of a request, in lower case, where there is one. */
  readonly requestIdHeader?: string;
  /** Reads a refusal; undefined when the answer is not the provider's own (a proxy's page, an empty body). */
  refusal(response: HttpResponse): ProviderRefusal | undefined;
}

/** What a provider says when it refuses. */
export interface ProviderRefusal {
  /** The provider's code. */
  readonly code?: string | undefined;
  /** The provider's words. */
  readonly text?: string | undefined;
  /** What its code means in our words, where it is known. */
  readonly reason?: CanonicalReason | undefined;
  /**
   * The answer has a form that only the provider writes. Absent: it has a text where the provider has one, and so have the
   * answers of many gateways that stand before one.
   */
  readonly isOwn?: boolean;
  /** With 403: the request is refused, and not those who ask. */
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

/** The errors of one provider's exchanges. */
export class ExchangeErrors {
  readonly #errorFormat: ErrorFormat;

  constructor(errorFormat: ErrorFormat) {
    this.#errorFormat = errorFormat;
  }

  /** The error for an answer with a status outside 200 to 299. */
  fromResponse(exchange: Exchange, response: HttpResponse, now: number): ProviderError {
    const refusal = this.#errorFormat.refusal(response);
    const result = outcomeWhenGivenUp(exchange, response.status, refusal);
    const retryAfterMs =
      result.outcome === 'refused' ? undefined : retryAfter(response.headers['retry-after'], now);
    return this.#build(exchange, result, { response, refusal, retryAfterMs });
  }

  /** The error for a request that got no complete answer. */
  fromTransport(exchange: Exchange, error: unknown): ProviderError {
    const failure = error instanceof TransportError ? error.failure : 'connection';
    const mayHaveArrived = !(error instanceof TransportError) || error.outcome === 'unknown';
    const detail = error instanceof TransportError ? error.message : 'The request failed.';
    const outcome = mayHaveArrived ? ifNotRead(exchange) : 'unavailable';
    const retryAfterMs = error instanceof TransportError ? error.retryAfterMs : undefined;
    const result = { code: CODES[failure], outcome, remedy: remedyFor(outcome) };
    return this.#build(exchange, result, { detail, retryAfterMs, cause: error });
  }

  /** The error for an answer of 200 to 299 that does not say what it should. */
  unreadable(exchange: Exchange, response: HttpResponse, detail: string): ProviderError {
    const outcome = ifNotRead(exchange);
    const result = { code: 'provider_answer_unreadable', outcome, remedy: remedyFor(outcome) } as const;
    return this.#build(exchange, result, { response, detail });
  }

  /** The error for a request that we do not send, because it could only be wrong. */
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
    const said = detail === undefined ? '' : `: ${messageOf(detail, exchange.secrets)}`;
    const where = facts.length > 0 ? ` (${facts.join(', ')})` : '';
    return new ProviderError(
      {
        code: result.code,
        outcome: result.outcome,
        message: `${name}: could not ${exchange.what}${where}${said}. ${result.remedy}`,
        ...(response && { status: response.status }),
        ...(code !== undefined && { providerCode: code }),
        ...(refusal?.reason && { reason: refusal.reason }),
        ...(requestId !== undefined && { requestId }),
      },
      { ...(retryAfterMs !== undefined && { retryAfterMs }), ...(cause !== undefined && { cause }) },
    );
  }
}

/** So much more is looked at than is shown: what is secret and stands across the end is found whole. */
const BEYOND_THE_END = 300;

/** What an error repeats of an answer: cut first, so that a large answer costs no more than a small one. */
function messageOf(detail: string, secrets: readonly string[] | undefined): string {
  const beginning = clipped(detail, MAX_LENGTHS.detail + BEYOND_THE_END);
  return withoutStop(clipped(masked(beginning, secrets), MAX_LENGTHS.detail));
}

interface Circumstances {
  readonly response?: HttpResponse;
  readonly refusal?: ProviderRefusal | undefined;
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/**
 * What a status says. A refusal counts as one only in the provider's own form: a proxy, a gateway or a wrong base URL
 * answers 4xx too, and then nothing was refused and nothing is wrong with the request
 * (docs/decisions/0021).
 */
function outcomeWhenGivenUp(
  exchange: Exchange,
  status: number,
  refusal: ProviderRefusal | undefined,
): ExchangeResult {
  const isOwn = refusal?.isOwn === true;
  const ifRefused = exchange.ifRefused ?? 'Correct the request; the same one fails again.';
  if (status === 403 && isOwn && refusal.isAboutRequest === true) {
    return { code: 'provider_refused', outcome: 'refused', remedy: ifRefused };
  }
  if (status === 401 || status === 403) {
    const remedy = 'Check the credentials of this provider account and what they are allowed to do.';
    // Who answers 401 wants other credentials, whoever it is; 403 is what a firewall says too.
    const outcome = status === 401 || isOwn ? 'refused' : 'unavailable';
    return { code: 'provider_unauthorized', outcome, remedy };
  }
  if (status === 404) {
    const remedy = isOwn
      ? 'Check that the order belongs to this provider account, and the base URL.'
      : 'The answer is not in the form of this provider. Nothing was done; check the base URL and what stands before it.';
    return { code: 'provider_not_found', outcome: isOwn ? 'refused' : 'unavailable', remedy };
  }
  if (status === 429) {
    const remedy = 'Nothing was done. Wait and try again; lower the rate of requests if it stays.';
    return { code: 'provider_rate_limited', outcome: 'unavailable', remedy };
  }
  if (status >= 400 && status < 500 && status !== 408 && isOwn) {
    return { code: 'provider_refused', outcome: 'refused', remedy: ifRefused };
  }
  const outcome = ifNotRead(exchange);
  // A redirect, or a refusal that the provider did not write, says nothing certain about what it did.
  const code = status >= 500 || status === 408 ? 'provider_unavailable' : 'provider_answer_unreadable';
  return { code, outcome, remedy: remedyFor(outcome) };
}

/** What changes nothing cannot be half done; anything else may be done. */
function ifNotRead(exchange: Exchange): 'unavailable' | 'unknown' {
  return exchange.method === 'GET' || exchange.isHarmless === true ? 'unavailable' : 'unknown';
}

function remedyFor(outcome: 'unavailable' | 'unknown'): string {
  return outcome === 'unavailable'
    ? 'Nothing was done. Try again.'
    : 'It may have been done: look at the provider before it is sent again.';
}
