import type { ProviderAccount } from './model';

/** Drops everything that the account stores about some orders, because their port is erased. */
export function forgetOrders(account: ProviderAccount, orderRefs: ReadonlySet<string>): ProviderAccount {
  if (orderRefs.size === 0) return account;
  const isKept = ({ orderRef }: { readonly orderRef: string }) => !orderRefs.has(orderRef);
  return {
    ...account,
    buffered: account.buffered.filter(isKept),
    afterClose: account.afterClose.filter(isKept),
    orphans: account.orphans.filter(isKept),
  };
}
