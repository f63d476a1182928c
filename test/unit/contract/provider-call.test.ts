import { callSummary } from '../../../src/contract/provider-call';

test.each<[string, unknown, string]>([
  ['portability', { numbers: ['+12125550100'] }, 'twilio · portability · 1 number'],
  ['portability', { numbers: ['+12125550100', '+12125550101', 'x'] }, 'twilio · portability · 3 numbers'],
  ['webhooks.set', { url: 'https://ours.example/secret' }, 'twilio · webhooks.set'],
  ['orders', undefined, 'twilio · orders'],
  ['orders', { numbers: 'x' }, 'twilio · orders'],
])('%s of %j is summed up without a number or a URL', (operation, input, summary) => {
  expect(callSummary({ provider: 'twilio', account: 'default', operation, input })).toBe(summary);
});
