import type { Answer } from '../http';
import type { TwilioBackend } from './backend';
import { badRequest } from './errors';
import type { TwilioOrder } from './order';
import { renderListRow } from './rendering';
import type { TwilioRoute } from './routes';
import { normalizedStatus } from './states';

type Query = Readonly<Record<string, string>>;

/** A bound of a filter: a day stands for its first moment in UTC. */
function instantOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

/** The orders that match a query, the newest first; a new order becomes visible after the lag. */
function matching(backend: TwilioBackend, query: Query): TwilioOrder[] {
  const visibleBefore = backend.time.now() - backend.settings.listLagMs;
  const sids = query['PortInRequestSid']?.split(',').map((sid) => sid.trim());
  const status = query['PortInRequestStatus'];
  const before = instantOf(query['CreatedBefore']);
  const after = instantOf(query['CreatedAfter']);
  return backend
    .orders()
    .filter(
      (order) =>
        order.createdAt <= visibleBefore &&
        (sids === undefined || sids.includes(order.sid)) &&
        (status === undefined || normalizedStatus(status) === order.state) &&
        (before === undefined || order.createdAt < before) &&
        (after === undefined || order.createdAt >= after),
    )
    .reverse();
}

function listPortIns(backend: TwilioBackend, query: Query): Answer {
  const size = Number(query['Size'] ?? 20);
  if (!Number.isInteger(size) || size < 1 || size > 100) return badRequest('Size must be between 1 and 100');
  for (const name of ['CreatedBefore', 'CreatedAfter']) {
    if (Number.isNaN(instantOf(query[name]))) return badRequest(`${name} must be a date, YYYY-MM-DD`);
  }
  const found = matching(backend, query);
  const token = query['Token'];
  const start = token === undefined ? 0 : found.findIndex((order) => order.sid === token);
  if (start === -1) return badRequest('Token is not one that this list gave');
  return {
    status: 200,
    json: {
      port_in_requests: found.slice(start, start + size).map(renderListRow),
      meta: {
        // A token is the first order of its page.
        previous_token: start === 0 ? null : (found[Math.max(0, start - size)]?.sid ?? null),
        next_token: found[start + size]?.sid ?? null,
      },
    },
  };
}

export const portInListRoutes: readonly TwilioRoute[] = [
  {
    method: 'GET',
    path: /^\/v1\/Porting\/PortIn\/PortInRequests$/,
    answer: (backend, request) => listPortIns(backend, request.query),
  },
];
