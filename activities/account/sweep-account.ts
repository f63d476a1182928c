import type { MissingOrder } from '../../src/domain/account/model';
import type { Clock } from '../../src/providers/http/clock';
import type { CallContext } from '../../src/providers/call-context';
import type { ListedOrder, PortingProvider } from '../../src/providers/provider';
import { holderOf } from './order-holder';
import { paced } from './pace';
import { Marks, SeenOrders } from './seen-orders';
import type { SweepInput, SweepOutput } from './sweep-activities';

/** Reports are for people: nobody reads more. The others are counted. */
const MAX_REPORTED = 100;

/** How many unclaimed orders a list of changes is remembered for: it does not show them again. */
const MAX_UNCLAIMED = 500;

/** How many ports are told in a second where the account has no limit. */
const TOLD_PER_SECOND = 10;

/** Of the account's requests in a second, the part that the reads of a pass may take: the rest is for all other calls. */
const SHARE_OF_RATE = 0.5;

/** The open ports of an account. */
export interface OpenPorts {
  /** Request ids by order reference. */
  holders(): Promise<ReadonlyMap<string, string>>;
  /** Tells a port that there is something to see. */
  signalPort(requestId: string, orderRefs: readonly string[]): Promise<void>;
}

/** How far a pass has come: enough to go on from there when its worker dies. */
export interface SweepProgress {
  /** Where the list goes on; absent: at its beginning, or it was read to its end. */
  readonly cursor?: string;
  readonly seen: string;
  /** The orders of open ports that the list shows: those that stand as before, and those that do not. */
  readonly same: string;
  readonly changes: string;
  readonly unclaimed: readonly string[];
  readonly pages: number;
  readonly orders: number;
  readonly changed: number;
  readonly orphans: readonly string[];
  readonly orphanCount: number;
  /** The ports that were told so far, as far as they come before this one or are it. */
  readonly signaledTo?: string;
  readonly signaled: number;
}

/** What a pass runs on. */
export interface SweepSurroundings {
  readonly ports: OpenPorts;
  /** Asked before each page. */
  readonly call: () => CallContext;
  readonly clock: Clock;
  /** How many requests to the account may leave in a second, over all workers; absent: as many as come. */
  readonly requestsPerSecond?: number | undefined;
}

/** One pass, and how far it is at any moment. */
export interface Pass {
  /** Goes through the list and then tells the ports. The provider is called once a page. */
  run(): Promise<SweepOutput>;
  /** Packs what is known, in time that grows with the number of open ports. */
  progress(): SweepProgress;
}

/**
 * One pass over the orders of an account. What differs from the pass before is told to its port; what no open port
 * holds for two passes, and what an open port holds and the provider does not list, is reported.
 *
 * The ports are told when the list was read, in the order of their ids and no faster than their reads may leave. So
 * neither a first pass, nor one after a release that compares orders by other words, is a stampede.
 *
 * @param from - where a pass that died had come to
 */
export function openPass(
  provider: PortingProvider,
  { seen, since, unclaimed: unclaimedBefore = [] }: Pick<SweepInput, 'seen' | 'since' | 'unclaimed'>,
  { ports, call, clock, requestsPerSecond }: SweepSurroundings,
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
  const unclaimed = new Set(from?.unclaimed ?? unclaimedBefore);
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
      } else takeUnclaimed(order);
    }
    for (const [key, members] of byKey) {
      const state = stateOf(members);
      now.note(key, state);
      if (before.has(key, state)) same.add(key);
      else {
        changes.add(key);
        changed += 1;
      }
    }
  };

  const takeUnclaimed = ({ ref, isOpen }: ListedOrder) => {
    if (!isOpen) {
      unclaimed.delete(ref);
      return;
    }
    if (!isWhole) {
      if (unclaimed.size < MAX_UNCLAIMED) unclaimed.add(ref);
      return;
    }
    // A list that grows while it is read may show one twice.
    if (before.wasUnclaimed(ref) && !now.wasUnclaimed(ref)) report([ref]);
    now.noteUnclaimed(ref);
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
      requestsPerSecond === undefined ? TOLD_PER_SECOND : requestsPerSecond * SHARE_OF_RATE,
      clock,
      signal,
    );
    for (const [port, refs] of [...held].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const news = refs.filter((ref) => changes.has(keyOf(ref)));
      if (news.length === 0 || (signaledTo !== undefined && port <= signaledTo)) continue;
      // Whoever is told reads all its orders.
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
      const still = unclaimedBefore.filter((ref) => unclaimed.has(ref) && holder(ref) === undefined);
      if (!isWhole) report(still);
      const gone = isWhole ? missingOrders(holders, (ref) => isShown(keyOf(ref))) : [];
      return {
        seen: now.packed(),
        ...(!isWhole && { unclaimed: [...unclaimed].filter((ref) => holder(ref) === undefined) }),
        pages,
        orders,
        changed,
        signaled,
        orphans,
        ...(orphanCount > orphans.length && { orphanCount }),
        missingOrders: gone.slice(0, MAX_REPORTED),
        ...(gone.length > MAX_REPORTED && { missingOrderCount: gone.length }),
      };
    },
    progress: () => ({
      ...(cursor !== undefined && { cursor }),
      ...(signaledTo !== undefined && { signaledTo }),
      seen: now.packed(),
      same: same.packed(),
      changes: changes.packed(),
      unclaimed: isWhole ? [] : [...unclaimed],
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

/** All that the list says of what is read together. */
function stateOf(members: readonly ListedOrder[]): string {
  const each = members.map(({ ref, fingerprint }) => JSON.stringify([ref, fingerprint]));
  return each.sort().join();
}

/** One whose family is listed was put into another order of it; its port is told, and sees where. */
function missingOrders(
  holders: ReadonlyMap<string, string>,
  isListed: (orderRef: string) => boolean,
): MissingOrder[] {
  return [...holders]
    .filter(([orderRef]) => !isListed(orderRef))
    .map(([orderRef, requestId]) => ({ orderRef, requestId }));
}
