import { z } from 'zod';
import { parseJson } from '../http';
import { problemsIn } from '../problems';
import { rfc3339 } from '../rfc3339';
import type { TwilioBackend } from './backend';
import type { WebhookConfiguration } from './webhook-target';
import { badRequest, notFound } from './errors';
import type { TwilioRoute } from './routes';

const url = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'must be an http(s) URL');
const upsertBody = z.looseObject({
  port_in_target_url: url.nullish(),
  port_out_target_url: url.nullish(),
  notifications_of: z.array(z.string()).nullish(),
});

function render({ portIn, portOut, notificationsOf }: WebhookConfiguration) {
  return {
    url: 'https://numbers.twilio.com/v1/Porting/Configuration/Webhook',
    port_in_target_url: portIn?.url ?? null,
    port_out_target_url: portOut?.url ?? null,
    notifications_of: notificationsOf,
    port_in_target_date_created: portIn === undefined ? null : rfc3339(portIn.since),
    port_out_target_date_created: portOut === undefined ? null : rfc3339(portOut.since),
  };
}

function upsert(backend: TwilioBackend, body: string) {
  const parsed = upsertBody.safeParse(parseJson(body));
  if (!parsed.success) return badRequest(problemsIn(parsed.error));
  const { configuration } = backend;
  const since = backend.time.now();
  const { port_in_target_url: portIn, port_out_target_url: portOut, notifications_of: events } = parsed.data;
  if (portIn != null) configuration.portIn = { url: portIn, since };
  if (portOut != null) configuration.portOut = { url: portOut, since };
  if (events !== undefined) configuration.notificationsOf = events ?? [];
  return { status: 201, json: render(configuration) };
}

const PATH = /^\/v1\/Porting\/Configuration\/Webhook$/;

export const webhookConfigurationRoutes: readonly TwilioRoute[] = [
  { method: 'POST', path: PATH, answer: (backend, request) => upsert(backend, request.body) },
  { method: 'GET', path: PATH, answer: (backend) => ({ status: 200, json: render(backend.configuration) }) },
  {
    method: 'DELETE',
    path: /^\/v1\/Porting\/Configuration\/Webhook\/(PORT_IN|PORT_OUT)$/,
    answer: ({ configuration }, request, [type]) => {
      const key = type === 'PORT_IN' ? 'portIn' : 'portOut';
      if (configuration[key] === undefined) return notFound(request.path);
      configuration[key] = undefined;
      return { status: 204 };
    },
  },
];
