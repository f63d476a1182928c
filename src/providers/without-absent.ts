/** Exact optional types want an absent key, not an undefined one. */
export function withoutAbsent<Key extends string, Value>(
  fields: Readonly<Record<Key, Value | undefined>>,
): { [K in Key]?: Value } {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as { [K in Key]?: Value };
}
