import type { Instant } from '../model/time';
import type {
  AccountPolicy,
  BufferedOrder,
  HintAfterClose,
  Orphan,
  OrphanCounts,
  ProviderAccount,
} from './model';

/** An account after a change, and the orders to report now. */
export interface AccountChange {
  readonly account: ProviderAccount;
  readonly orphaned: readonly Orphan[];
  /** How many more orders had no room and are not listed: only unverified webhooks name them. */
  readonly unlisted: number;
}

/**
 * Adds reports. Lists only the newest, and counts all. Of several hints after close for one order, only the newest is
 * listed.
 */
export function reported(
  account: ProviderAccount,
  {
    afterClose = [],
    orphaned = [],
    unlisted = 0,
  }: {
    readonly afterClose?: readonly HintAfterClose[];
    readonly orphaned?: readonly Orphan[];
    readonly unlisted?: number;
  },
  { mostReported }: AccountPolicy,
): AccountChange {
  const newest = new Map<string, HintAfterClose>();
  for (const hint of [...account.afterClose, ...afterClose]) {
    newest.delete(hint.orderRef);
    newest.set(hint.orderRef, hint);
  }
  const orphanCounts = counted(account, orphaned, unlisted);
  return {
    account: {
      ...account,
      afterClose: [...newest.values()].slice(-mostReported),
      orphans: listed([...account.orphans, ...orphaned], mostReported),
      ...(orphanCounts !== undefined && { orphanCounts }),
    },
    orphaned,
    unlisted,
  };
}

export function orphanOf(
  { orderRef, since }: BufferedOrder,
  why: Orphan['why'],
  reportedAt: Instant,
): Orphan {
  return { orderRef, why, since, reportedAt };
}

/** The newest orphans. Those without room are dropped before those that no port claimed for a whole day. */
function listed(orphans: readonly Orphan[], most: number): readonly Orphan[] {
  const surplus = orphans.length - most;
  if (surplus <= 0) return orphans;
  const crowded = orphans.filter(({ why }) => why === 'no_room');
  const unclaimed = orphans.filter(({ why }) => why === 'unclaimed');
  const dropped = new Set([...crowded, ...unclaimed].slice(0, surplus));
  return orphans.filter((orphan) => !dropped.has(orphan));
}

function counted(
  { orphans, orphanCounts }: ProviderAccount,
  orphaned: readonly Orphan[],
  unlisted: number,
): OrphanCounts | undefined {
  if (orphaned.length === 0 && unlisted === 0) return orphanCounts;
  // An account of an older release has only its list.
  const before = orphanCounts ?? countsOf(orphans);
  const added = countsOf(orphaned);
  return {
    unclaimed: before.unclaimed + added.unclaimed,
    no_room: before.no_room + added.no_room + unlisted,
  };
}

function countsOf(orphans: readonly Orphan[]): OrphanCounts {
  const unclaimed = orphans.filter(({ why }) => why === 'unclaimed').length;
  return { unclaimed, no_room: orphans.length - unclaimed };
}
