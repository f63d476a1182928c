import type { Answer, ProviderRequest } from '../http';
import type { TelnyxBackend } from './backend';
import { unprocessable } from './errors';
import { inclusionOf } from './inclusion';
import { hasDigits, pageOf } from './paging';
import { providerStatusOf, type PortRequest } from './port-request';
import { renderPortRequest } from './rendering';
import { pathOf, withPortRequest, type TelnyxRoute } from './routes';
import { isClosed, SUB_REQUEST_STATUSES } from './states';

/**
 * The values of the status filter: the statuses of numbers, and two that were offered in 2017. The current
 * list is not published.
 */
const FILTERS: ReadonlySet<string> = new Set([...SUB_REQUEST_STATUSES, 'incomplete', 'complete']);

function hasStatus({ numbers }: PortRequest, status: string): boolean {
  const isComplete = numbers.every(
    ({ subRequest }) => subRequest !== undefined && isClosed(subRequest.state),
  );
  if (status === 'complete') return isComplete;
  if (status === 'incomplete') return !isComplete;
  return numbers.some(
    ({ subRequest }) => (subRequest === undefined ? 'unassigned' : providerStatusOf(subRequest)) === status,
  );
}

function isFound({ supportKey, numbers }: PortRequest, search: string): boolean {
  if (search.startsWith('pr_')) return supportKey === search;
  return numbers.some(({ phoneNumber }) => hasDigits(phoneNumber, search));
}

/** The port requests that match a query, the newest first; a new one becomes visible after the lag. */
function listPortRequests(backend: TelnyxBackend, query: ProviderRequest['query']): Answer {
  const { search, status } = query;
  if (status !== undefined && !FILTERS.has(status)) {
    return unprocessable(`status must be one of ${[...FILTERS].join(', ')}`);
  }
  const included = inclusionOf(query);
  if (typeof included === 'string') return unprocessable(included);
  const visibleBefore = backend.time.now() - backend.settings.listLagMs;
  const found = backend
    .portRequests()
    .filter(
      (portRequest) =>
        portRequest.createdAt <= visibleBefore &&
        (status === undefined || hasStatus(portRequest, status)) &&
        (search === undefined || isFound(portRequest, search)),
    )
    .reverse();
  return pageOf(found, query, (portRequest) => renderPortRequest(backend, portRequest, included));
}

export const portRequestRoutes: readonly TelnyxRoute[] = [
  {
    method: 'GET',
    path: pathOf('/port_requests'),
    answer: (backend, request) => listPortRequests(backend, request.query),
  },
  {
    method: 'GET',
    path: pathOf('/port_requests/{id}'),
    answer: withPortRequest((backend, { query }, portRequest) => {
      const included = inclusionOf(query);
      if (typeof included === 'string') return unprocessable(included);
      return { status: 200, json: renderPortRequest(backend, portRequest, included) };
    }),
  },
];
