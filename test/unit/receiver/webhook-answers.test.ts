import { OverloadedError } from '../../../src/receiver/batcher';
import { accountKey } from '../../../src/receiver/webhook-intake';
import { signWebhookToken } from '../../../src/security/webhook-token';
import { account, key, otherAccount, receiver, secrets, token, type Sent } from './receiver-under-test';

const sent = receiver;

describe('what a webhook is answered', () => {
  it('204 when the hint is durable, and only then', async () => {
    const { app, delivered, finishDelivery } = sent({ delivery: 'pending' });
    const answer = app.inject({ method: 'POST', url: `/webhooks/twilio/default/${token()}`, payload: 'KW1' });
    let isAnswered = false;
    void answer.then(() => (isAnswered = true));
    await delivered;
    expect(isAnswered).toBe(false);
    finishDelivery('stored');
    expect((await answer).statusCode).toBe(204);
    expect((await answer).body).toBe('');
  });

  it.each<[string, Partial<Sent>, number, string]>([
    ['an ended port', { delivery: 'late' }, 204, ''],
    ['a webhook without an order', { body: 'no order' }, 204, ''],
    ['an unreadable body', { body: 'unreadable' }, 400, 'unreadable'],
    ['no signature where one is required', { body: 'signature_missing' }, 401, 'signature_missing'],
    ['a wrong signature', { body: 'signature_wrong' }, 403, 'signature_wrong'],
    ['a wrong token', { token: 'k1.wrong' }, 403, 'token_wrong'],
    ['a truncated token', { token: token().slice(0, -1) }, 403, 'token_wrong'],
    ['the token of another account', { token: token(otherAccount) }, 403, 'token_wrong'],
    ['a token whose key is gone', { token: signWebhookToken(account, [key('k0', 9)]) }, 403, 'token_wrong'],
    ['an unknown account', { path: 'twilio/nobody' }, 404, 'account_unknown'],
    ['an unknown provider', { path: 'pigeon/default' }, 404, 'account_unknown'],
    ['a body over 256 KiB', { body: 'x'.repeat(256 * 1024 + 1) }, 413, 'body_too_large'],
    ['an order that no port holds yet', { delivery: 'kept' }, 204, ''],
    ['Temporal away', { delivery: new Error('14 UNAVAILABLE') }, 503, 'temporal_unreachable'],
    ['too much that waits', { delivery: new OverloadedError('full') }, 503, 'overloaded'],
  ])('%s: %#', async (_name, webhook, status, code) => {
    const answer = await sent(webhook).send();
    expect(answer.statusCode).toBe(status);
    if (status === 204) expect(answer.body).toBe('');
    else expect(answer.json()).toEqual({ code, message: expect.any(String) });
    expect(answer.headers['retry-after'] !== undefined).toBe(status === 503);
  });

  it.each<[string, Partial<Sent>, number]>([
    ['413 before 404', { body: 'x'.repeat(300_000), path: 'twilio/nobody' }, 413],
    ['413 before the token', { body: 'x'.repeat(300_000), token: 'k1.wrong' }, 413],
    ['404 before the token', { path: 'twilio/nobody', token: 'k1.wrong' }, 404],
    ['the token before the signature', { token: 'k1.wrong', body: 'signature_missing' }, 403],
    ['the token before the body', { token: 'k1.wrong', body: 'unreadable' }, 403],
    ['the token before Temporal', { token: 'k1.wrong', delivery: new Error('away') }, 403],
    ['the signature before Temporal', { body: 'signature_missing', delivery: new Error('away') }, 401],
    ['the body before Temporal', { body: 'unreadable', delivery: new Error('away') }, 400],
  ])('of two faults the earlier check answers: %s', async (_name, webhook, status) => {
    const under = sent(webhook);
    expect((await under.send()).statusCode).toBe(status);
    expect(under.deliveries).toEqual([]);
  });

  it('takes exactly 256 KiB', async () => {
    expect((await sent({ body: 'KW'.padEnd(256 * 1024, 'x') }).send()).statusCode).toBe(204);
  });

  it.each([
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain; charset=utf-16',
    'garbage',
    ';;=',
    undefined,
  ])('keeps the bytes whatever the content type: %s', async (contentType) => {
    const bytes = Buffer.from([0x4b, 0x57, 0xff, 0x00, 0x0a]);
    const under = sent({
      body: bytes,
      ...(contentType !== undefined && { headers: { 'content-type': contentType } }),
    });
    expect((await under.send()).statusCode).toBe(204);
    expect(under.verified[0]?.body).toEqual(bytes);
    if (contentType !== undefined) expect(under.verified[0]?.headers['content-type']).toBe(contentType);
  });

  it('refuses a webhook of more than 200 orders, and says so', async () => {
    const under = sent({ orders: 201 });
    const answer = await under.send();
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      { code: 'unreadable', message: 'The webhook names more than 200 orders. Send it in parts.' },
    ]);
    expect(under.deliveries).toEqual([]);
    expect((await sent({ orders: 200 }).send()).statusCode).toBe(204);
  });

  it('folds what a webhook says of one order into one hint', async () => {
    const under = sent({ body: Array.from({ length: 1_800 }, () => 'KW1').join(' ') });
    await under.send();
    expect(under.deliveries[0]?.hints).toEqual([{ orderRef: 'KW1', receivedAt: expect.any(Number) }]);
  });

  it('says why in the words of the provider’s check, in the answer and in the log', async () => {
    const under = sent({ body: 'signature_wrong The body is not the one that was hashed.' });
    const message = (await under.send()).json().message;
    expect(message).toBe('The,body,is,not,the,one,that,was,hashed.');
    expect(under.logged[0]).toMatchObject({ reason: message });
  });

  it('gives an empty body to the provider’s check', async () => {
    const under = sent({ body: '' });
    await under.send();
    expect(under.verified[0]?.body).toEqual(Buffer.alloc(0));
  });

  it('computes the URL from the public one, with path and query as received', async () => {
    const under = sent({ query: '?b=%7e&a=1&bodySHA256=00', headers: { host: 'evil.example' } });
    await under.send();
    expect(under.verified[0]?.url).toBe(
      `https://hooks.example.com/in/webhooks/twilio/default/${token()}?b=%7e&a=1&bodySHA256=00`,
    );
    expect(under.verified[0]?.method).toBe('POST');
  });

  it('passes on hints with the time of their arrival', async () => {
    const before = Date.now();
    const under = sent({ body: 'KW1 KW2' });
    await under.send();
    const [delivery] = under.deliveries;
    expect(delivery?.origin).toEqual({ ...account, requestId: undefined });
    expect(delivery?.hints.map(({ orderRef }) => orderRef)).toEqual(['KW1', 'KW2']);
    for (const { receivedAt } of delivery?.hints ?? []) {
      expect(receivedAt).toBeGreaterThanOrEqual(before);
      expect(receivedAt).toBeLessThanOrEqual(Date.now());
    }
  });

  it('passes on nothing but what is used: of the provider’s own text nothing goes into a history', async () => {
    const under = sent({ body: 'KW1', providerStatus: 'x'.repeat(200_000) });
    await under.send();
    expect(under.deliveries[0]?.hints).toEqual([{ orderRef: 'KW1', receivedAt: expect.any(Number) }]);
  });

  it('lets a token name the port, however long its id', async () => {
    const requestId = 'r'.repeat(100);
    const under = sent({ token: token({ ...account, requestId }) });
    expect((await under.send()).statusCode).toBe(204);
    expect(under.deliveries[0]?.origin.requestId).toBe(requestId);
  });

  it('accepts tokens of every listed key', async () => {
    expect((await sent({ token: signWebhookToken(account, [secrets[1]]) }).send()).statusCode).toBe(204);
  });

  it.each([
    ['GET', `/webhooks/twilio/default/${token()}`, 404],
    ['POST', '/webhooks/twilio/default', 404],
    ['POST', '/webhooks/twilio/default/%zz', 404],
    ['GET', '/', 404],
  ] as const)('%s %s is nothing', async (method, url, status) => {
    const { app } = sent();
    const answer = await app.inject({ method, url });
    expect([answer.statusCode, answer.json().code]).toEqual([status, 'not_found']);
  });

  it('answers 500 when the provider’s check breaks', async () => {
    const answer = await sent({ body: 'break' }).send();
    expect([answer.statusCode, answer.json().code]).toEqual([500, 'internal_error']);
    expect(answer.body).not.toContain('very broken');
  });
});

describe('what the receiver logs', () => {
  it('never a token, a body, a number or a name that is made up', async () => {
    const webhooks: Partial<Sent>[] = [
      { body: 'KW1 +12125550100' },
      { body: 'break +12125550100' },
      { body: 'unreadable +12125550100' },
      { token: 'k1.wrong+12125550100' },
      { path: 'twilio/+12125550100' },
      { delivery: new Error('14 UNAVAILABLE') },
      { body: '+12125550100'.repeat(50_000) },
      { query: '?number=+12125550100', delivery: 'late' },
    ];
    for (const webhook of webhooks) {
      const under = sent(webhook);
      await under.send();
      const text = JSON.stringify(under.logged);
      expect(under.logged).toHaveLength(1);
      expect(text).not.toContain('2125550100');
      expect(text).not.toContain(token().slice(3));
      expect(text).not.toContain('k1.wrong');
    }
  });

  it('enough to find the port and the cause', async () => {
    const late = sent({ delivery: 'late' });
    await late.send();
    expect(late.logged[0]).toMatchObject({
      level: 'info',
      code: 'late',
      status: 204,
      orders: ['KW1'],
      ...account,
    });
    const away = sent({ delivery: new Error('Failed to signal', { cause: new Error('14 UNAVAILABLE') }) });
    await away.send();
    expect(away.logged[0]).toMatchObject({ level: 'error', error: 'Failed to signal: 14 UNAVAILABLE' });
  });
});

describe('health', () => {
  it('healthz: the process answers', async () => {
    expect((await sent().app.inject('/healthz')).json()).toEqual({ status: 'alive' });
  });

  it.each([
    [{ temporal: 'reachable', accounts: [{ ...account, served: true }] }, 200, 'ready'],
    [{ temporal: 'reachable', accounts: [{ ...account, served: false }] }, 503, 'not_ready'],
    [{ temporal: 'unreachable', accounts: [] }, 503, 'not_ready'],
  ] as const)('readyz: %j', async (report, code, status) => {
    const answer = await sent({ report }).app.inject('/readyz');
    expect(answer.statusCode).toBe(code);
    expect(answer.json()).toEqual({ status, ...report });
  });

  it('readyz names no account to those who ask from elsewhere', async () => {
    const report = { temporal: 'reachable', accounts: [{ ...account, served: false }] } as const;
    const answer = await sent({ report, showsAccounts: false }).app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not_ready', temporal: 'reachable' });
  });
});

it('accounts are told apart by provider and name', () => {
  expect(accountKey('twilio', 'default')).toBe('twilio/default');
});
