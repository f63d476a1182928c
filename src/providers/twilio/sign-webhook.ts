import { sha256, signatureOf } from './webhook-signature';

/** A webhook to sign in Twilio's format. */
export interface UnsignedTwilioWebhook {
  /** The URL that Twilio was given. */
  readonly url: string;
  /** The exact body: JSON, or an encoded form. */
  readonly body: string;
  readonly authToken: string;
  /** Default: `application/json`. */
  readonly contentType?: 'application/json' | 'application/x-www-form-urlencoded';
}

/**
 * Signs a webhook as Twilio does, so that a test can send a valid one: post `body` to the returned `url` with
 * the returned `headers`. For JSON, `bodySHA256` is added to the URL.
 *
 * @example
 * ```ts
 * const { url, headers } = signTwilioWebhook({ url: publicUrl, body, authToken });
 * await fetch(url, { method: 'POST', headers, body });
 * ```
 */
export function signTwilioWebhook(webhook: UnsignedTwilioWebhook): {
  readonly url: string;
  readonly headers: { readonly 'content-type': string; readonly 'x-twilio-signature': string };
} {
  const { body, authToken, contentType = 'application/json' } = webhook;
  const isForm = contentType === 'application/x-www-form-urlencoded';
  const url = isForm ? webhook.url : withHash(webhook.url, body);
  const params = new Map<string, string[]>();
  if (isForm) {
    for (const [name, value] of new URLSearchParams(body))
      params.set(name, [...(params.get(name) ?? []), value]);
  }
  const signature = signatureOf(authToken, url, params);
  return { url, headers: { 'content-type': contentType, 'x-twilio-signature': signature } };
}

function withHash(url: string, body: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}bodySHA256=${sha256(body)}`;
}
