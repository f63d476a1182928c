import type { Policy } from '../src/domain/model/policy';
import type { PortingProvider } from '../src/providers/provider';

/** One provider account that this worker serves. */
export interface Account {
  readonly name: string;
  readonly provider: PortingProvider;
  /** Where the account's timing differs from its provider's. */
  readonly policy: Partial<Policy>;
  /** How old a document may be, milliseconds; absent: as old as the provider takes it. */
  readonly documentMaxAge?: number;
  /** How many requests to the account may leave in a second, over all workers; absent: as many as come. */
  readonly requestsPerSecond?: number;
  /** The account is swept, so its ports look less often by themselves. */
  readonly isSwept?: boolean;
  /** Where webhooks of one port's orders go, for providers that take a URL per order. */
  readonly webhookUrl?: (requestId: string) => string;
  /** How many seconds a day lasts, for demos; absent: real days. */
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

  /** For messages: `twilio/default`. */
  names(): readonly string[] {
    return [...this.#accounts.keys()];
  }
}

function keyOf(provider: string, name: string): string {
  return `${provider}/${name}`;
}
