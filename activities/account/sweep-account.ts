import type { MissingOrder, UnclaimedOrder } from '../../src/domain/account/model';
import type { Instant, Milliseconds } from '../../src/domain/model/time';
import type { Clock } from '../../src/providers/http/clock';
import type { CallContext } from '../../src/providers/call-context';
import type { ListedOrder, PortingProvider } from '../../src/providers/provider';
import { holderOf } from './order-holder';
import { paced } from './pace';
import { FirstSeen } from './first-seen';
import { Marks, SeenOrders } from './seen-orders';
import type { SweepInput, SweepOutput } from './sweep-activities';

/** The most entries of each report; the others are only counted. */
const MAX_REPORTED = 100;

/** The most unclaimed orders that are kept for a list of changes, which does not show them again. */
const MAX_UNCLAIMED = 500;

/** How many ports are signaled in a second if the account has no rate limit. */
const SIGNALS_PER_SECOND = 10;

/** The part of the account's rate limit that the reads after a pass may use; the rest is for all other calls. */
const SHARE_OF_RATE = 0.5;

/** The open ports of an account. */
export interface OpenPorts {
  /** Request ids by order reference. */
  holders(): Promise<ReadonlyMap<string, string>>;
  /** Signals hints to a port. */
  signalPort(requestId: string, orderRefs: readonly string[]): Promise<void>;
}

/** The progress of a pass: enough to resume it when its worker dies. */
export interface SweepProgress {
  /** The cursor of the next page; absent: at the beginning, or after the last page. */
  readonly cursor?: string;
  readonly seen: string;
  /** The orders of open ports in the list: the unchanged ones and the changed ones. */
  readonly same: string;
  readonly changes: string;
  readonly unclaimed: readonly (UnclaimedOrder | string)[];
  /** When the pass began; absent: its worker was of an older release. */
  readonly startedAt?: Instant;
  readonly pages: number;
  readonly orders: number;
  readonly changed: number;
  readonly orphans: readonly string[];
  readonly orphanCount: number;
  /** The last port that was signaled, in the order of request ids. */
  readonly signaledTo?: string;
  readonly signaled: number;
}

/** The dependencies of a pass. */
export interface SweepSurroundings {
  readonly ports: OpenPorts;
  /** Called before each page. */
  readonly call: () => CallContext;
  readonly clock: Clock;
  /** How long a port of the account may need to find its order. */
  readonly searchTime: Milliseconds;
  /** The account's rate limit in requests per second, over all workers; absent: no limit. */
  readonly requestsPerSecond?: number | undefined;
}

/** One pass, and its progress. */
export interface Pass {
  /** Reads the list and then signals the ports. Calls the provider once a page. */
  run(): Promise<SweepOutput>;
  /** Packs the progress, in time linear in the number of open ports. */
  progress(): SweepProgress;
}

/**
 * One pass over the orders of an account. A port gets a hint for each order that differs from the previous pass. Orders
 * of open ports that the provider does not list are reported. So are open orders that no open port holds, once a port
 * has had the time to find them: an order whose answer was lost is searched for later.
 *
 * The ports are signaled after the list was read, in the order of their ids and no faster than the rate limit of
 * their reads allows. So neither a first pass, nor one after a release that compares other fields, causes a burst.
 *
 * @param from - the progress of a pass that died
 */
export function openPass(
  provider: PortingProvider,
  {
    seen,
    since,
    startedAt: begun,
    unclaimed: unclaimedBefore = [],
  }: Omit<SweepInput, 'provider' | 'account'>,
  { ports, call, clock, searchTime, requestsPerSecond }: SweepSurroundings,
  from?: SweepProgress,
): Pass {
  const listOrders = provider.listOrders?.bind(provider);
  if (listOrders === undefined) throw new Error(`${provider.name} has no list of orders`);
  const isWhole = provider.capabilities.list === 'whole';
  const keyOf = (ref: string) => provider.orderGroupOf?.(ref) ?? ref;
  const before = new SeenOrders(seen);
  const now = new SeenOrders(from?.seen);
  const same = new Marks(from?.same);
  const changes = new Marks(from?.changes);
  const startedAt = from?.startedAt ?? begun ?? call().now;
  const firstSeen = new FirstSeen(before, { startedAt, since, searchTime });
  const unclaimed = new Map(
    (from?.unclaimed ?? unclaimedBefore).map((entry) =>
      typeof entry === 'string' ? [entry, since ?? startedAt] : [entry.orderRef, entry.firstSeenAt],
    ),
  );
  const orphans = [...(from?.orphans ?? [])];
  let { cursor } = from ?? {};
  let { signaledTo } = from ?? {};
  let isListed = from !== undefined && from.pages > 0 && cursor === undefined;
  let { pages, orders, changed, orphanCount, signaled } = from ?? NOTHING_YET;

  const takePage = (page: readonly ListedOrder[], holder: (ref: string) => string | undefined) => {
    const byKey = new Map<string, ListedOrder[]>();
    for (const order of page) {
      if (holder(order.ref) !== undefined) {
        const key = keyOf(order.ref);
        if (byKey.get(key)?.push(order) === undefined) byKey.set(key, [order]);
        unclaimed.delete(order.ref);
      } else noteUnclaimedOrder(order);
    }
    for (const [key, members] of byKey) {
      const state = stateOf(members);
      now.add(key, state);
      if (before.has(key, state)) same.add(key);
      else {
        changes.add(key);
        changed += 1;
      }
    }
  };

  const noteUnclaimedOrder = ({ ref, isOpen }: ListedOrder) => {
    if (!isOpen) {
      unclaimed.delete(ref);
      return;
    }
    if (!isWhole) {
      if (unclaimed.size < MAX_UNCLAIMED && !unclaimed.has(ref)) unclaimed.set(ref, startedAt);
      return;
    }
    const period = firstSeen.periodOf(ref);
    // A list that grows while it is read may show an order twice.
    if (period === undefined && !now.wasUnclaimed(ref)) report([ref]);
    now.addUnclaimed(ref, period);
  };

  const report = (refs: readonly string[]) => {
    orphanCount += refs.length;
    orphans.push(...refs.slice(0, Math.max(0, MAX_REPORTED - orphans.length)));
  };

  const isShown = (key: string) => same.has(key) || changes.has(key);

  const signalPorts = async (holders: ReadonlyMap<string, string>) => {
    const held = new Map<string, string[]>();
    for (const [ref, port] of holders) if (held.get(port)?.push(ref) === undefined) held.set(port, [ref]);
    const { signal } = call();
    const turn = paced(
      requestsPerSecond === undefined ? SIGNALS_PER_SECOND : requestsPerSecond * SHARE_OF_RATE,
      clock,
      signal,
    );
    for (const [port, refs] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const news = refs.filter((ref) => changes.has(keyOf(ref)));
      if (news.length === 0 || (signaledTo !== undefined && port <= signaledTo)) continue;
      // A port that gets a hint reads all its orders.
      await turn(new Set(refs.map(keyOf)).size);
      await ports.signalPort(port, news);
      signaledTo = port;
      signaled += 1;
    }
  };

  return {
    async run() {
      const holders = await ports.holders();
      const holder = holderOf(holders, provider);
      while (!isListed) {
        const page = await listOrders(
          { ...(cursor !== undefined && { cursor }), ...(since !== undefined && { since }) },
          call(),
        );
        takePage(page.orders, holder);
        pages += 1;
        orders += page.orders.length;
        cursor = page.next;
        isListed = cursor === undefined;
      }
      await signalPorts(holders);
      const still = [...unclaimed].filter(([ref]) => holder(ref) === undefined);
      if (!isWhole) report(still.filter(([, at]) => firstSeen.isLongAgo(at)).map(([ref]) => ref));
      const missing = isWhole ? missingOrders(holders, (ref) => isShown(keyOf(ref))) : [];
      return {
        seen: now.packed(),
        ...(!isWhole && { unclaimed: listed(still) }),
        pages,
        orders,
        changed,
        signaled,
        orphans,
        ...(orphanCount > orphans.length && { orphanCount }),
        missingOrders: missing.slice(0, MAX_REPORTED),
        ...(missing.length > MAX_REPORTED && { missingOrderCount: missing.length }),
      };
    },
    progress: () => ({
      ...(cursor !== undefined && { cursor }),
      ...(signaledTo !== undefined && { signaledTo }),
      seen: now.packed(),
      same: same.packed(),
      changes: changes.packed(),
      unclaimed: isWhole ? [] : listed(unclaimed),
      startedAt,
      pages,
      orders,
      changed,
      orphans: [...orphans],
      orphanCount,
      signaled,
    }),
  };
}

const NOTHING_YET = { pages: 0, orders: 0, changed: 0, orphanCount: 0, signaled: 0 };

function listed(unclaimed: Iterable<readonly [orderRef: string, firstSeenAt: Instant]>): UnclaimedOrder[] {
  return [...unclaimed].map(([orderRef, firstSeenAt]) => ({ orderRef, firstSeenAt }));
}

/** The state of a unit of read, from the list. */
function stateOf(members: readonly ListedOrder[]): string {
  const each = members.map(({ ref, fingerprint }) => JSON.stringify([ref, fingerprint]));
  return each.sort().join();
}

/** An order whose order group is listed moved to another order of the group; its port gets a hint and finds it. */
function missingOrders(
  holders: ReadonlyMap<string, string>,
  isListed: (orderRef: string) => boolean,
): MissingOrder[] {
  return [...holders]
    .filter(([orderRef]) => !isListed(orderRef))
    .map(([orderRef, requestId]) => ({ orderRef, requestId }));
}
