import { requireCall } from '../../../workflows/provider-call/call-input';

const good = { provider: 'twilio', account: 'eu-1', operation: 'webhooks.get', input: { force: true } };

test('a call is taken as it is; what may be absent gets its default', () => {
  expect(requireCall({ ...good, more: 1 })).toEqual(good);
  expect(requireCall({ provider: 'twilio', operation: 'orders', input: null })).toEqual({
    provider: 'twilio',
    account: 'default',
    operation: 'orders',
    input: {},
  });
});

test.each<[string, unknown, string]>([
  ['nothing', undefined, 'provider'],
  ['null', null, 'provider'],
  ['a list', [good], 'provider'],
  ['another form of provider', { ...good, provider: 'Acme' }, 'provider'],
  ['a provider without end', { ...good, provider: 'a'.repeat(41) }, 'provider'],
  ['a provider that is no text', { ...good, provider: ['twilio'] }, 'provider'],
  ['another form of account', { ...good, account: 'EU' }, 'account'],
  ['an account that is no text', { ...good, account: 7 }, 'account'],
  ['an account without end', { ...good, account: 'a'.repeat(41) }, 'account'],
  ['no operation', { ...good, operation: undefined }, 'operation'],
  ['an operation in another form', { ...good, operation: 'get webhooks' }, 'operation'],
  ['an operation without end', { ...good, operation: 'a'.repeat(41) }, 'operation'],
])('%s is refused, for good', (_what, given, field) => {
  expect(() => requireCall(given)).toThrow(
    expect.objectContaining({
      type: 'invalid_request',
      nonRetryable: true,
      details: [[expect.objectContaining({ field })]],
    }),
  );
});
