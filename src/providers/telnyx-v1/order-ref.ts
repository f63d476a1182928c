/**
 * One provider order of ours is one sub request: its reference is `<port_request_id>/<sub_request_id>`. The numbers of
 * a port request that Telnyx has put into no sub request yet are an order of their own, `<port_request_id>`.
 */
export interface OrderRef {
  readonly portRequestId: string;
  /** Absent: what is in no sub request. */
  readonly subRequestId?: string;
}

/** The two ids inside a reference. Whether they are any is for the path to say that is made of them. */
export function parseOrderRef(ref: string): OrderRef {
  const slash = ref.indexOf('/');
  return slash < 0
    ? { portRequestId: ref }
    : { portRequestId: ref.slice(0, slash), subRequestId: ref.slice(slash + 1) };
}

/** The reference of a sub request, or of what is in none. */
export function orderRef(portRequestId: string, subRequestId?: string): string {
  return subRequestId === undefined ? portRequestId : `${portRequestId}/${subRequestId}`;
}
