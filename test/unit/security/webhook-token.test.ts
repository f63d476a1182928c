import fc from 'fast-check';
import type { NamedKey } from '../../../src/security/key-list';
import {
  withoutSecret,
  signWebhookToken,
  verifyWebhookToken,
  webhookUrl,
  type WebhookSecrets,
} from '../../../src/security/webhook-token';

const key = (id: string, fill: number): NamedKey => ({ id, key: Buffer.alloc(32, fill) });
const old = key('k1', 1);
const current = key('k2', 2);
const account = { provider: 'twilio', account: 'default' };
const secrets: WebhookSecrets = [current, old];

describe('webhook tokens', () => {
  it('vouch for an account', () => {
    const token = signWebhookToken(account, secrets);
    expect(token).toMatch(/^k2\.[\w-]{43}$/);
    expect(verifyWebhookToken(token, account, secrets)).toEqual({ ok: true, requestId: undefined });
  });

  it('can name a port', () => {
    const token = signWebhookToken({ ...account, requestId: 'acme.42' }, secrets);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(verifyWebhookToken(token, account, secrets)).toEqual({ ok: true, requestId: 'acme.42' });
  });

  it('keep their meaning for every request id', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9._-]{1,100}$/), (requestId) => {
        const token = signWebhookToken({ ...account, requestId }, secrets);
        expect(verifyWebhookToken(token, account, secrets)).toEqual({ ok: true, requestId });
      }),
    );
  });

  it('stay valid while their key is listed', () => {
    const token = signWebhookToken(account, [old]);
    expect(verifyWebhookToken(token, account, secrets).ok).toBe(true);
    expect(verifyWebhookToken(token, account, [current]).ok).toBe(false);
    expect(verifyWebhookToken(token, account, [key('k1', 9)]).ok).toBe(false);
  });

  it('are worth nothing for another account or provider', () => {
    const token = signWebhookToken(account, secrets);
    expect(verifyWebhookToken(token, { ...account, account: 'other' }, secrets).ok).toBe(false);
    expect(verifyWebhookToken(token, { ...account, provider: 'telnyx-v1' }, secrets).ok).toBe(false);
  });

  it('cannot be given to another port, or be widened to the account', () => {
    const [id, port, mac] = signWebhookToken({ ...account, requestId: 'a' }, secrets).split('.');
    const other = Buffer.from('b').toString('base64url');
    expect(port).toBeDefined();
    for (const token of [`${id}.${other}.${mac}`, `${id}.${mac}`, `${id}.${port}.${port}.${mac}`]) {
      expect(verifyWebhookToken(token, account, secrets)).toEqual({ ok: false });
    }
  });

  it('are wrong when anything is changed', () => {
    const token = signWebhookToken(account, secrets);
    const wrong = ['', '.', '..', 'k2', 'k2.', token.slice(0, -1), `${token}=`, `${token}.`, `x${token}`];
    for (const text of wrong) expect(verifyWebhookToken(text, account, secrets)).toEqual({ ok: false });
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom('A', 'z', '_', '.'), (at, letter) => {
        const changed = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
        expect(verifyWebhookToken(changed, account, secrets).ok).toBe(changed === token);
      }),
    );
  });
});

describe('webhookUrl', () => {
  it('is where the receiver takes the webhooks of an account', () => {
    const url = webhookUrl({ ...account, publicUrl: 'https://hooks.example.com/in', secrets });
    expect(url).toBe(
      `https://hooks.example.com/in/webhooks/twilio/default/${signWebhookToken(account, secrets)}`,
    );
  });
});

it.each([
  ['https://hooks.example.com/in/webhooks/twilio/default/k1.c2VjcmV0', 'k1.…'],
  ['https://hooks.example.com/webhooks/twilio/default/k1.cG9ydA.c2VjcmV0', 'k1.…'],
])('a URL that may be shown names the key, and nothing that it made: %s', (url, end) => {
  const shown = withoutSecret(url);
  expect(shown).toBe(url.slice(0, url.lastIndexOf('/') + 1) + end);
  expect(shown).not.toContain('c2VjcmV0');
});
