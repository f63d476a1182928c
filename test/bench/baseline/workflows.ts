/** The workflows that Portkeeper is compared with: what they do is all that they are for. */
import {
  condition,
  defineSignal,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { PortOrderIds, PortPhase } from '../../../src/contract/search-attributes';
import type { BaselineActivities } from './activities';

/** News about an order, as a webhook's receiver would send it. */
export const newsSignal = defineSignal<[hint: object]>('news');

/** The work of a port request, without any rule. */
export interface BareWork {
  readonly phoneNumber: string;
  /** The body of the order. */
  readonly order: object;
  /** How many signals are awaited; each is followed by a read. */
  readonly signals: number;
  /** The timers after the signals, milliseconds; each is followed by a read. */
  readonly timers: readonly number[];
}

const { prepare } = proxyLocalActivities<BaselineActivities>({ startToCloseTimeout: '10 seconds' });
const { checkNumber, placeOrder, readOrder } = proxyActivities<BaselineActivities>({
  startToCloseTimeout: '1 minute',
});

/** A port request with the same activities, timers, signals and attributes as Portkeeper's, and no rules. */
export async function bareRequest({ phoneNumber, order, signals, timers }: BareWork): Promise<string> {
  let received = 0;
  setHandler(newsSignal, () => {
    received += 1;
  });
  await prepare();
  upsertSearchAttributes([{ key: PortPhase, value: 'draft' }]);
  await checkNumber(phoneNumber);
  const ref = await placeOrder(order);
  upsertSearchAttributes([
    { key: PortPhase, value: 'waiting_for_foc' },
    { key: PortOrderIds, value: [ref] },
  ]);
  for (let seen = 0; seen < signals; seen++) {
    await condition(() => received > seen, '1 day');
    await readOrder(ref);
    upsertSearchAttributes([{ key: PortPhase, value: `after ${String(seen)}` }]);
  }
  for (const length of timers) {
    await sleep(length);
    await readOrder(ref);
  }
  return ref;
}

/** Counts signals and does nothing else: how fast the server and a client can be. */
export async function signalSink(signals: number): Promise<void> {
  let received = 0;
  setHandler(newsSignal, () => {
    received += 1;
  });
  await condition(() => received >= signals);
}

/** What teams write: a poll of the order every hour until it is over. */
export async function hourlyPoller(orderRef: string, polls: number, hour: number): Promise<void> {
  for (let poll = 0; poll < polls; poll++) {
    await sleep(hour);
    await readOrder(orderRef);
  }
}

/** Waits, and imports nothing: the heap of any cached workflow. */
export async function idle(): Promise<void> {
  await condition(() => false);
}
