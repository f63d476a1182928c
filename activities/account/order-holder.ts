import type { PortingProvider } from '../../src/providers/provider';

/**
 * Which open port has an order: the one that names it, or another order of its family. A port that knows one of a family
 * reads them all, and may not have heard of a new one yet.
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
