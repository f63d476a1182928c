import { createHmac } from 'node:crypto';
import type { SignatureMode, WebhookResult } from '../../../../src/providers/provider';
import { FoneDynamicsWebhooks } from '../../../../src/providers/fone-dynamics/webhooks';
import { signTwilioWebhook } from '../../../../src/providers/twilio/sign-webhook';
import { isSigned, sha256, signatureOf } from '../../../../src/providers/twilio/webhook-signature';
import { TwilioWebhooks } from '../../../../src/providers/twilio/webhooks';
import { KW } from './examples';

const TOKEN = 's3cr3t';
const URL_ = 'https://hooks.example.com/twilio/porting';
const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const webhooks = (signatureMode: SignatureMode = 'require', authTokens = [TOKEN]) =>
  new TwilioWebhooks({ signatureMode, credentials: { authTokens } });

function request(body: string, headers: Record<string, string | string[] | undefined> = {}, url = URL_) {
  return { method: 'POST', url, headers: { 'content-type': JSON_TYPE, ...headers }, body: Buffer.from(body) };
}

const payload = JSON.stringify({ port_in_request_sid: KW, status: 'completed' });
const signed = (
  body = payload,
  authToken = TOKEN,
  url = URL_,
  contentType: typeof JSON_TYPE | typeof FORM_TYPE = JSON_TYPE,
) => {
  const webhook = signTwilioWebhook({ url, body, authToken, contentType });
  return request(body, webhook.headers, webhook.url);
};
const refusalOf = (result: ReturnType<TwilioWebhooks['verify']>) => (result.ok ? 'ok' : result.refusal);

describe('Twilio’s published vectors', () => {
  const url = 'https://mycompany.com/myapp.php?foo=1&bar=2';
  const params = new Map(
    Object.entries({
      CallSid: ['CA1234567890ABCDE'],
      Caller: ['+14158675309'],
      Digits: ['1234'],
      From: ['+14158675309'],
      To: ['+18005551212'],
    }),
  );

  it('a form', () => {
    expect(signatureOf('12345', url, params)).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8=');
  });

  it('a JSON body', () => {
    const body = '{"property": "value", "boolean": true}';
    const hash = '0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620';
    expect(sha256(body)).toBe(hash);
    expect(signTwilioWebhook({ url, body, authToken: '12345' })).toEqual({
      url: `${url}&bodySHA256=${hash}`,
      headers: { 'content-type': JSON_TYPE, 'x-twilio-signature': 'a9nBmqA0ju/hNViExpshrM61xv4=' },
    });
  });

  it.each([
    'https://mycompany.com/myapp.php?foo=1&bar=2',
    'https://mycompany.com:443/myapp.php?foo=1&bar=2',
    'https://mycompany.com:8443/myapp.php?foo=1&bar=2',
  ])('whichever port %s arrived with', (arrived) => {
    const withoutPort = signatureOf('12345', url, params);
    expect(isSigned(withoutPort, ['12345'], arrived, params)).toBe(true);
  });
});

describe('the vector of a porting webhook', () => {
  const body =
    '{"port_in_request_sid":"KW00000000000000000000000000000001","port_in_phone_number_sid":"PU00000000000000000000000000000001","last_date_updated":"2026-01-05T10:00:00Z","phone_number":"+16175551212","status":"completed","portable":"true"}';
  const url = `${URL_}?bodySHA256=88570ef27849f97fee82da9f36b81810beb486abcf381527818096a0205f33f9`;

  it('is accepted, with its hint', () => {
    expect(
      webhooks().verify(request(body, { 'X-Twilio-Signature': 'NwC3o1romOyTou7O1/J4JmKxCIU=' }, url)),
    ).toEqual({
      ok: true,
      verified: true,
      hints: [
        {
          orderRef: 'KW00000000000000000000000000000001',
          phoneNumber: '+16175551212',
          providerStatus: 'completed',
          updatedAt: Date.parse('2026-01-05T10:00:00Z'),
        },
      ],
    });
  });

  it('is refused with one byte changed', () => {
    const changed = body.replace('"completed"', '"canceled."');
    const forged = request(changed, { 'x-twilio-signature': 'NwC3o1romOyTou7O1/J4JmKxCIU=' }, url);
    expect(refusalOf(webhooks().verify(forged))).toBe('signature_wrong');
  });

  it('is refused when body and hash are both changed', () => {
    const changed = body.replace('completed', 'canceled');
    const forged = request(
      changed,
      { 'x-twilio-signature': 'NwC3o1romOyTou7O1/J4JmKxCIU=' },
      `${URL_}?bodySHA256=${sha256(changed)}`,
    );
    expect(refusalOf(webhooks().verify(forged))).toBe('signature_wrong');
  });
});

describe('the URL', () => {
  const sign = (url: string) => createHmac('sha1', TOKEN).update(url).digest('base64');
  const none = new Map<string, string[]>();

  it.each([
    ['as it is', 'https://h.example/p?a=1', 'https://h.example/p?a=1'],
    ['with the standard port', 'https://h.example/p?a=1', 'https://h.example:443/p?a=1'],
    ['with the standard port of http', 'http://h.example/p', 'http://h.example:80/p'],
    ['without the port that we see', 'https://h.example:8443/p', 'https://h.example/p'],
    ['with the port that we see', 'https://h.example:8443/p', 'https://h.example:8443/p'],
    ['with the query escaped anew', 'https://h.example/p?a=x!y&b=%2f', 'https://h.example/p?a=x!y&b=%2F'],
    ['with spaces escaped anew and the port', 'https://h.example/p?a=b+c', 'https://h.example:443/p?a=b%20c'],
    ['with user and password', 'https://u:p@h.example/p', 'https://u:p@h.example:443/p'],
    ['that is none', 'not a url', 'not a url'],
  ])('%s', (_, arrived, signedAs) => {
    expect(isSigned(sign(signedAs), [TOKEN], arrived, none)).toBe(true);
  });

  it.each([
    ['another host', 'https://h.example/p', 'https://i.example/p'],
    ['another path', 'https://h.example/p', 'https://h.example/q'],
    ['another query', 'https://h.example/p?a=1', 'https://h.example/p?a=2'],
    ['another scheme', 'https://h.example/p', 'http://h.example/p'],
  ])('with %s is wrong', (_, arrived, signedAs) => {
    expect(isSigned(sign(signedAs), [TOKEN], arrived, none)).toBe(false);
  });
});

describe('forms', () => {
  it('are accepted with their fields', () => {
    const body = new URLSearchParams({
      port_in_request_sid: KW,
      phone_number: '+16175551212',
      status: 'In Review',
    });
    expect(webhooks().verify(signed(body.toString(), TOKEN, URL_, FORM_TYPE))).toEqual({
      ok: true,
      verified: true,
      hints: [{ orderRef: KW, phoneNumber: '+16175551212', providerStatus: 'In Review' }],
    });
  });

  it('sign the values of one name sorted and once', () => {
    const data = `${URL_}a1a2b3`;
    const signature = createHmac('sha1', TOKEN).update(data).digest('base64');
    const params = new Map([
      ['b', ['3']],
      ['a', ['2', '1', '2']],
    ]);
    expect(isSigned(signature, [TOKEN], URL_, params)).toBe(true);
    const body = `b=3&a=2&a=1&a=2&port_in_request_sid=${KW}`;
    expect(webhooks().verify(signed(body, TOKEN, URL_, FORM_TYPE)).ok).toBe(true);
  });

  it('are refused with a field added', () => {
    const { headers, url } = signed(`port_in_request_sid=${KW}`, TOKEN, URL_, FORM_TYPE);
    const forged = request(`port_in_request_sid=${KW}&status=canceled`, headers, url);
    expect(refusalOf(webhooks().verify(forged))).toBe('signature_wrong');
  });

  it('keep UTF-8', () => {
    const body = new URLSearchParams({ port_in_request_sid: KW, status: 'prêt ✓' }).toString();
    expect(webhooks().verify(signed(body, TOKEN, URL_, FORM_TYPE))).toMatchObject({
      ok: true,
      hints: [{ providerStatus: 'prêt ✓' }],
    });
  });
});

describe('JSON without a hash', () => {
  const members = new Map([
    ['port_in_request_sid', [KW]],
    ['phone_number', ['null']],
  ]);
  const body = JSON.stringify({ port_in_request_sid: KW, phone_number: null });

  it('is accepted when the signature covers its members', () => {
    const result = webhooks().verify(
      request(body, { 'x-twilio-signature': signatureOf(TOKEN, URL_, members) }),
    );
    expect(result.ok).toBe(true);
  });

  it('is refused when the signature covers the URL only', () => {
    const result = webhooks().verify(
      request(body, { 'x-twilio-signature': signatureOf(TOKEN, URL_, new Map()) }),
    );
    expect(refusalOf(result)).toBe('signature_wrong');
  });
});

describe('modes and tokens', () => {
  const unsigned = request(payload);
  const blank = request(payload, { 'x-twilio-signature': ' ' });
  const wrong = request(payload, { 'x-twilio-signature': 'AAAA' });

  it.each([
    ['require', 'signature_missing', 'signature_missing', 'signature_wrong', 'ok'],
    ['prefer', 'ok', 'ok', 'signature_wrong', 'ok'],
    ['off', 'ok', 'ok', 'ok', 'ok'],
  ] as const)('%s', (mode, ...expected) => {
    const verdicts = [unsigned, blank, wrong, signed()].map((r) => refusalOf(webhooks(mode).verify(r)));
    expect(verdicts).toEqual(expected);
  });

  it('accepts the new and the old token while they are rotated, and no third', () => {
    const rotating = webhooks('require', ['new', 'old']);
    const verdicts = ['new', 'old', 'other', ''].map((token) =>
      refusalOf(rotating.verify(signed(payload, token))),
    );
    expect(verdicts).toEqual(['ok', 'ok', 'signature_wrong', 'signature_wrong']);
  });

  it('accepts nothing signed when it has no token', () => {
    expect(refusalOf(webhooks('prefer', []).verify(signed(payload, '')))).toBe('signature_wrong');
  });

  it('finds the header however it is written, once or in a list', () => {
    const { headers, url } = signTwilioWebhook({ url: URL_, body: payload, authToken: TOKEN });
    const signature = headers['x-twilio-signature'];
    for (const header of [{ 'X-TWILIO-SIGNATURE': signature }, { 'X-Twilio-Signature': [signature] }]) {
      expect(webhooks().verify(request(payload, header, url)).ok).toBe(true);
    }
  });

  it('says the signature is wrong before it says the body is', () => {
    expect(refusalOf(webhooks().verify(request('garbage', { 'x-twilio-signature': 'AAAA' })))).toBe(
      'signature_wrong',
    );
  });

  it('keeps tokens out of its messages', () => {
    const result = webhooks().verify(wrong);
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  });
});

describe('hints', () => {
  const read = (body: string, contentType = JSON_TYPE) =>
    webhooks('off').verify(request(body, { 'content-type': contentType }));

  it('need no more than the order', () => {
    expect(read(JSON.stringify({ port_in_request_sid: KW }))).toEqual({
      ok: true,
      hints: [{ orderRef: KW }],
    });
  });

  it.each([
    ['nothing', {}],
    ['null', { phone_number: null, status: null, last_date_updated: null }],
    ['wrong types', { phone_number: 5, status: {}, last_date_updated: 17 }],
    ['no values', { phone_number: 'unknown', status: ' ', last_date_updated: 'today' }],
    ['a date without a time', { last_date_updated: '2026-01-05' }],
  ])('leave out %s', (_, extra) => {
    expect(read(JSON.stringify({ port_in_request_sid: KW, ...extra }))).toEqual({
      ok: true,
      hints: [{ orderRef: KW }],
    });
  });

  it('fall back to the kind of the event for a word', () => {
    expect(read(JSON.stringify({ port_in_request_sid: KW, event_type: 'PortInCompleted' }))).toMatchObject({
      hints: [{ providerStatus: 'PortInCompleted' }],
    });
  });

  it('come several in one body', () => {
    const body = JSON.stringify([{ port_in_request_sid: KW }, 7, { port_in_request_sid: KW, status: 'x' }]);
    expect(read(body)).toMatchObject({
      ok: true,
      hints: [{ orderRef: KW }, { orderRef: KW, providerStatus: 'x' }],
    });
  });

  it('come whatever the content type says', () => {
    expect(read(` ${payload}`, 'text/plain').ok).toBe(true);
    expect(read(`PortInRequestSid=${KW}&PhoneNumber=+16175551212`, '')).toEqual({
      ok: true,
      hints: [{ orderRef: KW, phoneNumber: '+16175551212' }],
    });
    expect(read(payload, 'application/json; charset=utf-8').ok).toBe(true);
  });

  it.each([
    '',
    ' ',
    '{',
    'null',
    '7',
    '"text"',
    '[]',
    '{}',
    '{"port_in_request_sid":null}',
    '{"port_in_request_sid":"KW1"}',
  ])('are not found in %j', (body) => {
    expect(refusalOf(read(body))).toBe('unreadable');
  });

  it('never carry a reason to believe: no PIN, no status of ours', () => {
    const result = read(
      JSON.stringify({ port_in_request_sid: KW, pin: '0042', portable: 'true', extra: { a: 1 } }),
    );
    expect(result).toEqual({ ok: true, hints: [{ orderRef: KW }] });
  });
});

describe('why a signature does not fit is told apart', () => {
  const messageOf = (result: WebhookResult) => (result.ok ? 'ok' : result.message);
  const { headers, url } = signTwilioWebhook({ url: `${URL_}?a=1&b=2`, body: payload, authToken: TOKEN });
  const send = (body: string, at: string) => messageOf(webhooks().verify(request(body, headers, at)));

  it('no bodySHA256 arrived with a JSON body', () => {
    expect(send(payload, `${URL_}?a=1&b=2`)).toMatch(/without bodySHA256/);
    expect(send(payload, URL_)).toMatch(/without bodySHA256/);
  });

  it('the body is not the one that was hashed', () => {
    expect(send(JSON.stringify(JSON.parse(payload), null, 2), url)).toMatch(/not the one whose hash/);
  });

  it('the URL or the token differs', () => {
    const query = new URL(url).searchParams;
    const reordered = `${URL_}?b=2&a=1&bodySHA256=${query.get('bodySHA256') ?? ''}`;
    expect(send(payload, reordered)).toMatch(/auth tokens .* public URL/);
    expect(send(payload, `${url}&more=1`)).toMatch(/auth tokens .* public URL/);
    const form = signed(`port_in_request_sid=${KW}`, 'another token', URL_, FORM_TYPE);
    expect(messageOf(webhooks().verify(form))).toMatch(/auth tokens .* public URL/);
  });
});

describe('a JSON list without a hash', () => {
  const members = new Map([['port_in_request_sid', [KW]]]);
  const other = { port_in_request_sid: `KW${'9'.repeat(32)}` };

  it.each<[string, unknown, Map<string, string[]>]>([
    ['whose first element is covered', [{ port_in_request_sid: KW }, other], members],
    ['with nothing in its first element', [{}, other], new Map()],
    ['of one', [{ port_in_request_sid: KW }], members],
  ])('%s is not covered by a signature', (_, body, params) => {
    const headers = { 'x-twilio-signature': signatureOf(TOKEN, URL_, params) };
    expect(refusalOf(webhooks().verify(request(JSON.stringify(body), headers)))).toBe('signature_wrong');
  });

  it('is not covered either where a member is an object', () => {
    const headers = {
      'x-twilio-signature': signatureOf(TOKEN, URL_, new Map([...members, ['a', ['[object Object]']]])),
    };
    const body = JSON.stringify({ port_in_request_sid: KW, a: { b: 1 } });
    expect(refusalOf(webhooks().verify(request(body, headers)))).toBe('signature_wrong');
  });
});

describe('a webhook is read in the time that its length takes', () => {
  const SIZE = 256 * 1024;
  const fill = (part: string, before = '', after = '') =>
    before + part.repeat(Math.floor((SIZE - before.length - after.length) / part.length)) + after;
  const member = `"port_in_request_sid":"${KW}"`;
  const order = (index: number) => `{"port_in_request_sid":"KW${String(index).padStart(32, '0')}"}`;

  it.each<[string, string, string]>([
    ['empty pairs', fill('a&'), FORM_TYPE],
    ['pairs of one name', fill('a=1&'), FORM_TYPE],
    ['ampersands', fill('&'), FORM_TYPE],
    ['percent signs', fill('%'), FORM_TYPE],
    ['one long value', fill('x', `port_in_request_sid=${KW}&phone_number=`), FORM_TYPE],
    ['a number of blanks', fill(' ', `{${member},"phone_number":"+`, 'x"}'), JSON_TYPE],
    ['a number of brackets', fill('(', `{${member},"phone_number":"+1`, '"}'), JSON_TYPE],
    ['a date of digits', fill('1', `{${member},"last_date_updated":"`, '"}'), JSON_TYPE],
    ['a word of blanks', fill(' ', `{${member},"status":"x`, 'x"}'), JSON_TYPE],
    ['a reference of blanks', fill(' ', '{"port_in_request_sid":"', 'x"}'), JSON_TYPE],
    ['deep lists', fill('['), JSON_TYPE],
    ['deep lists that end', `${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)}`, JSON_TYPE],
    ['a member that is deep', `{${member},"a":${'['.repeat(SIZE / 3)}${']'.repeat(SIZE / 3)}}`, JSON_TYPE],
    [
      'many members',
      `{${Array.from({ length: 30_000 }, (_, i) => `"m${String(i)}":1`).join()},${member}}`,
      JSON_TYPE,
    ],
    ['many events', `[${Array.from({ length: 80_000 }, () => '{}').join()}]`, JSON_TYPE],
    ['many orders', `[${Array.from({ length: 4_000 }, (_, i) => order(i)).join()}]`, JSON_TYPE],
    ['blanks', fill(' '), ''],
  ])('%s', (_, body, contentType) => {
    const headers = { 'content-type': contentType, 'x-twilio-signature': `${'A'.repeat(27)}=` };
    const unsigned = request(body, { 'content-type': contentType });
    const begun = performance.now();
    for (const mode of ['require', 'prefer', 'off'] as const) {
      webhooks(mode).verify(unsigned);
      webhooks(mode, ['one', 'two', 'three']).verify(request(body, headers));
      webhooks(mode).verify(request(body, headers, `${URL_}?bodySHA256=${'0'.repeat(64)}`));
      new FoneDynamicsWebhooks().verify(unsigned);
    }
    // Twelve times; quadratic, one of these took seconds to minutes.
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  it('with more than 1,000 fields, 1,000 different events or 200 orders it is refused', () => {
    const read = (body: string, type = JSON_TYPE) =>
      refusalOf(webhooks('off').verify(request(body, { 'content-type': type })));
    const list = (length: number, one: (index: number) => string) =>
      `[${Array.from({ length }, (_, i) => one(i)).join()}]`;
    const form = (pairs: number) => `port_in_request_sid=${KW}${'&a=1'.repeat(pairs - 1)}`;
    expect([read(form(1_000), FORM_TYPE), read(form(1_001), FORM_TYPE)]).toEqual(['ok', 'unreadable']);
    expect([read(list(200, order)), read(list(201, order))]).toEqual(['ok', 'unreadable']);
    const ofOne = (index: number) => order(1).replace('}', `,"status":"word ${String(index)}"}`);
    expect([read(list(1_000, ofOne)), read(list(1_001, ofOne))]).toEqual(['ok', 'unreadable']);
    // What is told more than once is one event.
    expect(read(list(5_000, () => order(1)))).toBe('ok');
  });

  it('cuts the word that it passes on', () => {
    const body = JSON.stringify({ port_in_request_sid: KW, status: 'x'.repeat(10_000) });
    const result = webhooks('off').verify(request(body));
    expect(result.ok && result.hints[0]!.providerStatus!.length).toBe(200);
  });

  it('takes nothing from the prototype of an object', () => {
    const body = `{"__proto__":{"port_in_request_sid":"${KW}"},"constructor":1}`;
    expect(refusalOf(webhooks('off').verify(request(body)))).toBe('unreadable');
  });
});
