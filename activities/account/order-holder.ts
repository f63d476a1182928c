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
  { familyOf }: Pick<PortingProvider, 'familyOf'>,
): (orderRef: string) => string | undefined {
  if (familyOf === undefined) return (orderRef) => holders.get(orderRef);
  const byFamily = new Map([...holders].map(([ref, requestId]) => [familyOf(ref), requestId]));
  return (orderRef) => holders.get(orderRef) ?? byFamily.get(familyOf(orderRef));
}
