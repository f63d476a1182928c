import { instantFrom } from '../dates';
import { asText, clipped, MAX_LENGTHS } from '../foreign-text';
import type {
  ProviderWebhooks,
  WebhookHint,
  WebhookRefusal,
  WebhookRequest,
  WebhookResult,
} from '../provider';
import { areTooManyOrders, fieldsOf, WEBHOOK } from '../webhook-bounds';
import type { TwilioAccount } from './account';
import { e164 } from './number-facts';
import { isSid } from './sids';
import { type FormParams, hasHash, isSigned, promisedHash } from './webhook-signature';

/** Twilio's porting webhooks: verifies the signature, parses the body, and reads the hints. */
export class TwilioWebhooks implements ProviderWebhooks {
  readonly #authTokens: readonly string[];
  readonly #mode: TwilioAccount['signatureMode'];

  constructor(
    account: Pick<TwilioAccount, 'signatureMode'> & {
      credentials: Pick<TwilioAccount['credentials'], 'authTokens'>;
    },
  ) {
    this.#authTokens = account.credentials.authTokens;
    this.#mode = account.signatureMode;
  }

  verify(request: WebhookRequest): WebhookResult {
    const content = contentOf(request);
    const result = this.#refusal(request, content) ?? hintsIn(content);
    return result.ok && this.#checksSignatureOf(request) ? { ...result, verified: true } : result;
  }

  #checksSignatureOf(request: WebhookRequest): boolean {
    return this.#mode !== 'off' && headerOf(request, 'x-twilio-signature') !== undefined;
  }

  #refusal(request: WebhookRequest, content: Content): WebhookResult | undefined {
    if (this.#mode === 'off') return undefined;
    const signature = headerOf(request, 'x-twilio-signature');
    if (signature === undefined) {
      // It is unconfirmed that Twilio signs porting webhooks, so the mode `prefer` accepts unsigned ones.
      if (this.#mode === 'prefer') return undefined;
      return refuse(
        'signature_missing',
        'No X-Twilio-Signature. Twilio signs with the auth token of the account.',
      );
    }
    const hash = promisedHash(request.url);
    if (hash !== undefined && !hasHash(request.body, hash)) return refuse('signature_wrong', OTHER_BODY);
    const covered = hash === undefined ? coveredBy(content) : NO_FIELDS;
    if (covered !== undefined && isSigned(signature, this.#authTokens, request.url, covered))
      return undefined;
    return refuse('signature_wrong', hash === undefined && content.kind === 'json' ? NO_HASH : OTHER_SIGNER);
  }
}

const NO_FIELDS: FormParams = new Map();

/** Why a signature is invalid, as far as known: each cause has another remedy. */
const NO_HASH =
  'A JSON body came without bodySHA256 in the query of the URL, so that the signature does not cover it. Twilio adds it: ' +
  'check that no proxy drops or rewrites the query.';

const OTHER_BODY =
  'The body is not the one whose hash is in the URL (bodySHA256). Check that nothing between Twilio and here rewrites ' +
  'bodies.';

const OTHER_SIGNER =
  'X-Twilio-Signature does not fit. Check the auth tokens of the account and that the public URL is the one that Twilio was given, ' +
  'with its query as it is.';

function refuse(refusal: WebhookRefusal, message: string): WebhookResult {
  return { ok: false, refusal, message };
}

/** The parsed body. */
type Content =
  | { readonly kind: 'form'; readonly fields: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'json'; readonly json: unknown }
  /** Empty, not JSON, or larger than a webhook may be. */
  | { readonly kind: 'unreadable' };

function contentOf(request: WebhookRequest): Content {
  const text = request.body.toString('utf8').trim();
  if (isForm(request, text)) {
    const pairs = fieldsOf(text);
    if (pairs === undefined) return { kind: 'unreadable' };
    const fields = new Map<string, string[]>();
    for (const [name, value] of text === '' ? [] : pairs) {
      const values = fields.get(name);
      if (values === undefined) fields.set(name, [value]);
      else values.push(value);
    }
    return { kind: 'form', fields };
  }
  try {
    return { kind: 'json', json: JSON.parse(text) as unknown };
  } catch {
    return { kind: 'unreadable' };
  }
}

function isForm(request: WebhookRequest, text: string): boolean {
  const type = headerOf(request, 'content-type')?.toLowerCase() ?? '';
  if (type.includes('application/x-www-form-urlencoded')) return true;
  return !type.includes('json') && !text.startsWith('{') && !text.startsWith('[');
}

/**
 * The fields that a signature without a hash covers: those of a form. For a JSON body, twilio-node then uses
 * the top-level members of an object. A body that is not covered at all would allow anybody to reuse a
 * signature.
 *
 * @returns undefined if the covered part is unclear: of a list, only the first element would be covered
 */
function coveredBy(content: Content): FormParams | undefined {
  if (content.kind === 'form') return content.fields;
  if (content.kind !== 'json' || !isObject(content.json)) return undefined;
  const members = Object.entries(content.json);
  if (members.length > WEBHOOK.parts) return undefined;
  const covered = new Map<string, readonly string[]>();
  for (const [name, value] of members) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (values.length > WEBHOOK.parts || values.some((one) => typeof one === 'object' && one !== null))
      return undefined;
    covered.set(name, values.map(String));
  }
  return covered;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One payload or several. */
function payloadsIn(content: Content): readonly unknown[] {
  switch (content.kind) {
    case 'form':
      return [Object.fromEntries([...content.fields].map(([name, values]) => [name, values.at(-1)]))];
    case 'json':
      return Array.isArray(content.json) ? content.json : [content.json];
    case 'unreadable':
      return [];
  }
}

function hintsIn(content: Content): WebhookResult {
  const payloads = distinct(payloadsIn(content));
  if (payloads.length > WEBHOOK.parts) return TOO_MUCH;
  const hints = payloads.flatMap((payload) => hintIn(payload) ?? []);
  if (areTooManyOrders(hints)) return TOO_MUCH;
  if (hints.length > 0) return { ok: true, hints };
  return refuse(
    'unreadable',
    'No port_in_request_sid in the body. Twilio posts JSON or a form that names the order.',
  );
}

/** Removes repeated events of one body. */
function distinct(payloads: readonly unknown[]): readonly unknown[] {
  if (payloads.length === 1) return payloads;
  return [...new Map(payloads.map((payload) => [JSON.stringify(payload), payload])).values()];
}

const TOO_MUCH = refuse(
  'unreadable',
  `More than ${WEBHOOK.orders} orders or ${WEBHOOK.parts} different events in one body. Twilio sends one at a time.`,
);

/** A hint needs an order; all other fields are optional. */
function hintIn(payload: unknown): WebhookHint | undefined {
  if (!isObject(payload)) return undefined;
  const text = (...names: readonly string[]): string | undefined => {
    const name = names.find((one) => Object.hasOwn(payload, one) && typeof payload[one] === 'string');
    return name === undefined ? undefined : asText(payload[name]);
  };
  const orderRef = text('port_in_request_sid', 'PortInRequestSid');
  if (orderRef === undefined || !isSid('KW', orderRef)) return undefined;
  const phoneNumber = e164(text('phone_number', 'PhoneNumber'));
  const providerStatus = text('status', 'Status') ?? text('event_type', 'EventType');
  const updatedAt = instantFrom(text('last_date_updated', 'LastDateUpdated'));
  return {
    orderRef,
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(providerStatus !== undefined && { providerStatus: clipped(providerStatus, MAX_LENGTHS.status) }),
    ...(updatedAt !== undefined && { updatedAt }),
  };
}

function headerOf(request: WebhookRequest, name: string): string | undefined {
  const value = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.trim() ? first.trim() : undefined;
}
