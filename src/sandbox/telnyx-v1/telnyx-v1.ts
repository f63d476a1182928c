import type { Answer, ProviderRequest } from '../http';
import type { Ids } from '../ids';
import { ControlRefusal, type ControlOrder, type Push, type SimulatedProvider } from '../provider';
import { rfc3339 } from '../rfc3339';
import { route } from '../routes';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import { advance } from './advance';
import { commentRoutes } from './comments';
import { TelnyxBackend, TELNYX_CREDENTIALS } from './backend';
import { documentRoutes } from './documents';
import { draftSubRequestRoutes } from './draft-sub-requests';
import { draftRoutes } from './drafts';
import { notFound, telnyxError } from './errors';
import { refOf, providerStatusOf, type LiveNumber, type PortRequest, type SubRequest } from './port-request';
import { portRequestRoutes } from './port-requests';
import { portabilityRoutes } from './portability';
import type { TelnyxRoute } from './routes';
import { subRequestRoutes } from './sub-requests';

const ROUTES: readonly TelnyxRoute[] = [
  ...portabilityRoutes,
  ...draftRoutes,
  ...draftSubRequestRoutes,
  ...portRequestRoutes,
  ...subRequestRoutes,
  ...commentRoutes,
  ...documentRoutes,
];

/**
 * The simulated Telnyx: the porting API v1 of api.telnyx.com for one account, with its control operations.
 */
export class TelnyxV1 implements SimulatedProvider {
  readonly name = 'telnyx-v1';
  readonly #backend: TelnyxBackend;

  constructor(parts: { readonly time: SandboxTime; readonly ids: Ids; readonly settings: Settings }) {
    this.#backend = new TelnyxBackend(parts.time, parts.ids, parts.settings);
  }

  handle(request: ProviderRequest): Answer {
    if (!isAuthorized(request.headers)) return telnyxError(401, 'Unauthorized');
    const answer = route(ROUTES, this.#backend, request);
    if (answer === 'no_such_path') return notFound();
    if (answer === 'no_such_method') return telnyxError(405, 'Method not allowed');
    return answer;
  }

  refuse(status: number, message: string): Answer {
    return telnyxError(status, message);
  }

  orders(): ControlOrder[] {
    return this.#backend
      .portRequests()
      .flatMap((portRequest) => [
        ...portRequest.subRequests.map(describe),
        ...describeUnassigned(portRequest),
      ]);
  }

  advance(ref: string, push: Push): ControlOrder {
    const [id = '', subRequestId] = ref.split('/');
    const portRequest = this.#backend.findPortRequest(id);
    const subRequest = portRequest?.subRequests.find((candidate) => candidate.id === subRequestId);
    if (subRequest !== undefined) {
      advance(this.#backend, subRequest, push);
      return describe(subRequest);
    }
    if (portRequest !== undefined && subRequestId === undefined) {
      throw new ControlRefusal(`The numbers of ${ref} are in no sub request yet, so nothing can be pushed`);
    }
    throw new ControlRefusal(`Telnyx has no sub request ${ref}`, 404);
  }

  reset(): void {
    this.#backend.clear();
  }
}

function isAuthorized(headers: ProviderRequest['headers']): boolean {
  return (
    headers['x-api-user'] === TELNYX_CREDENTIALS.user && headers['x-api-token'] === TELNYX_CREDENTIALS.token
  );
}

function describe(subRequest: SubRequest): ControlOrder {
  const { numbers, focDate, createdAt } = subRequest;
  const status = providerStatusOf(subRequest);
  const date = focDate === undefined ? {} : { focAt: rfc3339(focDate) };
  return {
    provider: 'telnyx-v1',
    ref: refOf(subRequest),
    status,
    createdAt: rfc3339(createdAt),
    numbers: numbers.map((number) => ({ ...named(number), status, ...date })),
  };
}

/** The numbers in no sub request, as one order. */
function describeUnassigned(portRequest: PortRequest): ControlOrder[] {
  const numbers = portRequest.numbers.filter(({ subRequest }) => subRequest === undefined);
  if (numbers.length === 0) return [];
  const status = 'unassigned';
  return [
    {
      provider: 'telnyx-v1',
      ref: refOf(portRequest),
      status,
      createdAt: rfc3339(portRequest.createdAt),
      numbers: numbers.map((number) => ({ ...named(number), status })),
    },
  ];
}

/** A number has no id at Telnyx v1. */
function named({ phoneNumber }: LiveNumber) {
  return { phoneNumber, ref: phoneNumber };
}
