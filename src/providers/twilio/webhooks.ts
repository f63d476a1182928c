import type { TwilioAccount } from './account';
import type {
  ProviderWebhooks,
  WebhookHint,
  WebhookRefusal,
  WebhookRequest,
  WebhookVerdict,
} from '../provider';
import { instantFrom } from '../dates';
import { e164 } from './number-facts';
import { isSid } from './sids';
import { hasHash, isSigned, promisedHash, type FormParams } from './webhook-signature';

/** Twilio's porting webhooks: the signature first, then the body, then the hints in it. */
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

  verify(request: WebhookRequest): WebhookVerdict {
    const payloads = payloadsOf(request);
    const verdict = this.#refusal(request, payloads) ?? hintsIn(payloads);
    return verdict.ok && this.#checksSignatureOf(request) ? { ...verdict, verified: true } : verdict;
  }

  #checksSignatureOf(request: WebhookRequest): boolean {
    return this.#mode !== 'off' && headerOf(request, 'x-twilio-signature') !== undefined;
  }

  #refusal(request: WebhookRequest, payloads: readonly unknown[]): WebhookVerdict | undefined {
    if (this.#mode === 'off') return undefined;
    const signature = headerOf(request, 'x-twilio-signature');
    if (signature === undefined) {
      // It is unconfirmed that Twilio signs porting webhooks, so an account may do without.
      if (this.#mode === 'prefer') return undefined;
      return refuse(
        'signature_missing',
        'No X-Twilio-Signature. Twilio signs with the auth token of the account.',
      );
    }
    const hash = promisedHash(request.url);
    const isGenuine =
      hash === undefined
        ? isSigned(signature, this.#authTokens, request.url, signedParams(request, payloads))
        : hasHash(request.body, hash) && isSigned(signature, this.#authTokens, request.url, new Map());
    if (isGenuine) return undefined;
    return refuse(
      'signature_wrong',
      'X-Twilio-Signature does not fit. Check the auth tokens of the account and that the public URL is the one that Twilio was given.',
    );
  }
}

function refuse(refusal: WebhookRefusal, message: string): WebhookVerdict {
  return { ok: false, refusal, message };
}

/** What is in the body: one object, or several; none when it cannot be read. */
function payloadsOf(request: WebhookRequest): unknown[] {
  const text = request.body.toString('utf8').trim();
  if (text === '') return [];
  if (isForm(request)) {
    return [Object.fromEntries([...formOf(request.body)].map(([name, values]) => [name, values.at(-1)]))];
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    return [];
  }
}

function isForm(request: WebhookRequest): boolean {
  const type = headerOf(request, 'content-type')?.toLowerCase() ?? '';
  if (type.includes('application/x-www-form-urlencoded')) return true;
  return !type.includes('json') && !/^\s*[[{]/.test(request.body.toString('utf8'));
}

function formOf(body: Buffer): Map<string, string[]> {
  const params = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(body.toString('utf8'))) {
    params.set(name, [...(params.get(name) ?? []), value]);
  }
  return params;
}

/**
 * What a signature without a hash covers: the form's fields. A JSON body has none, and twilio-node then takes its
 * top-level members; a body that is not covered at all would let anybody reuse a signature.
 */
function signedParams(request: WebhookRequest, payloads: readonly unknown[]): FormParams {
  if (isForm(request)) return formOf(request.body);
  const [payload] = payloads;
  if (typeof payload !== 'object' || payload === null) return new Map();
  const members = Object.entries(payload as Record<string, unknown>);
  return new Map(
    members.map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]),
  );
}

function hintsIn(payloads: readonly unknown[]): WebhookVerdict {
  const hints = payloads.flatMap((payload) => hintIn(payload) ?? []);
  if (hints.length > 0) return { ok: true, hints };
  return refuse(
    'unreadable',
    'No port_in_request_sid in the body. Twilio posts JSON or a form that names the order.',
  );
}

/** A hint needs an order; all else is as good as it comes. */
function hintIn(payload: unknown): WebhookHint | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const text = (...names: readonly string[]): string | undefined => {
    const found = names
      .map((name) => (payload as Record<string, unknown>)[name])
      .find((v) => typeof v === 'string');
    return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
  };
  const orderRef = text('port_in_request_sid', 'PortInRequestSid');
  if (orderRef === undefined || !isSid('KW', orderRef)) return undefined;
  const phoneNumber = e164(text('phone_number', 'PhoneNumber'));
  const word = text('status', 'Status') ?? text('event_type', 'EventType');
  const updatedAt = instantFrom(text('last_date_updated', 'LastDateUpdated'));
  return {
    orderRef,
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(word !== undefined && { word }),
    ...(updatedAt !== undefined && { updatedAt }),
  };
}

function headerOf(request: WebhookRequest, name: string): string | undefined {
  const value = Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const first = Array.isArray(value) ? value[0] : value;
  return first?.trim() ? first.trim() : undefined;
}
