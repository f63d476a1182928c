import type { LightMyRequestResponse } from 'fastify';
import type { Hint } from '../../../src/contract/messages';
import type { ProviderWebhooks, WebhookRequest } from '../../../src/providers/provider';
import type { Delivery, HintOrigin } from '../../../src/receiver/port-directory';
import type { ConnectionTimes } from '../../../src/receiver/connections';
import type { ReadinessReport } from '../../../src/receiver/readiness';
import { buildReceiver } from '../../../src/receiver/receiver';
import type { NamedKey } from '../../../src/security/key-list';
import { signWebhookToken } from '../../../src/security/webhook-token';

export const account = { provider: 'twilio', account: 'default' };
export const otherAccount = { provider: 'twilio', account: 'other' };
export const key = (id: string, fill: number): NamedKey => ({ id, key: Buffer.alloc(32, fill) });
export const secrets = [key('k2', 2), key('k1', 1)] as const;
export const token = (subject: HintOrigin = account): string =>
  signWebhookToken(
    { ...account, ...subject, ...(subject.requestId !== undefined && { requestId: subject.requestId }) } as {
      provider: string;
      account: string;
    },
    secrets,
  );

/** One webhook, and the ports and orders that there are. */
export interface Sent {
  /** The fake provider answers what the body says: a refusal by name, or a hint per `KW…` in it. */
  body: string | Buffer;
  token: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  /** The provider's word in every hint. */
  providerStatus: string;
  delivery: Delivery | Error | 'pending';
  report: ReadinessReport;
  showsAccounts: boolean;
  /** How many different orders the webhook names, whatever its body says. */
  orders: number;
  times: Partial<ConnectionTimes>;
}

/** A receiver with a provider, a directory and a logger that remember what they were given. */
export function receiver(webhook: Partial<Sent> = {}) {
  const { delivery = 'stored' } = webhook;
  const verified: WebhookRequest[] = [];
  const deliveries: { origin: HintOrigin; hints: readonly Hint[] }[] = [];
  const logged: object[] = [];
  let finishDelivery: (result: Delivery) => void = () => undefined;
  let startDelivery: () => void = () => undefined;
  const finished = new Promise<Delivery>((resolve) => (finishDelivery = resolve));
  const delivered = new Promise<void>((resolve) => (startDelivery = resolve));
  const write = (level: string) => (fields: object) => void logged.push({ level, ...fields });

  const webhooks: ProviderWebhooks = {
    verify(request) {
      verified.push(request);
      const [word = '', ...rest] = request.body.toString('latin1').split(' ');
      if (word === 'break') throw new Error('very broken');
      if (word === 'unreadable' || word === 'signature_missing' || word === 'signature_wrong') {
        return { ok: false, refusal: word, message: rest.join() };
      }
      const orders =
        webhook.orders === undefined
          ? [word, ...rest].filter((text) => text.startsWith('KW')).map((text) => text.slice(0, 3))
          : Array.from({ length: webhook.orders }, (_, at) => `KW${String(at)}`);
      return {
        ok: true,
        hints: orders.map((orderRef) => ({
          orderRef,
          ...(webhook.providerStatus !== undefined && { providerStatus: webhook.providerStatus }),
        })),
      };
    },
  };
  const app = buildReceiver({
    accounts: new Map([
      ['twilio/default', webhooks],
      ['twilio/other', webhooks],
    ]),
    webhookSecrets: secrets,
    publicUrl: 'https://hooks.example.com/in',
    directory: {
      deliver: async (origin, hints) => {
        deliveries.push({ origin, hints });
        startDelivery();
        if (delivery instanceof Error) throw delivery;
        return delivery === 'pending' ? finished : delivery;
      },
    },
    ...(webhook.showsAccounts !== undefined && { showsAccounts: webhook.showsAccounts }),
    ...(webhook.times !== undefined && { times: webhook.times }),
    readiness: () => Promise.resolve(webhook.report ?? { temporal: 'reachable', accounts: [] }),
    logger: { info: write('info'), warn: write('warn'), error: write('error') },
  });
  const send = (): Promise<LightMyRequestResponse> =>
    app.inject({
      method: 'POST',
      url: `/webhooks/${webhook.path ?? 'twilio/default'}/${webhook.token ?? token()}${webhook.query ?? ''}`,
      payload: webhook.body ?? 'KW1',
      headers: webhook.headers ?? {},
    });
  return {
    app,
    send,
    verified,
    deliveries,
    logged,
    delivered,
    finishDelivery: (r: Delivery) => finishDelivery(r),
  };
}
