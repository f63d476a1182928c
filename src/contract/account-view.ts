import type { ProviderAccount } from '../domain/account/model';
import type { Sweep } from '../domain/account/model';
import { toIsoDuration, toRfc3339 } from '../domain/model/time';
import { defineQuery } from './definitions';

/**
 * The answer of the query `account` of a provider account's workflow. Instants are RFC 3339 in UTC. Contains no phone
 * number.
 */
export interface AccountView {
  /** The provider. */
  readonly provider: string;
  /** Its name in the configuration. */
  readonly account: string;
  /** Orders of webhooks that no port holds yet, oldest first. */
  readonly buffered: readonly BufferedOrderView[];
  /** Webhooks after the end of their port: the newest 100, newest last. */
  readonly afterClose: readonly HintAfterCloseView[];
  /** Orders of webhooks that no port claimed: the newest 100, newest last. */
  readonly orphans: readonly OrphanView[];
  /** The number of all such orders, including those that are no longer listed; absent: none. */
  readonly orphanCounts?: { readonly unclaimed: number; readonly no_room: number };
  /** The sweeps of the account; absent: no sweeps. */
  readonly sweep?: SweepView;
}

/** The sweeps of an account: passes over all its orders. */
export interface SweepView {
  /** The interval, ISO 8601. */
  readonly every: string;
  /** When the next pass begins. */
  readonly nextAt: string;
  /** Why the newest passes failed, and since when. */
  readonly failure?: { readonly since: string; readonly message: string };
  /** The newest completed pass. */
  readonly last?: {
    readonly startedAt: string;
    readonly endedAt: string;
    /** Calls to the provider. */
    readonly pages: number;
    readonly orders: number;
    /** Orders of open ports that differ from the previous pass; orders that are read together count once. */
    readonly changed: number;
    /** Ports that received a hint. */
    readonly signaled: number;
    /**
     * Open orders at the provider that no open port holds, and that a pass saw longer ago than a port needs to find
     * its order: at most 100.
     */
    readonly orphans: readonly string[];
    /** The number of orphans, if not all are listed. */
    readonly orphanCount?: number;
    /** Orders of open ports that the provider does not list: 100 at most. */
    readonly missingOrders: readonly { readonly orderRef: string; readonly requestId: string }[];
    /** The number of missing orders, if not all are listed. */
    readonly missingOrderCount?: number;
  };
}

/** An order of a webhook that no port holds yet. */
export interface BufferedOrderView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** When its first webhook came. */
  readonly since: string;
  /** How many searches for its port were made. */
  readonly tries: number;
  /** When the next search for its port is due. */
  readonly nextTryAt: string;
}

/** A webhook after the end of its port. */
export interface HintAfterCloseView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The port that held the order. */
  readonly requestId: string;
  /** When the webhook came. */
  readonly at: string;
}

/** An order of a webhook that no port claimed. */
export interface OrphanView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** `unclaimed`: no port held it for too long. `no_room`: the buffer was full, and this order was the oldest. */
  readonly why: 'unclaimed' | 'no_room';
  /** When its first webhook came. */
  readonly since: string;
  /** When the search for its port was given up. */
  readonly reportedAt: string;
}

/** The query of an account's workflow: its state. */
export const accountQuery = defineQuery<AccountView>('account');

/** The answer of the query `account`. */
export function accountView(state: ProviderAccount): AccountView {
  const { provider, account, buffered, afterClose, orphans, orphanCounts, sweep } = state;
  return {
    provider,
    account,
    buffered: buffered.map(({ orderRef, since, tries, tryAt }) => ({
      orderRef,
      since: toRfc3339(since),
      tries,
      nextTryAt: toRfc3339(tryAt),
    })),
    afterClose: afterClose.map(({ at, ...hint }) => ({ ...hint, at: toRfc3339(at) })),
    orphans: orphans.map(({ since, reportedAt, ...orphan }) => ({
      ...orphan,
      since: toRfc3339(since),
      reportedAt: toRfc3339(reportedAt),
    })),
    ...(orphanCounts !== undefined && { orphanCounts }),
    ...(sweep !== undefined && { sweep: sweepView(sweep) }),
  };
}

function sweepView({ every, nextAt, last, failure }: Sweep): SweepView {
  return {
    every: toIsoDuration(every),
    nextAt: toRfc3339(nextAt),
    ...(failure !== undefined && {
      failure: { since: toRfc3339(failure.since), message: failure.message },
    }),
    ...(last !== undefined && {
      last: { ...last, startedAt: toRfc3339(last.startedAt), endedAt: toRfc3339(last.endedAt) },
    }),
  };
}
