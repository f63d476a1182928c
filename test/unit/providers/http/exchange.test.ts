import { ExchangeErrors } from '../../../../src/providers/http/exchange';
import { limitedTransport } from '../../../../src/providers/http/rate-limit';
import { FakeClock } from './fake-clock';

const errors = new ExchangeErrors({ name: 'Acme', refusal: () => undefined });

test('what our own limit holds back was certainly not sent, and comes again when there is room', async () => {
  const answer = { status: 429, headers: { 'retry-after': '100' }, body: '' };
  const send = limitedTransport(() => Promise.resolve(answer), { clock: new FakeClock() });
  const request = { method: 'POST', url: 'http://acme.invalid/', headers: {}, timeoutMs: 30_000 } as const;
  await send(request);
  const failure: unknown = await send(request).catch((error: unknown) => error);

  const error = errors.fromTransport({ what: 'create the order', method: 'POST' }, failure);
  expect(error).toMatchObject({
    message:
      'Acme: could not create the order: Not sent, because the provider has asked this account to wait (HTTP 429). ' +
      'Nothing was done. Try again.',
    problem: { code: 'provider_rate_limited', outcome: 'unavailable', retryAfterMs: 100_000 },
    retryAfterMs: 100_000,
    isTransient: true,
  });
  expect(error.problem).not.toHaveProperty('status');
});
