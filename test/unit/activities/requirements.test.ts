import type { Account } from '../../../activities/accounts';
import { requirementsOf } from '../../../activities/port/requirements';
import type { RequestDocument } from '../../../src/domain/model/request';
import { DAY } from '../../../src/domain/model/time';
import type { PortingProvider } from '../../../src/providers/provider';
import { portRequest } from '../providers/twilio/examples';

const NOW = Date.UTC(2026, 11, 31);

const missing = (documents: readonly RequestDocument[], account: Partial<Account> = {}, uploads?: true) =>
  requirementsOf(
    {
      name: 'default',
      policy: {},
      provider: {
        name: 'somebody',
        capabilities: { ...(uploads && { uploads }) },
        requirements: () => [],
      } as unknown as PortingProvider,
      ...account,
    },
    portRequest({ documents }),
    NOW,
  ).map(({ field, message }) => `${field}: ${message}`);

test('a document by URI is no use where nothing can be uploaded', () => {
  const documents = [{ type: 'loa', uri: 'file:///loa.pdf' }];
  expect(missing(documents)).toEqual([expect.stringMatching(/^documents: somebody takes no documents/)]);
  expect(missing(documents, {}, true)).toEqual([]);
  expect(missing([{ type: 'loa', providerId: 'RD1' }])).toEqual([]);
});

test('a document that is older than the account allows has to be a newer one', () => {
  const bill = (issuedOn?: string) => [
    { type: 'utility_bill', providerId: 'RD1', ...(issuedOn !== undefined && { issuedOn }) },
  ];
  const account = { documentMaxAge: 30 * DAY };
  expect(missing(bill('2026-11-30'), account)).toEqual([
    'documents: A newer utility bill: that of 2026-11-30 is older than 30 days.',
  ]);
  expect(missing(bill('2026-12-01'), account)).toEqual([]);
  expect(missing(bill(), account)).toEqual([]);
  expect(missing(bill('2020-01-01'))).toEqual([]);
});
