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

describe('what a provider wrote into a refusal', () => {
  const said = (text: string, code = '1') =>
    new ExchangeErrors({
      name: 'Acme',
      requestIdHeader: 'x-id',
      refusal: () => ({ text, code, isOwn: true }),
    });
  const exchange = { what: 'create the order', method: 'POST', secrets: ['Ada Moss'] } as const;
  const response = (id = '1') => ({ status: 400, headers: { 'x-id': id }, body: '' });

  test.each<[string, string]>([
    ['letters', 'x'],
    ['dots', '.'],
    ['digits', '1 '],
    ['addresses', 'a@'],
    ['brackets', '('],
  ])('is cut before anything else is done with it: 4 MB of %s', (_, part) => {
    const begun = performance.now();
    const long = part.repeat(2_000_000);
    const { problem } = said(long, long).fromResponse(exchange, response(long), 0);
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(problem.message.length).toBeLessThan(1_000);
    expect([problem.providerCode!.length, problem.requestId!.length]).toEqual([64, 64]);
  });

  test('hides a secret that stands where the text is cut', () => {
    const { problem } = said(`${'x'.repeat(695)} Ada Moss, and more${'y'.repeat(2_000)}`).fromResponse(
      exchange,
      response(),
      0,
    );
    expect(problem.message).not.toMatch(/Ada|Moss/);
  });
});
