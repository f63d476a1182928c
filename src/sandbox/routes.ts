import type { Answer, ProviderRequest } from './http';

/** One operation of a provider's API, answered from its backend. */
export interface Route<Backend> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  /** The path's groups are percent-decoded. */
  readonly answer: (backend: Backend, request: ProviderRequest, groups: readonly string[]) => Answer;
}

/** Answers a request with its route, or returns why there is none. */
export function route<Backend>(
  routes: readonly Route<Backend>[],
  backend: Backend,
  request: ProviderRequest,
): Answer | 'no_such_path' | 'no_such_method' {
  let path: string;
  try {
    path = decodeURIComponent(request.path);
  } catch {
    return 'no_such_path';
  }
  let knownPath = false;
  for (const candidate of routes) {
    const match = candidate.path.exec(path);
    if (match === null) continue;
    if (candidate.method === request.method) return candidate.answer(backend, request, match.slice(1));
    knownPath = true;
  }
  return knownPath ? 'no_such_method' : 'no_such_path';
}
