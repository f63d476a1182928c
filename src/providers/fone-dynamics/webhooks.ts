import { asText } from '../foreign-text';
import type { ProviderWebhooks, WebhookHint, WebhookRequest, WebhookResult } from '../provider';
import { areTooManyOrders, fieldsOf, WEBHOOK } from '../webhook-bounds';
import { e164 } from './number-facts';

/**
 * Fone Dynamics' webhooks. Their format, and whether they are signed, is not published
 * (docs/reference/fone-dynamics.md#webhooks). So any request at a webhook URL is only a reason to read; the
 * token in the URL admits it. If it names an order, that is the hint; otherwise the hint goes to the port
 * that the token names.
 */
export class FoneDynamicsWebhooks implements ProviderWebhooks {
  readonly methods = ['POST', 'GET'];

  verify(request: WebhookRequest): WebhookResult {
    const hints = [...payloadsOf(request), queryOf(request)].flatMap((payload) => hintIn(payload) ?? []);
    if (areTooManyOrders(hints)) {
      const message = `More than ${WEBHOOK.orders} orders in one body. Fone Dynamics sends one at a time.`;
      return { ok: false, refusal: 'unreadable', message };
    }
    const byOrder = new Map(hints.map((hint) => [`${hint.orderRef} ${hint.phoneNumber ?? ''}`, hint]));
    return { ok: true, hints: [...byOrder.values()] };
  }
}

/**
 * The payloads in the body: one object or several, bare or wrapped like the API's answers; none if
 * unreadable.
 */
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

/** A GET carries its payload in the query. */
function queryOf({ url }: WebhookRequest): unknown {
  return URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};
}

/** The documented form of a `PortingNo` is `P-000002`; any short single word is accepted. */
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

/** Finds a member by name in any spelling: `PortingNo`, `portingNo`, `porting_no`. */
function memberOf(payload: unknown, name: string): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const key = Object.keys(payload)
    .slice(0, WEBHOOK.parts)
    .find((one) => one.length <= MAX_NAME && one.replace(/[_-]/g, '').toLowerCase() === name);
  return key === undefined ? undefined : (payload as Readonly<Record<string, unknown>>)[key];
}
