import { newAccount, type ProviderAccount } from '../../../src/domain/account/account';
import { accountCard } from '../../../workflows/account-card';

const AT = Date.UTC(2026, 11, 1, 12);
const ref = (at: number) => `KW${String(at).padStart(32, '0')}`;
const full: ProviderAccount = {
  ...newAccount('twilio', 'a'.repeat(40)),
  kept: Array.from({ length: 1_000 }, (_, at) => ({
    orderRef: ref(at),
    since: AT,
    receivedAt: AT,
    numbers: { '+12125550100': AT },
    tries: 3,
    tryAt: AT + 60_000,
  })),
  late: Array.from({ length: 100 }, (_, at) => ({ orderRef: ref(at), requestId: 'r'.repeat(100), at: AT })),
  orphans: Array.from({ length: 100 }, (_, at) => ({
    orderRef: ref(at),
    why: 'unclaimed',
    since: AT,
    reportedAt: AT,
  })),
};

test('an account with nothing to tell says so', () => {
  expect(accountCard(newAccount('twilio', 'default'))).toBe(
    '### 📬 twilio · default\n> **Nobody needs to act.**\n> No webhook waits for a port.',
  );
});

test('however much there is, the card stays small and names what is newest', () => {
  const card = accountCard(full);
  expect(Buffer.byteLength(card)).toBeLessThan(2_000);
  expect(card).toContain('> **A person should look at 100 orders that no port holds.**');
  expect(card).toContain('> Webhooks of 1000 orders wait for a port. Next look: 2026-12-01 12:01 UTC.');
  expect(card).toContain(ref(99));
  expect(card).toContain('and 995 more: see the query `account`');
  expect(card).not.toContain('2125550100');
});

test('what came from outside cannot change how the card looks', () => {
  const [order] = full.kept;
  const card = accountCard({ ...full, kept: [{ ...order!, orderRef: '`|\n# <b>[x](http://evil)' }] });
  expect(card).toMatch(/^- `[\w.:/?-]+` since/m);
  expect(card).not.toContain('<b>');
});
