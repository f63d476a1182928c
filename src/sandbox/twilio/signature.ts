import { createHash, createHmac } from 'node:crypto';

/**
 * Signs a JSON webhook as Twilio does: the hash of the body is added to the URL, and the URL is signed with
 * the account's auth token (docs/reference/twilio.md#webhook-signature). The fragment of a URL is never sent.
 */
export function signJsonWebhook(
  authToken: string,
  target: string,
  body: string,
): { readonly url: string; readonly signature: string } {
  const hash = createHash('sha256').update(body).digest('hex');
  const [withoutFragment = ''] = target.split('#', 1);
  const url = `${withoutFragment}${withoutFragment.includes('?') ? '&' : '?'}bodySHA256=${hash}`;
  return { url, signature: createHmac('sha1', authToken).update(url).digest('base64') };
}
