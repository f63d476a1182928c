import type { HttpRequest, HttpResponse, HttpTransport } from '../../../src/providers/http/transport';
import { ProviderError } from '../../../src/providers/provider-error';

/** One answer of a scripted transport. */
export type Answer = Partial<HttpResponse> & { readonly json?: unknown };

/** A transport that gives these answers in order, and all that was sent. */
export function scripted(...answers: (Answer | Error)[]): { transport: HttpTransport; sent: HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = (request) => {
    const answer = answers[sent.length];
    sent.push(request);
    if (answer === undefined) throw new Error(`No answer for ${request.method} ${request.url}.`);
    if (answer instanceof Error) return Promise.reject(answer);
    const body = answer.body ?? (answer.json === undefined ? '' : JSON.stringify(answer.json));
    return Promise.resolve({ status: answer.status ?? 200, headers: answer.headers ?? {}, body });
  };
  return { transport, sent };
}

/** The `ProviderError` that a promise fails with. */
export async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const outcome: unknown = await promise.then(
    () => 'no failure',
    (error: unknown) => error,
  );
  if (outcome instanceof ProviderError) return outcome;
  throw new Error(`Expected a ProviderError, got ${String(outcome)}`);
}
