/** Twilio's identifiers: two letters for the kind, 32 hex digits (docs/reference/twilio.md#identifiers). */
export type SidKind = 'AC' | 'AD' | 'BU' | 'EC' | 'KW' | 'PU' | 'RD';

/** Whether a text is an identifier of that kind. */
export function isSid(kind: SidKind, text: string): boolean {
  return text.startsWith(kind) && /^[A-Z]{2}[0-9a-fA-F]{32}$/.test(text);
}
