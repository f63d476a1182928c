import { createHmac, timingSafeEqual } from 'node:crypto';
import type { NamedKey } from './key-list';

/**
 * A token says that we made a webhook URL. Its form is `<key id>.<mac>`, or `<key id>.<request id>.<mac>` for
 * providers that take a URL per order: then it names the port. Request id and mac are base64url, so dots separate.
 */

/** What a token vouches for. */
export interface TokenSubject {
  readonly provider: string;
  readonly account: string;
  /** The port that the URL belongs to, for providers that take a URL per order. */
  readonly requestId?: string;
}

/** The keys of `PORTKEEPER_WEBHOOK_SECRETS`: the first signs, all verify. */
export type WebhookSecrets = readonly [NamedKey, ...NamedKey[]];

/** What came of checking a token. */
export type TokenResult =
  { readonly ok: true; readonly requestId: string | undefined } | { readonly ok: false };

/** Makes the token for a webhook URL. */
export function signWebhookToken(subject: TokenSubject, secrets: WebhookSecrets): string {
  const [current] = secrets;
  const port =
    subject.requestId === undefined ? [] : [Buffer.from(subject.requestId, 'utf8').toString('base64url')];
  return [current.id, ...port, mac(subject, current)].join('.');
}

/**
 * Checks a token against the provider and account of the URL in which it came; a token of another account is wrong.
 * The comparison takes the same time for every wrong mac.
 */
export function verifyWebhookToken(
  token: string,
  account: Pick<TokenSubject, 'provider' | 'account'>,
  secrets: WebhookSecrets,
): TokenResult {
  const parts = token.split('.');
  const [id] = parts;
  const given = parts.at(-1);
  const key = secrets.find((secret) => secret.id === id);
  if (key === undefined || given === undefined || parts.length < 2 || parts.length > 3) return { ok: false };

  const port = parts.length === 3 ? parts[1] : undefined;
  const requestId = port === undefined ? undefined : Buffer.from(port, 'base64url').toString('utf8');
  const subject = { ...account, ...(requestId !== undefined && { requestId }) };
  // The texts are compared, not the bytes they decode to: one mac then has one spelling.
  return areEqual(given, mac(subject, key)) ? { ok: true, requestId } : { ok: false };
}

/** The URL to give to a provider: where the receiver takes webhooks of one account, or of one port. */
export function webhookUrl(
  input: TokenSubject & { readonly publicUrl: string; readonly secrets: WebhookSecrets },
): string {
  const token = signWebhookToken(input, input.secrets);
  return `${input.publicUrl}/webhooks/${input.provider}/${input.account}/${token}`;
}

/** A webhook URL that may be shown: of its token the key id is left, which tells which key signed it. */
export function withoutSecret(url: string): string {
  return url.replace(/([^/.]+)\.[^/]*$/, '$1.…');
}

function mac({ provider, account, requestId }: TokenSubject, { key }: NamedKey): string {
  // JSON keeps the parts apart: no two subjects give the same text.
  const text = JSON.stringify(['portkeeper-webhook', provider, account, requestId ?? null]);
  return createHmac('sha256', key).update(text).digest('base64url');
}

function areEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')];
  return left.length === right.length && timingSafeEqual(left, right);
}
