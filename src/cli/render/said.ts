import type { Said } from '../../contract/order-operations';

/** Writes JSON as YAML: `stringify` of the library, which a command loads when it runs. */
export type Stringify = (value: unknown, options: { readonly lineWidth: 0 }) => string;

/** What a provider said, under its own names, for people. */
export function saidLines(said: Said, stringify: Stringify): string[] {
  if (Object.keys(said).length === 0) return [];
  return stringify(said, { lineWidth: 0 }).trimEnd().split('\n');
}
