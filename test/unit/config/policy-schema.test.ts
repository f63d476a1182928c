import { accountPolicySchema } from '../../../src/config/policy-schema';

test('a policy key that was renamed is refused with its new name', () => {
  expect(accountPolicySchema.parse({ searchDelay: 'PT10M' })).toEqual({ searchDelay: 600_000 });
  const { error } = accountPolicySchema.safeParse({ settle: 'PT10M' });
  expect(error?.issues).toMatchObject([{ path: ['settle'], message: 'is called "searchDelay" now' }]);
});
