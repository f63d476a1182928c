import type { Answer } from '../http';
import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import type { PortingDesk } from './backend';
import { foneDynamicsError } from './errors';
import { isWithin, renderRequest, type Span } from './rendering';
import { updatesOf, type SimulatedRequest } from './request';
import type { FoneDynamicsRoute } from './routes';
import { notAllowed } from './submit';

type Query = Readonly<Record<string, string>>;

const DEFAULT_COUNT = 20;
/** Not published: a page holds no more, whatever is asked for. */
const LARGEST_PAGE = 100;

/**
 * The requests of which a status was told in the asked time, the newest news first: so a new one shifts the pages. A new
 * request is not seen before the lag has passed. Of `PortingRequestNumbers`, whose form is not published, a list with
 * commas is understood; of a name that comes again and again only the last value.
 */
function matching(backend: PortingDesk, span: Span, portingNumbers: string | undefined): SimulatedRequest[] {
  const visibleBefore = backend.time.now() - backend.settings.listLagMs;
  const wanted = portingNumbers?.split(',').map((portingNo) => portingNo.trim());
  const newest = (request: SimulatedRequest) => Math.max(...updatesOf(request));
  return backend
    .requests()
    .filter(
      (request) =>
        request.createdAt <= visibleBefore &&
        (wanted === undefined || wanted.includes(request.portingNo)) &&
        updatesOf(request).some((at) => isWithin(span, at)),
    )
    .reverse()
    .sort((a, b) => newest(b) - newest(a));
}

function listStatuses(backend: PortingDesk, query: Query): Answer {
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
  const page = found.slice(start, start + Math.min(Number(count), LARGEST_PAGE));
  return {
    status: 200,
    json: {
      PortingRequests: page.map((request) => renderRequest(request, span)),
      TotalCount: found.length,
      // As in the published example, where nothing follows.
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
        : notAllowed('property', propertySid),
  },
  {
    method: 'GET',
    path: /^\/v2\/Accounts\/([^/]+)\/Porting\/Status$/,
    answer: (backend, request, [accountSid = '']) =>
      accountSid === FONE_DYNAMICS_CREDENTIALS.accountSid
        ? listStatuses(backend, request.query)
        : notAllowed('account', accountSid),
  },
];
