import { hostOf, leadToSameReceiver } from '../../../src/providers/webhook-urls';

const OURS = 'https://hooks.example/webhooks/twilio/default/k1.abc';

test.each([
  ['the same', OURS, true],
  ['an older token', 'https://hooks.example/webhooks/twilio/default/k0.xyz', true],
  ['another account', 'https://hooks.example/webhooks/twilio/eu/k1.abc', false],
  ['another host', 'https://other.example/webhooks/twilio/default/k1.abc', false],
  ['another scheme', 'http://hooks.example/webhooks/twilio/default/k1.abc', false],
  ['another port', 'https://hooks.example:8443/webhooks/twilio/default/k1.abc', false],
  ['a path below', `${OURS}/more`, false],
  ['no URL', 'hooks', false],
])('%s', (_what, url, isSame) => {
  expect(leadToSameReceiver(url, OURS)).toBe(isSame);
});

test('two that cannot be read are not the same', () => {
  expect(leadToSameReceiver('x', 'x')).toBe(false);
});

test('a host may be shown, what follows it may not', () => {
  expect(hostOf('https://user:pass@other.example:8443/hook?key=s3cr3t')).toBe('other.example:8443');
  expect(hostOf('s3cr3t')).not.toContain('s3cr3t');
});
