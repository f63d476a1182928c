import type { CanonicalReason } from '../../domain/reasons';
import type { ProviderProblem } from '../../domain/snapshot';
import { ProviderError, type ProviderErrorCode } from '../provider-error';
import { masked } from './masking';
import { retryAfter } from './retry-after';
import { TransportError, type HttpRequest, type HttpResponse, type TransportFailure } from './transport';

/** One request to a provider, as errors speak of it. */
export interface Exchange {
  /** What was tried, as it completes "could not …": `create the port-in order`. Never with a number in it. */
  readonly what: string;
  readonly method: HttpRequest['method'];
  /** It changes nothing, whatever its method: an answer that does not come leaves nothing half done. */
  readonly isHarmless?: true;
  /** What the request says and no message may repeat. */
  readonly secrets?: readonly string[];
  /** What to do when the provider refuses it; default: correct the request. */
  readonly ifRefused?: string;
}

/** How one provider says no. */
export interface ProviderVoice {
  /** The provider's name as its people write it. */
  readonly name: string;
  /** The header that holds the provider's id of a request, in lower case, where there is one. */
  readonly requestIdHeader?: string;
  /** Reads a refusal; undefined when the answer is not the provider's own (a proxy's page, an empty body). */
  refusal(response: HttpResponse): ProviderRefusal | undefined;
}

/** What a provider says when it refuses. */
export interface ProviderRefusal {
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  /** What its code means in our words, where it is known. */
  readonly reason?: CanonicalReason | undefined;
}

interface Verdict {
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
  readonly #voice: ProviderVoice;

  constructor(voice: ProviderVoice) {
    this.#voice = voice;
  }

  /** The error for an answer with a status outside 200 to 299. */
  fromResponse(exchange: Exchange, response: HttpResponse, now: number): ProviderError {
    const refusal = this.#voice.refusal(response);
    const verdict = verdictOn(exchange, response.status, refusal !== undefined);
    const retryAfterMs =
      verdict.outcome === 'refused' ? undefined : retryAfter(response.headers['retry-after'], now);
    return this.#build(exchange, verdict, { response, refusal, retryAfterMs });
  }

  /** The error for a request that got no complete answer. */
  fromTransport(exchange: Exchange, error: unknown): ProviderError {
    const failure = error instanceof TransportError ? error.failure : 'connection';
    const mayHaveArrived = !(error instanceof TransportError) || error.outcome === 'unknown';
    const detail = error instanceof TransportError ? error.message : 'The request failed.';
    const outcome = mayHaveArrived ? ifNotRead(exchange) : 'unavailable';
    const retryAfterMs = error instanceof TransportError ? error.retryAfterMs : undefined;
    const verdict = { code: CODES[failure], outcome, remedy: remedyFor(outcome) };
    return this.#build(exchange, verdict, { detail, retryAfterMs, cause: error });
  }

  /** The error for an answer of 200 to 299 that does not say what it should. */
  unreadable(exchange: Exchange, response: HttpResponse, detail: string): ProviderError {
    const outcome = ifNotRead(exchange);
    const verdict = { code: 'provider_answer_unreadable', outcome, remedy: remedyFor(outcome) } as const;
    return this.#build(exchange, verdict, { response, detail });
  }

  /** The error for a request that we do not send, because it could only be wrong. */
  notSendable(exchange: Exchange, detail: string): ProviderError {
    const remedy = exchange.ifRefused ?? 'Nothing was sent. Correct the request.';
    return this.#build(exchange, { code: 'provider_refused', outcome: 'refused', remedy }, { detail });
  }

  #build(exchange: Exchange, verdict: Verdict, seen: Circumstances): ProviderError {
    const { response, refusal, retryAfterMs, cause } = seen;
    const { name, requestIdHeader } = this.#voice;
    const requestId = requestIdHeader && response?.headers[requestIdHeader];
    const detail = seen.detail ?? refusal?.text;
    const facts = [
      response && `HTTP ${response.status}`,
      refusal?.code !== undefined && `${name} code ${refusal.code}`,
      requestId && `request ${requestId}`,
    ].filter((fact) => typeof fact === 'string' && fact !== '');
    const said = detail === undefined ? '' : `: ${masked(detail, exchange.secrets).replace(/[\s.]+$/, '')}`;
    const where = facts.length > 0 ? ` (${facts.join(', ')})` : '';
    return new ProviderError(
      {
        code: verdict.code,
        outcome: verdict.outcome,
        message: `${name}: could not ${exchange.what}${where}${said}. ${verdict.remedy}`,
        ...(response && { status: response.status }),
        ...(refusal?.code !== undefined && { providerCode: refusal.code }),
        ...(refusal?.reason && { reason: refusal.reason }),
        ...(requestId !== undefined && { requestId }),
      },
      { ...(retryAfterMs !== undefined && { retryAfterMs }), ...(cause !== undefined && { cause }) },
    );
  }
}

interface Circumstances {
  readonly response?: HttpResponse;
  readonly refusal?: ProviderRefusal | undefined;
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

function verdictOn(exchange: Exchange, status: number, isTheirs: boolean): Verdict {
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
  if (status >= 400 && status < 500 && status !== 408 && isTheirs) {
    const remedy = exchange.ifRefused ?? 'Correct the request; the same one fails again.';
    return { code: 'provider_refused', outcome: 'refused', remedy };
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
