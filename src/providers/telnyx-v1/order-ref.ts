/**
 * One order is one sub request: its reference is `<port_request_id>/<sub_request_id>`. The numbers of a port
 * request that are in no sub request yet are an order of their own, `<port_request_id>`.
 */
export interface OrderRef {
  readonly portRequestId: string;
  /** Undefined: the numbers in no sub request. */
  readonly subRequestId?: string;
}

/** Splits a reference into its ids. They are validated when a path is built from them. */
export function parseOrderRef(ref: string): OrderRef {
  const slash = ref.indexOf('/');
  return slash < 0
    ? { portRequestId: ref }
    : { portRequestId: ref.slice(0, slash), subRequestId: ref.slice(slash + 1) };
}

/** The reference of a sub request, or of the numbers in none. */
export function orderRef(portRequestId: string, subRequestId?: string): string {
  return subRequestId === undefined ? portRequestId : `${portRequestId}/${subRequestId}`;
}
