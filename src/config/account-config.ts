import type { Policy } from '../domain/model/policy';
import type { DescribedAccount } from '../providers/descriptor';

/** One provider account as configuration describes it. */
export interface AccountConfig extends DescribedAccount {
  /** Where this account's timing differs from its provider's; lengths in milliseconds, unscaled. */
  readonly policy: Partial<Policy>;
  /** Absent: no limit of ours. */
  readonly rateLimit?: {
    /** The most HTTP requests to the provider, over all workers. */
    readonly requestsPerSecond: number;
    /** How many workers serve the account: each may send that part of the requests. */
    readonly workers: number;
  };
  /** How old a document may be; milliseconds. Absent: as old as the provider takes it. */
  readonly documentMaxAge?: number;
  /** How often all orders at the provider are gone through; milliseconds, unscaled. Absent: never. */
  readonly sweepEvery?: number;
}

/** How an account is named in messages: `twilio/default`. */
export function accountLabel({ account }: Pick<AccountConfig, 'account'>): string {
  return `${account.provider}/${account.name}`;
}
