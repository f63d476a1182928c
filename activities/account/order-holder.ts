import type { PortingProvider } from '../../src/providers/provider';

/**
 * Finds the open port of an order: the port that holds it, or another order of its order group. A port that knows one
 * order of a group reads all of them, and may not know a new one yet.
 *
 * @param holders - request ids by order reference
 * @returns the request id; undefined: no open port has it
 */
export function holderOf(
  holders: ReadonlyMap<string, string>,
  { orderGroupOf }: Pick<PortingProvider, 'orderGroupOf'>,
): (orderRef: string) => string | undefined {
  if (orderGroupOf === undefined) return (orderRef) => holders.get(orderRef);
  const byGroup = new Map([...holders].map(([ref, requestId]) => [orderGroupOf(ref), requestId]));
  return (orderRef) => holders.get(orderRef) ?? byGroup.get(orderGroupOf(orderRef));
}
