/**
 * Fone Dynamics' identifiers: a letter for the kind, 31 capitals or digits
 * (docs/reference/fone-dynamics.md#identifiers).
 */
export type SidKind = 'A' | 'S';

/** Whether a text is an identifier of that kind: `A` an account, `S` a property. */
export function isSid(kind: SidKind, text: string): boolean {
  return text.startsWith(kind) && /^[A-Z0-9]{32}$/.test(text);
}
