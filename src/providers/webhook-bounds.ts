/**
 * What one webhook may hold. Anybody who knows its URL can send one, and it is read on the one thread that all others
 * wait for: whatever is beyond a bound is not looked at.
 */
export const WEBHOOK = {
  /** Fields of a form, members of an object, events of a list. */
  parts: 1_000,
  /** Different orders; a provider tells of one, or of a few. */
  orders: 200,
} as const;

/** The fields of a form; undefined when there are too many. They are counted before they are read. */
export function fieldsOf(text: string): URLSearchParams | undefined {
  let count = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    count += 1;
    if (count > WEBHOOK.parts) return undefined;
  }
  return new URLSearchParams(text);
}

/** Whether hints are of so many different orders that no provider sent them. */
export function areTooManyOrders(hints: readonly { readonly orderRef: string }[]): boolean {
  return new Set(hints.map(({ orderRef }) => orderRef)).size > WEBHOOK.orders;
}
