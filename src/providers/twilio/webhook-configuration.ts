import type {
  DeleteWebhooksInput,
  SetWebhooksInput,
  WebhookChange,
  WebhookTarget,
} from '../../contract/provider-operations';
import type { CallContext } from '../call-context';
import { ProviderError } from '../provider-error';
import { hostOf, leadToSameReceiver } from '../webhook-urls';
import type { TwilioClient } from './client';
import type { WebhookConfiguration } from './schemas';

/**
 * Twilio has one webhook configuration for an account and all its sub-accounts
 * (docs/reference/twilio.md#webhook-configuration): a URL for ports in, a URL for ports out, one list of
 * events. Another system may rely on it, so a URL of another receiver is kept, and so is that of ports out.
 * The list of events applies to both, so the events of ports out are kept in it.
 */

/** Reads the target of the webhooks of ports in. */
export async function getWebhooks(client: TwilioClient, call: CallContext): Promise<WebhookTarget> {
  return targetOf(await configurationOf(client, call));
}

/**
 * Sets the target of the webhooks of ports in: for all events, for the named ones, or for the current ones.
 *
 * @throws ProviderError `foreign_webhook_url`
 */
export async function setWebhooks(
  { url, events, force }: SetWebhooksInput,
  client: TwilioClient,
  call: CallContext,
): Promise<WebhookChange> {
  const before = await configurationOf(client, call);
  const present = before.notifications_of;
  const target = withOverrides(url, before.port_in_target_url);
  const isUnchanged = before.port_in_target_url === target && areSame(events ?? present, present);
  if (isUnchanged) return { ...targetOf(before), changed: false };
  refuseForeign(before, url, force);
  // The current values, because it is unconfirmed whether Twilio keeps omitted ones. An empty list is sent on
  // request.
  const eventsToSend = events ?? (present.length > 0 ? present : undefined);
  const after = await client.setWebhookConfiguration(
    {
      port_in_target_url: target,
      ...(before.port_out_target_url !== undefined && { port_out_target_url: before.port_out_target_url }),
      ...(eventsToSend !== undefined && { notifications_of: eventsToSend }),
    },
    call,
  );
  return { ...targetOf(after), changed: true };
}

/** @throws ProviderError `foreign_webhook_url` */
export async function deleteWebhooks(
  { url, force }: DeleteWebhooksInput,
  client: TwilioClient,
  call: CallContext,
): Promise<WebhookChange> {
  const before = await configurationOf(client, call);
  if (before.port_in_target_url === undefined) return { ...targetOf(before), changed: false };
  refuseForeign(before, url, force);
  await client.deleteWebhookConfiguration('PORT_IN', call);
  return { events: before.notifications_of, changed: true };
}

/**
 * The fragment of a URL configures Twilio's retries (`#rc=2&ct=4000`). It is neither sent nor signed, so it
 * is not part of the target. An operator's fragment stays, unless the new URL has another one.
 */
function withOverrides(url: string, present: string | undefined): string {
  if (url.includes('#') || present === undefined || !leadToSameReceiver(present, url)) return url;
  const mark = present.indexOf('#');
  return mark < 0 ? url : url + present.slice(mark);
}

/** Whether both lists have the same events, in any order and with repetitions. */
function areSame(some: readonly string[], others: readonly string[]): boolean {
  const [left, right] = [new Set(some), new Set(others)];
  return left.size === right.size && [...left].every((event) => right.has(event));
}

/** Reads the configuration; an account that never had one may get "not found". */
async function configurationOf(client: TwilioClient, call: CallContext): Promise<WebhookConfiguration> {
  try {
    return await client.fetchWebhookConfiguration(call);
  } catch (error) {
    // Only with Twilio's own code: a wrong base URL is answered with 404 too.
    const isNone = error instanceof ProviderError && error.problem.providerCode === '20404';
    if (!isNone) throw error;
    return { port_in_target_url: undefined, port_out_target_url: undefined, notifications_of: [] };
  }
}

function targetOf({
  port_in_target_url: url,
  notifications_of: events,
}: WebhookConfiguration): WebhookTarget {
  return { ...(url !== undefined && { url }), events };
}

function refuseForeign(
  { port_in_target_url: present }: WebhookConfiguration,
  ours: string | undefined,
  force: boolean | undefined,
): void {
  if (force === true || present === undefined) return;
  if (ours !== undefined && leadToSameReceiver(present, ours)) return;
  throw new ProviderError({
    code: 'foreign_webhook_url',
    outcome: 'refused',
    message:
      `Twilio sends the webhooks of this account's ports to ${hostOf(present)}, to a URL that is not ours. ` +
      'Nothing was changed. If it is not needed any more, repeat with force (--force).',
  });
}
