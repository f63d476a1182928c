import type { Answer } from '../http';
import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import type { FoneDynamicsBackend } from './backend';
import { foneDynamicsError } from './errors';
import { isWithin, renderRequest, type Span } from './rendering';
import { updatesOf, type SimulatedRequest } from './request';
import type { FoneDynamicsRoute } from './routes';
import { forbidden } from './submit';

type Query = Readonly<Record<string, string>>;

const DEFAULT_COUNT = 20;
/** The maximum page size, which is not published. */
const MAX_PAGE_SIZE = 100;

/**
 * The requests with a change in the time span, the latest change first, so that a new change shifts the
 * pages. A new request becomes visible after the lag. `PortingRequestNumbers` is read as a list with commas
 * (its format is not published); of a repeated parameter only the last value counts.
 */
function matching(
  backend: FoneDynamicsBackend,
  span: Span,
  portingNumbers: string | undefined,
): SimulatedRequest[] {
  const visibleBefore = backend.time.now() - backend.settings.listLagMs;
  const requested = portingNumbers?.split(',').map((portingNo) => portingNo.trim());
  const newest = (request: SimulatedRequest) => Math.max(...updatesOf(request));
  return backend
    .requests()
    .filter(
      (request) =>
        request.createdAt <= visibleBefore &&
        (requested === undefined || requested.includes(request.portingNo)) &&
        updatesOf(request).some((at) => isWithin(span, at)),
    )
    .reverse()
    .sort((a, b) => newest(b) - newest(a));
}

function listStatuses(backend: FoneDynamicsBackend, query: Query): Answer {
  const missing = ['From', 'To'].filter((name) => (query[name] ?? '') === '');
  if (missing.length > 0) {
    return foneDynamicsError(400, 'A required parameter is missing', {
      code: 'PARAMETER_REQUIRED',
      fields: missing,
    });
  }
  const { Results_Count: count = String(DEFAULT_COUNT), Results_Skip: skip = '0' } = query;
  const wrong = Object.entries({
    From: query['From'],
    To: query['To'],
    Results_Count: count,
    Results_Skip: skip,
  })
    .filter(([, value]) => !/^\d{1,12}$/.test(value ?? ''))
    .map(([name]) => name);
  if (wrong.length > 0) {
    return foneDynamicsError(400, 'A parameter is not a whole number', {
      code: 'INVALID_PARAMETER',
      fields: wrong,
    });
  }
  const span = { from: Number(query['From']), to: Number(query['To']) };
  if (span.from > span.to) {
    const fields = ['From', 'To'];
    return foneDynamicsError(400, 'From is later than To', { code: 'CONFLICTING_PARAMETERS', fields });
  }
  const found = matching(backend, span, query['PortingRequestNumbers']);
  const start = Number(skip);
  const page = found.slice(start, start + Math.min(Number(count), MAX_PAGE_SIZE));
  return {
    status: 200,
    json: {
      PortingRequests: page.map((request) => renderRequest(request, span)),
      TotalCount: found.length,
      // As in the published example, on the last page too.
      NextPageToken: '1',
    },
  };
}

export const statusListRoutes: readonly FoneDynamicsRoute[] = [
  {
    method: 'GET',
    path: /^\/v2\/Properties\/([^/]+)\/Porting\/Status$/,
    answer: (backend, request, [propertySid = '']) =>
      propertySid === FONE_DYNAMICS_CREDENTIALS.propertySid
        ? listStatuses(backend, request.query)
        : forbidden('property', propertySid),
  },
  {
    method: 'GET',
    path: /^\/v2\/Accounts\/([^/]+)\/Porting\/Status$/,
    answer: (backend, request, [accountSid = '']) =>
      accountSid === FONE_DYNAMICS_CREDENTIALS.accountSid
        ? listStatuses(backend, request.query)
        : forbidden('account', accountSid),
  },
];
