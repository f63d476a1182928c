import { createHmac } from 'node:crypto';
import { isSameSecret } from './constant-time';
import type { NamedKey } from './key-list';

/**
 * A token proves that Portkeeper made a webhook URL. Its format is `<key id>.<mac>`, or `<key id>.<request
 * id>.<mac>` for providers that take a URL per order; then it names the port. Request id and mac are
 * base64url, so dots separate them.
 */

/** The subject of a token. */
export interface TokenSubject {
  readonly provider: string;
  readonly account: string;
  /** The port that the URL belongs to, for providers that take a URL per order. */
  readonly requestId?: string;
}

/** The keys of `PORTKEEPER_WEBHOOK_SECRETS`: the first signs, all verify. */
export type WebhookSecrets = readonly [NamedKey, ...NamedKey[]];

/** The result of checking a token. */
export type TokenResult =
  { readonly ok: true; readonly requestId: string | undefined } | { readonly ok: false };

/** Creates the token of a webhook URL. */
export function signWebhookToken(subject: TokenSubject, secrets: WebhookSecrets): string {
  const [current] = secrets;
  const port =
    subject.requestId === undefined ? [] : [Buffer.from(subject.requestId, 'utf8').toString('base64url')];
  return [current.id, ...port, mac(subject, current)].join('.');
}

/**
 * Verifies a token against the provider and account of its URL; a token of another account is wrong. The
 * comparison takes the same time for every wrong mac.
 */
export function verifyWebhookToken(
  token: string,
  account: Pick<TokenSubject, 'provider' | 'account'>,
  secrets: WebhookSecrets,
): TokenResult {
  const parts = token.split('.');
  const [id] = parts;
  const receivedMac = parts.at(-1);
  const key = secrets.find((secret) => secret.id === id);
  if (key === undefined || receivedMac === undefined || parts.length < 2 || parts.length > 3)
    return { ok: false };

  const port = parts.length === 3 ? parts[1] : undefined;
  const requestId = port === undefined ? undefined : Buffer.from(port, 'base64url').toString('utf8');
  const subject = { ...account, ...(requestId !== undefined && { requestId }) };
  // Compares the texts, not the decoded bytes, so that a mac has only one valid spelling.
  return isSameSecret(mac(subject, key), receivedMac) ? { ok: true, requestId } : { ok: false };
}

/** The webhook URL of one account, or of one port, at the receiver. */
export function webhookUrl(
  input: TokenSubject & { readonly publicUrl: string; readonly secrets: WebhookSecrets },
): string {
  const token = signWebhookToken(input, input.secrets);
  return `${input.publicUrl}/webhooks/${input.provider}/${input.account}/${token}`;
}

/** A webhook URL that is safe to show: of its token only the key id remains, which shows the signing key. */
export function withoutSecret(url: string): string {
  return url.replace(/([^/.]+)\.[^/]*$/, '$1.…');
}

function mac({ provider, account, requestId }: TokenSubject, { key }: NamedKey): string {
  // JSON separates the parts, so that no two subjects give the same text.
  const text = JSON.stringify(['portkeeper-webhook', provider, account, requestId ?? null]);
  return createHmac('sha256', key).update(text).digest('base64url');
}
