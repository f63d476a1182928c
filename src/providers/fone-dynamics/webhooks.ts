import { asText } from '../foreign-text';
import type { ProviderWebhooks, WebhookHint, WebhookRequest, WebhookResult } from '../provider';
import { areTooManyOrders, fieldsOf, WEBHOOK } from '../webhook-bounds';
import { e164 } from './number-facts';

/**
 * Fone Dynamics' webhooks. How they look, and whether they are signed, is not published
 * (docs/reference/fone-dynamics.md#webhooks), so any request at a URL of ours is a reason to look and nothing more; the
 * token in that URL is what lets it in. The order is taken from it where it names one; otherwise the port that the
 * token names is told to look.
 */
export class FoneDynamicsWebhooks implements ProviderWebhooks {
  readonly methods = ['POST', 'GET'];

  verify(request: WebhookRequest): WebhookResult {
    const hints = [...payloadsOf(request), queryOf(request)].flatMap((payload) => hintIn(payload) ?? []);
    if (areTooManyOrders(hints)) {
      const message = `More than ${WEBHOOK.orders} orders in one body. Fone Dynamics tells of one at a time.`;
      return { ok: false, refusal: 'unreadable', message };
    }
    const byOrder = new Map(hints.map((hint) => [`${hint.orderRef} ${hint.phoneNumber ?? ''}`, hint]));
    return { ok: true, hints: [...byOrder.values()] };
  }
}

/** What is in the body: one object, or several, bare or wrapped as the API's answers are; none when it is unreadable. */
function payloadsOf({ body }: WebhookRequest): unknown[] {
  const text = body.toString('utf8').trim();
  if (text === '') return [];
  try {
    const parsed: unknown = JSON.parse(text);
    const bodies = listOf(parsed);
    const wrapped = bodies.flatMap((outer) => [
      ...listOf(memberOf(outer, 'portingrequest')),
      ...listOf(memberOf(outer, 'portingrequests')),
    ]);
    return [...bodies, ...wrapped].slice(0, WEBHOOK.parts);
  } catch {
    return [Object.fromEntries(fieldsOf(text) ?? [])];
  }
}

function listOf(value: unknown): unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.slice(0, WEBHOOK.parts) : [value];
}

/** What a GET says, it says here. */
function queryOf({ url }: WebhookRequest): unknown {
  return URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};
}

/** A `PortingNo` of the documented look is `P-000002`; anything short and in one word is taken for one. */
const PORTING_NO = /^[\w.-]{1,64}$/;

function hintIn(payload: unknown): WebhookHint | undefined {
  const orderRef = textIn(payload, 'portingno');
  if (orderRef === undefined || !PORTING_NO.test(orderRef)) return undefined;
  const phoneNumber = e164(textIn(payload, 'number'));
  return { orderRef, ...(phoneNumber !== undefined && { phoneNumber }) };
}

function textIn(payload: unknown, name: string): string | undefined {
  const value = memberOf(payload, name);
  return typeof value === 'string' ? asText(value) : undefined;
}

const MAX_NAME = 40;

/** A member by its name, however it is spelled: `PortingNo`, `portingNo`, `porting_no`. */
function memberOf(payload: unknown, name: string): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const key = Object.keys(payload)
    .slice(0, WEBHOOK.parts)
    .find((one) => one.length <= MAX_NAME && one.replace(/[_-]/g, '').toLowerCase() === name);
  return key === undefined ? undefined : (payload as Readonly<Record<string, unknown>>)[key];
}
