import type { Answer, ProviderRequest } from '../http';
import type { Ids } from '../ids';
import { ControlRefusal, type ControlOrder, type Push, type SimulatedProvider } from '../provider';
import { rfc3339 } from '../rfc3339';
import { route } from '../routes';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { WebhookOutbox } from '../webhooks';
import { advance } from './advance';
import { FONE_DYNAMICS_CREDENTIALS } from './credentials';
import { FoneDynamicsBackend } from './backend';
import { foneDynamicsError } from './errors';
import { statusOf, providerStatusOf, type SimulatedRequest } from './request';
import type { FoneDynamicsRoute } from './routes';
import { statusListRoutes } from './status-list';
import { submitRoutes } from './submit';

const ROUTES: readonly FoneDynamicsRoute[] = [...submitRoutes, ...statusListRoutes];

const AUTHORIZATION = `${FONE_DYNAMICS_CREDENTIALS.accountSid}:${FONE_DYNAMICS_CREDENTIALS.token}`;

/** The simulated Fone Dynamics: the porting part of its REST API v2 for one account with one property. */
export class FoneDynamics implements SimulatedProvider {
  readonly name = 'fone-dynamics';
  readonly #backend: FoneDynamicsBackend;

  constructor(parts: {
    readonly time: SandboxTime;
    /** A separate instance, because it counts the requests. */
    readonly ids: Ids;
    readonly settings: Settings;
    readonly outbox: WebhookOutbox;
  }) {
    this.#backend = new FoneDynamicsBackend(parts.time, parts.settings, parts.ids, parts.outbox);
  }

  handle(request: ProviderRequest): Answer {
    if (!isAuthorized(request.headers['authorization'])) {
      return foneDynamicsError(401, 'The credentials are not valid');
    }
    const answer = route(ROUTES, this.#backend, request);
    if (answer === 'no_such_path') return foneDynamicsError(404, 'There is nothing here');
    if (answer === 'no_such_method') return foneDynamicsError(405, 'Not with this method');
    return answer;
  }

  refuse(status: number, message: string): Answer {
    return foneDynamicsError(status, message);
  }

  orders(): ControlOrder[] {
    return this.#backend.requests().map(describe);
  }

  advance(ref: string, push: Push): ControlOrder {
    const request = this.#backend.find(ref);
    if (request === undefined) throw new ControlRefusal(`Fone Dynamics has no order ${ref}`, 404);
    advance(this.#backend, request, push);
    return describe(request);
  }

  reset(): void {
    this.#backend.clear();
  }
}

function isAuthorized(header: string | undefined): boolean {
  const [scheme, credentials] = (header ?? '').split(' ');
  return (
    scheme?.toLowerCase() === 'basic' && Buffer.from(credentials ?? '', 'base64').toString() === AUTHORIZATION
  );
}

/** Numbers have no reference of their own; their phone number is used. */
function describe(request: SimulatedRequest): ControlOrder {
  return {
    provider: 'fone-dynamics',
    ref: request.portingNo,
    status: statusOf(request),
    createdAt: rfc3339(request.createdAt),
    numbers: request.numbers.map((number) => ({
      phoneNumber: number.submitted.Number,
      ref: number.submitted.Number,
      status: providerStatusOf(number),
      ...(number.portDate !== undefined && { focAt: rfc3339(number.portDate) }),
    })),
  };
}
