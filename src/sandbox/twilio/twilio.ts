import type { Ids } from '../ids';
import type { Answer, ProviderRequest } from '../http';
import { ControlRefusal, type ControlOrder, type Push, type SimulatedProvider } from '../provider';
import { rfc3339 } from '../rfc3339';
import { route } from '../routes';
import type { Settings } from '../settings';
import type { SandboxTime } from '../time';
import type { WebhookOutbox } from '../webhooks';
import { advance } from './advance';
import { TwilioBackend, TWILIO_CREDENTIALS } from './backend';
import { documentRoutes } from './documents';
import { notFound, twilioError } from './errors';
import { hostedNumberRoutes } from './hosted-number';
import type { TwilioOrder } from './order';
import { phoneNumberRoutes } from './phone-number';
import { portInListRoutes } from './port-in-list';
import { portInRoutes } from './port-in';
import { portabilityRoutes } from './portability';
import { providerStatusOf } from './rendering';
import type { TwilioRoute } from './routes';
import { signingRequestRoutes } from './signing-request';
import { ORDER_STATUSES } from './states';
import { webhookConfigurationRoutes } from './webhook-configuration';

const ROUTES: readonly TwilioRoute[] = [
  ...portInListRoutes,
  ...portInRoutes,
  ...phoneNumberRoutes,
  ...portabilityRoutes,
  ...webhookConfigurationRoutes,
  ...hostedNumberRoutes,
  ...signingRequestRoutes,
  ...documentRoutes,
];

const AUTHORIZATION = `${TWILIO_CREDENTIALS.accountSid}:${TWILIO_CREDENTIALS.authToken}`;

/**
 * The simulated Twilio: the porting API of numbers.twilio.com for one account, with its control operations.
 */
export class Twilio implements SimulatedProvider {
  readonly name = 'twilio';
  readonly #backend: TwilioBackend;
  readonly #webhookUrl: string | undefined;

  constructor(parts: {
    readonly time: SandboxTime;
    readonly ids: Ids;
    readonly settings: Settings;
    readonly outbox: WebhookOutbox;
    /** The webhook URL until the API sets another one. */
    readonly webhookUrl: string | undefined;
  }) {
    this.#backend = new TwilioBackend(parts.time, parts.ids, parts.settings, parts.outbox);
    this.#webhookUrl = parts.webhookUrl;
    this.reset();
  }

  handle(request: ProviderRequest): Answer {
    return this.#withRequestId(this.#answer(request));
  }

  refuse(status: number, message: string): Answer {
    return this.#withRequestId(twilioError(status, message));
  }

  orders(): ControlOrder[] {
    return this.#backend.orders().map(describe);
  }

  advance(ref: string, push: Push): ControlOrder {
    const order = this.#backend.find(ref);
    if (order === undefined) throw new ControlRefusal(`Twilio has no order ${ref}`, 404);
    advance(this.#backend, order, push);
    return describe(order);
  }

  reset(): void {
    this.#backend.clear();
    if (this.#webhookUrl !== undefined) {
      this.#backend.configuration.portIn = { url: this.#webhookUrl, since: this.#backend.time.now() };
    }
  }

  #answer(request: ProviderRequest): Answer {
    if (!isAuthorized(request.headers['authorization'])) return twilioError(401, 'Authenticate');
    const answer = route(ROUTES, this.#backend, request);
    if (answer === 'no_such_path') return notFound(request.path);
    if (answer === 'no_such_method') return twilioError(405, 'Method not allowed');
    return answer;
  }

  #withRequestId(answer: Answer): Answer {
    return { ...answer, headers: { ...answer.headers, 'Twilio-Request-Id': this.#backend.ids.next('RQ') } };
  }
}

function isAuthorized(header: string | undefined): boolean {
  const [scheme, credentials] = (header ?? '').split(' ');
  return (
    scheme?.toLowerCase() === 'basic' && Buffer.from(credentials ?? '', 'base64').toString() === AUTHORIZATION
  );
}

function describe(order: TwilioOrder): ControlOrder {
  return {
    provider: 'twilio',
    ref: order.sid,
    status: ORDER_STATUSES[order.state],
    createdAt: rfc3339(order.createdAt),
    numbers: order.numbers.map((number) => ({
      phoneNumber: number.phoneNumber,
      ref: number.sid,
      status: providerStatusOf(number),
      ...(number.portDate !== undefined && { focAt: rfc3339(number.portDate) }),
    })),
  };
}
