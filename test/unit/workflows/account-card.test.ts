import { newAccount } from '../../../src/domain/account/account';
import type { ProviderAccount } from '../../../src/domain/account/model';
import { accountCard } from '../../../workflows/account/account-card';

const AT = Date.UTC(2026, 11, 1, 12);
const ref = (at: number) => `KW${String(at).padStart(32, '0')}`;
const full: ProviderAccount = {
  ...newAccount('twilio', 'a'.repeat(40)),
  buffered: Array.from({ length: 1_000 }, (_, at) => ({
    orderRef: ref(at),
    since: AT,
    receivedAt: AT,
    numbers: { '+12125550100': AT },
    tries: 3,
    tryAt: AT + 60_000,
  })),
  afterClose: Array.from({ length: 100 }, (_, at) => ({
    orderRef: ref(at),
    requestId: 'r'.repeat(100),
    at: AT,
  })),
  orphans: Array.from({ length: 100 }, (_, at) => ({
    orderRef: ref(at),
    why: 'unclaimed',
    since: AT,
    reportedAt: AT,
  })),
};

const SWEPT = {
  pages: 2,
  orders: 120,
  changed: 3,
  signaled: 3,
  orphans: [],
  missingOrders: [],
  startedAt: AT,
  endedAt: AT,
};

test('an account with nothing to tell says so', () => {
  expect(accountCard(newAccount('twilio', 'default'))).toBe(
    '### 📬 twilio · default\n> **No action is needed.**\n> No webhook waits for a port.',
  );
});

test.each([
  ['it fails', { failure: { since: AT, message: 'It said 500.' } }],
  ['it found orders that no port holds', { last: { orphans: ['KW9'], missingOrders: [] } }],
  [
    'orders have vanished',
    { last: { orphans: [], missingOrders: [{ orderRef: 'KW9', requestId: 'acme-42' }] } },
  ],
])('a sweep wants a person when %s', (_, found) => {
  const last = 'last' in found ? { ...SWEPT, ...found.last } : SWEPT;
  const sweep = { every: 3_600_000, nextAt: AT, ...found, last };
  const card = accountCard({ ...newAccount('twilio', 'default'), sweep });
  expect(card).toMatch(/^### ⚠️/);
  expect(card).toContain('> **A person should check the result of the sweep.**');
});

test('a sweep that finds all in order needs no person', () => {
  const sweep = { every: 3_600_000, nextAt: AT, last: SWEPT };
  const card = accountCard({ ...newAccount('twilio', 'default'), sweep });
  expect(card).toContain('> **No action is needed.**');
  expect(card).toContain('**Sweep** 2026-12-01 12:00 UTC: 120 orders, 3 changed; next 2026-12-01 12:00 UTC');
});

test('however much there is, the card stays small and names what is newest', () => {
  const card = accountCard(full);
  expect(Buffer.byteLength(card)).toBeLessThan(2_000);
  expect(card).toContain('> **A person should check 100 orders that no port holds.**');
  expect(card).toContain('> Webhooks of 1000 orders wait for a port. Next search: 2026-12-01 12:01 UTC.');
  expect(card).toContain(ref(99));
  expect(card).toContain('and 995 more: see the query `account`');
  expect(card).not.toContain('2125550100');
});

test('what came from outside cannot change how the card looks', () => {
  const [order] = full.buffered;
  const card = accountCard({ ...full, buffered: [{ ...order!, orderRef: '`|\n# <b>[x](http://evil)' }] });
  expect(card).toMatch(/^- `[\w.:/?-]+` since/m);
  expect(card).not.toContain('<b>');
});
