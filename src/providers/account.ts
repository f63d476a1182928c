import type { ProviderName } from '../contract/names';
import type { ProviderItemStatus } from '../domain/model/status';

/**
 * Maps provider statuses to item statuses, where the built-in table is wrong or lacks the status. Keys are
 * compared as in the tables: lower case, trimmed, runs of spaces and dashes as `_`.
 */
export type StatusMap = Readonly<Record<string, ProviderItemStatus>>;

/** One account at one provider: the fields that every provider's account has. A provider adds its own. */
export interface ProviderAccount {
  /** The name of its provider. */
  readonly provider: ProviderName;
  /** The name that port requests use for this account. */
  readonly name: string;
  /** Scheme, host and path of the API, without a trailing slash: the provider's own, or a sandbox's. */
  readonly baseUrl: string;
  /** The status map of the account's configuration. */
  readonly statusMap: StatusMap;
}
