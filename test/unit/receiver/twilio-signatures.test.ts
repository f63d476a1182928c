import type { SignatureMode } from '../../../src/providers/provider';
import { signTwilioWebhook } from '../../../src/providers/twilio/sign-webhook';
import { TwilioWebhooks } from '../../../src/providers/twilio/webhooks';
import { buildReceiver } from '../../../src/receiver/receiver';
import { webhookUrl } from '../../../src/security/webhook-token';
import { account, secrets } from './receiver-under-test';

/** The whole way of a real Twilio webhook, over the URL that Twilio was given. */

const publicUrl = 'https://hooks.example.com';
const order = 'KW00000000000000000000000000000001';
const json = JSON.stringify({
  port_in_request_sid: order,
  phone_number: '+16175551212',
  status: 'completed',
});
const form = new URLSearchParams({ port_in_request_sid: order, status: 'Waiting for Signature' }).toString();
const url = webhookUrl({ ...account, publicUrl, secrets });

function receiver(signatureMode: SignatureMode, authTokens = ['new', 'old']) {
  const refs: string[] = [];
  const app = buildReceiver({
    accounts: new Map([
      ['twilio/default', new TwilioWebhooks({ credentials: { authTokens }, signatureMode })],
    ]),
    webhookSecrets: secrets,
    publicUrl,
    directory: {
      deliver: (_origin, hints) => {
        refs.push(...hints.map(({ orderRef }) => orderRef));
        return Promise.resolve('stored');
      },
    },
    readiness: () => Promise.resolve({ temporal: 'reachable', accounts: [] }),
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const post = async (signed: { url: string; headers?: Record<string, string> }, payload: string) => {
    const target = signed.url.slice(publicUrl.length);
    // Behind a proxy the Host is another; the signature must not depend on it.
    const headers = { ...signed.headers, host: 'internal:8080' };
    return (await app.inject({ method: 'POST', url: target, headers, payload })).statusCode;
  };
  return { post, refs };
}

describe('a Twilio webhook', () => {
  it.each([
    ['JSON', json, 'application/json'],
    ['a form', form, 'application/x-www-form-urlencoded'],
  ] as const)('signed, as %s, with any of the auth tokens', async (_name, body, contentType) => {
    const { post, refs } = receiver('require');
    for (const authToken of ['new', 'old']) {
      expect(await post(signTwilioWebhook({ url, body, authToken, contentType }), body)).toBe(204);
    }
    expect(refs).toEqual([order, order]);
  });

  it('signed with another key', async () => {
    for (const mode of ['require', 'prefer'] as const) {
      const { post, refs } = receiver(mode);
      expect(await post(signTwilioWebhook({ url, body: json, authToken: 'theirs' }), json)).toBe(403);
      expect(refs).toEqual([]);
    }
  });

  it('signed, but with another body', async () => {
    const { post } = receiver('prefer');
    expect(await post(signTwilioWebhook({ url, body: json, authToken: 'new' }), form)).toBe(403);
  });

  it('signed, but for another URL', async () => {
    const { post } = receiver('prefer');
    const { headers } = signTwilioWebhook({
      url: url.replace('hooks', 'other'),
      body: json,
      authToken: 'new',
    });
    expect(await post({ ...signTwilioWebhook({ url, body: json, authToken: 'new' }), headers }, json)).toBe(
      403,
    );
  });

  it('without a signature', async () => {
    const unsigned = { url, headers: { 'content-type': 'application/json' } };
    expect(await receiver('require').post(unsigned, json)).toBe(401);
    expect(await receiver('prefer').post(unsigned, json)).toBe(204);
    expect(await receiver('off').post(unsigned, json)).toBe(204);
  });

  it('with a body that names no order: the signature is judged first', async () => {
    for (const body of ['', '{', 'null', '[]', '{"port_in_request_sid":"x"}']) {
      expect(await receiver('prefer').post({ url, headers: {} }, body)).toBe(400);
      expect(await receiver('require').post({ url, headers: {} }, body)).toBe(401);
    }
  });
});
