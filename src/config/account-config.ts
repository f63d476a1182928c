import type { Policy } from '../domain/model/policy';
import type { DescribedAccount } from '../providers/descriptor';

/** One provider account, as configured. */
export interface AccountConfig extends DescribedAccount {
  /** The differences from the provider's policy; durations in milliseconds, unscaled. */
  readonly policy: Partial<Policy>;
  /** Absent: no limit. */
  readonly rateLimit?: {
    /** The maximum number of HTTP requests per second to the provider, over all workers. */
    readonly requestsPerSecond: number;
    /** The number of workers that serve the account; each may send an equal share of the requests. */
    readonly workers: number;
  };
  /** The maximum age of a document, milliseconds. Absent: no limit of Portkeeper. */
  readonly documentMaxAge?: number;
  /** The tenants whose ports may use the account. Absent: every port may. */
  readonly tenants?: readonly string[];
  /** The interval of the sweep, milliseconds, unscaled. Absent: no sweep. */
  readonly sweepEvery?: number;
}

/** The name of an account in messages: `twilio/default`. */
export function accountLabel({ account }: Pick<AccountConfig, 'account'>): string {
  return `${account.provider}/${account.name}`;
}
