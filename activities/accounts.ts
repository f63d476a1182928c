import type { Policy } from '../src/domain/model/policy';
import type { PortingProvider } from '../src/providers/provider';

/** One provider account that this worker serves. */
export interface Account {
  readonly name: string;
  readonly provider: PortingProvider;
  /** The account's overrides of its provider's policy. */
  readonly policy: Partial<Policy>;
  /** The maximum age of a document in milliseconds; absent: the provider's limit. */
  readonly documentMaxAge?: number;
  /** The tenants whose ports may use the account; absent: every port may. */
  readonly tenants?: readonly string[];
  /** The rate limit of the account in requests per second, over all workers; absent: no limit. */
  readonly requestsPerSecond?: number;
  /** The account has sweeps, so its ports poll less often. */
  readonly isSwept?: boolean;
  /** The webhook URL of one port's orders, for providers with a URL per order. */
  readonly webhookUrl?: (requestId: string) => string;
  /** The length of a day in seconds, for demos; absent: real days. */
  readonly daySeconds?: number | undefined;
}

/** The accounts of a worker, by provider and name. */
export class AccountDirectory {
  readonly #accounts: ReadonlyMap<string, Account>;

  constructor(accounts: readonly Account[]) {
    this.#accounts = new Map(
      accounts.map((account) => [keyOf(account.provider.name, account.name), account]),
    );
  }

  find(provider: string, name: string): Account | undefined {
    return this.#accounts.get(keyOf(provider, name));
  }

  /** For messages, as `twilio/default`. */
  names(): readonly string[] {
    return [...this.#accounts.keys()];
  }
}

function keyOf(provider: string, name: string): string {
  return `${provider}/${name}`;
}
