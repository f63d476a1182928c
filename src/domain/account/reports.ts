import type { AccountPolicy, KeptOrder, LateHint, Orphan, ProviderAccount } from './account';
import type { Instant } from '../time';

/** An account after something happened, and the orders that somebody should now be told of. */
export interface AccountChange {
  readonly account: ProviderAccount;
  readonly orphaned: readonly Orphan[];
}

/** Adds reports; only the newest are remembered. Of many late hints for one order the newest stands for all. */
export function reported(
  account: ProviderAccount,
  {
    late = [],
    orphaned = [],
  }: { readonly late?: readonly LateHint[]; readonly orphaned?: readonly Orphan[] },
  { mostReported }: AccountPolicy,
): AccountChange {
  const newest = new Map<string, LateHint>();
  for (const hint of [...account.late, ...late]) {
    newest.delete(hint.orderRef);
    newest.set(hint.orderRef, hint);
  }
  return {
    account: {
      ...account,
      late: [...newest.values()].slice(-mostReported),
      orphans: [...account.orphans, ...orphaned].slice(-mostReported),
    },
    orphaned,
  };
}

export function orphanOf({ orderRef, since }: KeptOrder, why: Orphan['why'], reportedAt: Instant): Orphan {
  return { orderRef, why, since, reportedAt };
}
