import type { ProviderAccount } from '../domain/account/model';
import type { Sweep } from '../domain/account/model';
import { toIsoDuration, toRfc3339 } from '../domain/model/time';
import { defineQuery } from './definitions';

/** What the workflow of a provider account answers. Instants are RFC 3339 in UTC. No phone number is in it. */
export interface AccountView {
  /** Whose API it is. */
  readonly provider: string;
  /** Its name in the configuration. */
  readonly account: string;
  /** Orders of which webhooks told and that no port holds yet, the longest kept first. */
  readonly buffered: readonly BufferedOrderView[];
  /** Webhooks that came after the end of their port: the newest 100, the newest last. */
  readonly afterClose: readonly HintAfterCloseView[];
  /** Orders of which webhooks told and that no port ever claimed: the newest 100, the newest last. */
  readonly orphans: readonly OrphanView[];
  /** How many such orders there have been in all, those not listed any more included; absent: none. */
  readonly orphanCounts?: { readonly unclaimed: number; readonly no_room: number };
  /** How all orders of the account are gone through; absent: they are not. */
  readonly sweep?: SweepView;
}

/** The passes over all orders of an account. */
export interface SweepView {
  /** ISO 8601. */
  readonly every: string;
  /** When the next pass begins. */
  readonly nextAt: string;
  /** Why the newest passes failed, and since when they do. */
  readonly failure?: { readonly since: string; readonly message: string };
  /** The newest pass that came to its end. */
  readonly last?: {
    readonly startedAt: string;
    readonly endedAt: string;
    /** Calls to the provider. */
    readonly pages: number;
    readonly orders: number;
    /** Orders of open ports that differ from the pass before; what is read together counts once. */
    readonly changed: number;
    /** Ports that were told to look. */
    readonly signaled: number;
    /** Orders that live at the provider and that no open port held for two passes: 100 at most. */
    readonly orphans: readonly string[];
    /** How many these are in all, where more are than are named. */
    readonly orphanCount?: number;
    /** Orders of open ports that the provider does not list: 100 at most. */
    readonly missingOrders: readonly { readonly orderRef: string; readonly requestId: string }[];
    /** The same for these. */
    readonly missingOrderCount?: number;
  };
}

/** An order of which webhooks told and that no port holds yet. */
export interface BufferedOrderView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** When its first webhook came. */
  readonly since: string;
  /** How often its port was looked for. */
  readonly tries: number;
  /** When its port is looked for again. */
  readonly nextTryAt: string;
}

/** A webhook that came after the end of its port. */
export interface HintAfterCloseView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** The port that held the order. */
  readonly requestId: string;
  /** When the webhook came. */
  readonly at: string;
}

/** An order of which webhooks told and that no port ever claimed. */
export interface OrphanView {
  /** The provider's reference of the order. */
  readonly orderRef: string;
  /** `unclaimed`: no port held it for too long. `no_room`: too many orders were kept, and this one the longest. */
  readonly why: 'unclaimed' | 'no_room';
  /** When its first webhook came. */
  readonly since: string;
  /** When it was given up looking for its port. */
  readonly reportedAt: string;
}

/** To the workflow of an account: what it remembers. */
export const accountQuery = defineQuery<AccountView>('account');

/** What the workflow of an account answers. */
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
