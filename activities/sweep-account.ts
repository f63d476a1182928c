import type { VanishedOrder } from '../src/domain/account/sweep';
import { HOUR } from '../src/domain/time';
import { mapConcurrently } from '../src/providers/concurrently';
import type { CallContext, ListedOrder, PortingProvider } from '../src/providers/provider';
import { holderOf } from './order-holder';
import { SeenOrders } from './seen-orders';
import type { SweepInput, SweepOutput } from './sweep-activities';

/** An order that was just made may not be in the index of ports yet. */
const INDEX_LAG = HOUR;

/** Reports are for people: nobody reads more. */
const MOST_REPORTED = 100;

const SIGNALS_AT_ONCE = 10;

/** The open ports of an account. */
export interface OpenPorts {
  /** Request ids by order reference. */
  holders(): Promise<ReadonlyMap<string, string>>;
  /** Tells a port that there is something to see. */
  tell(requestId: string, orderRefs: readonly string[]): Promise<void>;
}

/** How far a pass has come: enough to go on from there when its worker dies. */
export interface SweepProgress {
  readonly cursor?: string;
  readonly seen: string;
  readonly pages: number;
  readonly orders: number;
  readonly changed: number;
  readonly told: number;
  readonly orphans: readonly string[];
}

/**
 * One pass over the orders of an account. What differs from the pass before is told to its port; what no open port
 * holds, and what an open port holds and the provider does not list, is reported. The provider is called once a page.
 *
 * @param from - where a pass that died had come to
 * @param beat - hears after every page how far it is
 */
export async function sweepAccount(
  provider: PortingProvider,
  { seen, since }: Pick<SweepInput, 'seen' | 'since'>,
  ports: OpenPorts,
  call: () => CallContext,
  from: SweepProgress | undefined,
  beat: (progress: SweepProgress) => void,
): Promise<SweepOutput> {
  if (provider.listOrders === undefined) throw new Error(`${provider.name} has no list of orders`);
  const isWhole = provider.capabilities.list === 'whole';
  const before = new SeenOrders(seen);
  // What a list of changes leaves out is as it was.
  const now = new SeenOrders(from?.seen ?? (isWhole ? '' : seen));
  const holders = await ports.holders();
  const holder = holderOf(holders, provider);
  const family = (ref: string) => `family ${provider.familyOf?.(ref) ?? ref}`;
  let progress: SweepProgress = from ?? NOTHING_YET;
  while (progress === NOTHING_YET || progress.cursor !== undefined) {
    const { cursor } = progress;
    const page = await provider.listOrders(
      { ...(cursor !== undefined && { cursor }), ...(since !== undefined && { since }) },
      call(),
    );
    const changed = page.orders.filter(({ ref, fingerprint }) => before.compare(ref, fingerprint) !== 'same');
    const told = await tellPorts(changed, holder, ports);
    for (const { ref, fingerprint } of page.orders) {
      now.note(ref, fingerprint);
      if (provider.familyOf !== undefined) now.note(family(ref), '');
    }
    const orphans = page.orders.filter((order) => isOrphan(order, holder, call().now));
    progress = {
      ...(page.next !== undefined && { cursor: page.next }),
      seen: now.packed(),
      pages: progress.pages + 1,
      orders: progress.orders + page.orders.length,
      changed: progress.changed + changed.length,
      told: progress.told + told,
      orphans: [...progress.orphans, ...orphans.map(({ ref }) => ref)].slice(0, MOST_REPORTED),
    };
    beat(progress);
  }
  const { cursor: _, ...found } = progress;
  return {
    ...found,
    vanished: isWhole ? vanished(holders, (ref) => now.has(ref) || now.has(family(ref))) : [],
  };
}

const NOTHING_YET: SweepProgress = { seen: '', pages: 0, orders: 0, changed: 0, told: 0, orphans: [] };

/** @returns how many ports were told */
async function tellPorts(
  changed: readonly ListedOrder[],
  holder: (orderRef: string) => string | undefined,
  ports: OpenPorts,
): Promise<number> {
  const byPort = new Map<string, string[]>();
  for (const { ref } of changed) {
    const port = holder(ref);
    if (port !== undefined && !byPort.get(port)?.push(ref)) byPort.set(port, [ref]);
  }
  await mapConcurrently([...byPort], SIGNALS_AT_ONCE, ([port, refs]) => ports.tell(port, refs));
  return byPort.size;
}

function isOrphan(
  { ref, isOpen, createdAt }: ListedOrder,
  holder: (orderRef: string) => string | undefined,
  now: number,
): boolean {
  return isOpen && holder(ref) === undefined && (createdAt === undefined || createdAt < now - INDEX_LAG);
}

/** One whose family is listed was put into another order of it; its port is told, and sees where. */
function vanished(
  holders: ReadonlyMap<string, string>,
  isListed: (orderRef: string) => boolean,
): VanishedOrder[] {
  return [...holders]
    .filter(([orderRef]) => !isListed(orderRef))
    .slice(0, MOST_REPORTED)
    .map(([orderRef, requestId]) => ({ orderRef, requestId }));
}
