/**
 * The limits of one webhook. Anybody who knows its URL can send one, and it is parsed on the thread that
 * serves all others: anything beyond a limit is not parsed.
 */
export const WEBHOOK = {
  /** Fields of a form, members of an object, events of a list. */
  parts: 1_000,
  /** Different orders; a provider names one, or a few. */
  orders: 200,
} as const;

/** Parses the fields of a form; undefined if there are too many. They are counted before they are parsed. */
export function fieldsOf(text: string): URLSearchParams | undefined {
  let count = 1;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    count += 1;
    if (count > WEBHOOK.parts) return undefined;
  }
  return new URLSearchParams(text);
}

/** Whether hints have more different orders than a provider sends. */
export function areTooManyOrders(hints: readonly { readonly orderRef: string }[]): boolean {
  return new Set(hints.map(({ orderRef }) => orderRef)).size > WEBHOOK.orders;
}
