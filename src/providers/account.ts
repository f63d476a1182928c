import type { ProviderName } from '../contract/names';
import type { ProviderItemStatus } from '../domain/model/status';

/**
 * Which of our statuses a provider's word means, where the built-in tables are wrong or do not know the word.
 * Keys are compared as the tables are: lower case, trimmed, runs of spaces and dashes as `_`.
 */
export type StatusMap = Readonly<Record<string, ProviderItemStatus>>;

/** One account at one provider: what every provider's account has. The rest is known to its provider alone. */
export interface ProviderAccount {
  /** The name of its provider. */
  readonly provider: ProviderName;
  /** The name that port requests use for this account. */
  readonly name: string;
  /** Scheme, host and path of the API, without a slash at the end: the provider's own, or a sandbox's. */
  readonly baseUrl: string;
  /** What the account's configuration says of the provider's words. */
  readonly statusMap: StatusMap;
}
