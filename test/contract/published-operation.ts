import type { HttpRequest, HttpTransport } from '../../src/providers/http/transport';

/** An operation that a provider publishes, as method, path and the fields of the query. */
export interface PublishedOperation {
  readonly method: HttpRequest['method'];
  readonly path: RegExp;
  readonly query: readonly string[];
}

/** A transport that gives the same answer to every request, and all that was sent. */
export function recordingTransport(
  answer: unknown,
  headers: Record<string, string> = {},
): { readonly transport: HttpTransport; readonly sent: readonly HttpRequest[] } {
  const sent: HttpRequest[] = [];
  const transport: HttpTransport = (request) => {
    sent.push(request);
    return Promise.resolve({ status: 200, headers, body: JSON.stringify(answer) });
  };
  return { transport, sent };
}

/** Expects a request to be the operation, with basic authentication, and with a body where it is a POST. */
export function expectOperation(operation: PublishedOperation, request: HttpRequest | undefined): void {
  const url = new URL(request!.url);
  expect(request!.method).toBe(operation.method);
  expect(url.pathname).toMatch(operation.path);
  expect([...url.searchParams.keys()].filter((key) => !operation.query.includes(key))).toEqual([]);
  expect(request!.headers.authorization).toMatch(/^Basic /);
  expect(request!.body === undefined && request!.form === undefined).toBe(operation.method !== 'POST');
}
