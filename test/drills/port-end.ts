import type { DrilledPort } from './drilled-port';
import type { Tally } from './drill';

/** Waits for the end of a port, and compares it and the orders at its provider with what they should be. */
export async function endOf(
  port: DrilledPort,
  wanted: 'ported' | 'canceled',
  orders: 0 | 1,
): Promise<Omit<Tally, 'faults'>> {
  const { numbers } = await port.result();
  const there = await port.ordersAtProvider();
  const outcomes = numbers.map(({ outcome }) => outcome).join();
  const isRight = numbers.length === 1 && outcomes === wanted;
  const missing = Math.max(0, orders - there.length);
  const twice = Math.max(0, there.length - orders);
  return {
    ports: 1,
    orders: there.length,
    lost: isRight ? missing : 1,
    twice,
    problems: [
      ...(isRight ? [] : [`${port.handle.requestId} ended ${outcomes} instead of ${wanted}`]),
      ...(missing + twice === 0
        ? []
        : [`${port.phoneNumber} has ${String(there.length)} orders at ${port.provider}`]),
    ],
  };
}
